import { inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { actorAliases } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import type { PresentCredit } from "./cast-tables.ts";
import { isMarked, normalizeName, plainName } from "./normalize-name.ts";
import type { Person } from "./upsert-people.ts";

export type Namesakes = {
  /** Which actor of one cast a person is whom a provider names; undefined when none of them. */
  finder(ownerId: number, cast: readonly Person[]): (person: Person) => number | undefined;
};

type Name = { name: string; tmdbId: number | null };

/** Everybody in these casts with all their names and ids. */
export async function readNamesakes(tx: Tx, present: readonly PresentCredit[]): Promise<Namesakes> {
  const aliases = await inChunks([...new Set(present.map(({ actorId }) => actorId))], (chunk) =>
    tx
      .select({ actorId: actorAliases.actorId, name: actorAliases.nameNormalized, tmdbId: actorAliases.tmdbId })
      .from(actorAliases)
      .where(inArray(actorAliases.actorId, chunk)),
  );
  const others = Map.groupBy(aliases, ({ actorId }) => actorId);
  const byOwner = Map.groupBy(present, ({ ownerId }) => ownerId);
  const people = (ownerId: number) =>
    (byOwner.get(ownerId) ?? []).map(({ actorId, nameNormalized, tmdbId }) => ({
      actorId,
      names: [{ name: nameNormalized, tmdbId }, ...(others.get(actorId) ?? [])],
    }));
  return { finder: (ownerId, cast) => findIn(people(ownerId), cast) };
}

/**
 * By id; then somebody told apart by hand who has that name, so that what a person separated stays so; then, for a name
 * without an id, whoever of the cast is called so.
 */
function findIn(people: readonly { actorId: number; names: Name[] }[], cast: readonly Person[]) {
  const byId = new Map(people.flatMap(({ actorId, names }) => names.map(({ tmdbId }) => [tmdbId, actorId] as const)));
  const byName = new Map<string, number>();
  const apart = new Map<string, number>();
  for (const { actorId, names } of people) {
    for (const { name } of names) {
      const found = isMarked(name) ? apart : byName;
      if (!found.has(plainName(name))) found.set(plainName(name), actorId);
    }
  }
  // Two people of one name and one who was told apart: that one stands for the first of them only.
  const stoodFor = new Map<string, number | null>();
  for (const { name, tmdbId } of cast) {
    const isHere = tmdbId !== null && byId.has(tmdbId);
    if (!isHere && !stoodFor.has(normalizeName(name))) stoodFor.set(normalizeName(name), tmdbId);
  }
  return ({ name, tmdbId }: Person): number | undefined => {
    const key = normalizeName(name);
    const known = tmdbId === null ? undefined : byId.get(tmdbId);
    const standIn = stoodFor.get(key) === tmdbId ? apart.get(key) : undefined;
    return known ?? standIn ?? (tmdbId === null ? byName.get(key) : undefined);
  };
}
