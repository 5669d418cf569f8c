import { and, eq, inArray, notExists } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { actors, episodeActors, movieActors, seriesActors } from "#db/schema/index.ts";
import type { ProviderCastMember } from "#lib/providers/provider.ts";
import { normalizeName } from "./normalize-name.ts";
import { type CastRules, planCast, type WantedCast } from "./plan-cast.ts";
import { upsertActors } from "./upsert-people.ts";

/**
 * Gives a film the cast a provider says, under role_locked, actors_order_locked and removed. Writes only what differs,
 * in a handful of queries. Returns true when anything was written.
 */
export async function applyCast(
  tx: Tx,
  movie: { id: number; actorsOrderLocked: boolean },
  cast: readonly ProviderCastMember[],
  { mode = "replace" }: { mode?: CastRules["mode"] } = {},
): Promise<boolean> {
  if (cast.length === 0) return false;
  const find = await upsertActors(tx, cast);
  const wanted = cast.map((member) => ({ ...member, actorId: find(member) }));
  const moved = await mergeNamesakes(tx, movie.id, wanted);
  const present = await tx.select().from(movieActors).where(eq(movieActors.movieId, movie.id));
  const plan = planCast(present, wanted, { orderLocked: movie.actorsOrderLocked, mode });
  await bulkInsert(
    tx,
    movieActors,
    plan.insert.map((row) => ({ movieId: movie.id, ...row })),
  );
  await bulkUpdate(tx, movieActors, plan.update);
  if (plan.remove.length > 0) await tx.delete(movieActors).where(inArray(movieActors.id, plan.remove));
  const faces = await updatePeople(tx, wanted);
  return moved || faces || plan.insert.length + plan.update.length + plan.remove.length > 0;
}

type Named = WantedCast & Pick<ProviderCastMember, "name" | "tmdbId" | "imageUrl">;

/**
 * An NFO knows people by name alone. Where the provider now names the same person, and that one has a row with an id
 * already, this film's cast moves over to it; a row that nobody uses any more goes.
 */
async function mergeNamesakes(tx: Tx, movieId: number, wanted: readonly Named[]): Promise<boolean> {
  const rows = await tx
    .select({ id: movieActors.id, actorId: movieActors.actorId, name: actors.nameNormalized, tmdbId: actors.tmdbId })
    .from(movieActors)
    .innerJoin(actors, eq(actors.id, movieActors.actorId))
    .where(eq(movieActors.movieId, movieId));
  const taken = new Set(rows.map(({ actorId }) => actorId));
  const byName = new Map(
    wanted.filter(({ tmdbId }) => tmdbId !== null).map((member) => [normalizeName(member.name), member.actorId]),
  );
  const moves = rows.flatMap(({ id, name, tmdbId }) => {
    const actorId = byName.get(name);
    return tmdbId !== null || actorId === undefined || taken.has(actorId) ? [] : [{ id, actorId }];
  });
  if (moves.length === 0) return false;
  await bulkUpdate(tx, movieActors, moves);
  const moved = new Set(moves.map(({ id }) => id));
  await dropUnused(
    tx,
    rows.filter(({ id }) => moved.has(id)).map(({ actorId }) => actorId),
  );
  return true;
}

async function dropUnused(tx: Tx, actorIds: number[]): Promise<void> {
  const usedIn = (table: typeof movieActors | typeof episodeActors | typeof seriesActors) =>
    tx.select({ actorId: table.actorId }).from(table).where(eq(table.actorId, actors.id));
  await tx
    .delete(actors)
    .where(
      and(
        inArray(actors.id, actorIds),
        notExists(usedIn(movieActors)),
        notExists(usedIn(episodeActors)),
        notExists(usedIn(seriesActors)),
      ),
    );
}

/** Names and headshots follow the provider unless a person locked them. */
async function updatePeople(tx: Tx, wanted: readonly Named[]): Promise<boolean> {
  const given = new Map(wanted.filter(({ tmdbId }) => tmdbId !== null).map((member) => [member.actorId, member]));
  const rows = await tx
    .select({
      id: actors.id,
      name: actors.name,
      imageUrl: actors.imageUrl,
      nameLocked: actors.nameLocked,
      imageLocked: actors.imageLocked,
    })
    .from(actors)
    .where(inArray(actors.id, [...given.keys()]));
  const changed = rows.flatMap((row) => {
    const member = given.get(row.id);
    const name = row.nameLocked ? row.name : (member?.name ?? row.name);
    const imageUrl = row.imageLocked ? row.imageUrl : (member?.imageUrl ?? row.imageUrl);
    if (name === row.name && imageUrl === row.imageUrl) return [];
    return [{ id: row.id, name, nameNormalized: normalizeName(name), imageUrl, updatedAt: new Date() }];
  });
  await bulkUpdate(tx, actors, changed);
  return changed.length > 0;
}
