import { inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { crewAliases } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";

/** The name of somebody else, under which a person told apart by hand is meant in the titles they are in alone. */
export const apartName = (name: string, crewId: number): string => `${name} #${crewId}`;
const mark = / #\d+$/;

type Alias = { crewId: number; name: string; isApart: boolean };

/** Other names of people behind the camera, without the marks of those that mean them in their own titles alone. */
export async function readOtherCrewNames(tx: Tx, crewIds: readonly number[]): Promise<Alias[]> {
  const rows = await inChunks([...new Set(crewIds)], (chunk) =>
    tx
      .select({ crewId: crewAliases.crewId, name: crewAliases.name })
      .from(crewAliases)
      .where(inArray(crewAliases.crewId, chunk)),
  );
  return rows.map(({ crewId, name }) => {
    // Whatever number it bears: whoever was told apart may have been merged into somebody else since.
    const plain = name.replace(mark, "");
    return { crewId, name: plain, isApart: plain !== name };
  });
}

type Credit = { ownerId: number; crewId: number };
type Member = { name: string; tmdbId: number | null };

/**
 * Who in a crew was told apart by hand from whom a provider names there, so that what a person separated stays so. Of two
 * people of one name they stand for the first.
 */
export async function readCrewApart(tx: Tx, present: readonly Credit[]) {
  const names = await readOtherCrewNames(
    tx,
    present.map(({ crewId }) => crewId),
  );
  const namesOf = Map.groupBy(
    names.filter(({ isApart }) => isApart),
    ({ crewId }) => crewId,
  );
  const apart = new Map(
    present.flatMap(({ ownerId, crewId }) =>
      (namesOf.get(crewId) ?? []).map(({ name }) => [`${ownerId} ${name}`, crewId] as const),
    ),
  );
  return (ownerId: number, members: readonly Member[]) => {
    const firstOf = new Map<string, number | null>();
    for (const { name, tmdbId } of members) if (!firstOf.has(name)) firstOf.set(name, tmdbId);
    return ({ name, tmdbId }: Member): number | undefined =>
      firstOf.get(name) === tmdbId ? apart.get(`${ownerId} ${name.trim()}`) : undefined;
  };
}
