import { eq, inArray, min } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { movieActors, movies, series, seriesActors } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { listCacheOwners, readUnits } from "./cache-owners.ts";
import { closeCache, closeForgotten, listForgotten, recordFindings } from "./record-findings.ts";
import type { Found } from "./vocabulary.ts";

type Lost = { path: string; reason: string };
type Owned = { path: string; entityType: string; entityId: number };

/**
 * Takes what the nightly check of the cache could not bring back into the report of a library that it belongs to, and what is in
 * order or not wanted any more out of it. A person belongs to a library that has a film or series with them.
 */
export async function recordCacheCheck(
  db: Db,
  {
    good,
    lost,
    assertOwned,
  }: { good: readonly string[]; lost: readonly Lost[]; assertOwned?: AssertOwned | undefined },
): Promise<void> {
  const reasons = new Map(lost.map(({ path, reason }) => [path, reason]));
  const owned = await listCacheOwners(db, [...reasons.keys()]);
  const unitOf = await readUnits(db, owned);
  const libraryOf = await readLibraries(db, owned, unitOf);
  const found = owned.flatMap((owner): (Found & { libraryId: number })[] => {
    const libraryId = libraryOf(owner);
    const unit = unitOf(owner);
    const of = { entityType: unit?.entityType ?? null, entityId: unit?.entityId ?? null };
    const detail = reasons.get(owner.path) ?? "";
    return libraryId === undefined ? [] : [{ libraryId, kind: "cache.missing", path: owner.path, ...of, detail }];
  });
  const forgotten = await listForgotten(db);
  await ownedTransaction(db, assertOwned, async (tx) => {
    await closeCache(tx, good);
    await closeForgotten(tx, forgotten);
    for (const [libraryId, some] of Map.groupBy(found, (each) => each.libraryId)) {
      const own = some.map(({ libraryId: _own, ...each }) => each);
      await recordFindings(tx, { libraryId, runId: null, found: own });
    }
  });
}

async function readLibraries(
  db: Db,
  owned: readonly Owned[],
  unitOf: Awaited<ReturnType<typeof readUnits>>,
): Promise<(owner: Owned) => number | undefined> {
  const idsOf = (type: string) => [
    ...new Set(owned.filter(({ entityType }) => entityType === type).map(({ entityId }) => entityId)),
  ];
  const unitIds = (type: "movie" | "series") => [
    ...new Set(owned.flatMap((owner) => (unitOf(owner)?.entityType === type ? (unitOf(owner)?.entityId ?? []) : []))),
  ];
  const byId = (rows: readonly { id: number | null; libraryId: number | null }[]) =>
    new Map(rows.map(({ id, libraryId }) => [id, libraryId ?? undefined]));
  const of = async (table: typeof movies | typeof series, ids: readonly number[]) =>
    byId(
      await inChunks(ids, (some) =>
        db.select({ id: table.id, libraryId: table.libraryId }).from(table).where(inArray(table.id, some)),
      ),
    );
  const units = { movie: await of(movies, unitIds("movie")), series: await of(series, unitIds("series")) };
  const sets = byId(
    await inChunks(idsOf("collection"), (some) =>
      db
        .select({ id: movies.collectionId, libraryId: min(movies.libraryId) })
        .from(movies)
        .where(inArray(movies.collectionId, some))
        .groupBy(movies.collectionId),
    ),
  );
  const inFilms = byId(
    await inChunks(idsOf("actor"), (some) =>
      db
        .select({ id: movieActors.actorId, libraryId: min(movies.libraryId) })
        .from(movieActors)
        .innerJoin(movies, eq(movies.id, movieActors.movieId))
        .where(inArray(movieActors.actorId, some))
        .groupBy(movieActors.actorId),
    ),
  );
  const inShows = byId(
    await inChunks(idsOf("actor"), (some) =>
      db
        .select({ id: seriesActors.actorId, libraryId: min(series.libraryId) })
        .from(seriesActors)
        .innerJoin(series, eq(series.id, seriesActors.seriesId))
        .where(inArray(seriesActors.actorId, some))
        .groupBy(seriesActors.actorId),
    ),
  );
  return (owner) => {
    const unit = unitOf(owner);
    if (unit) return units[unit.entityType].get(unit.entityId);
    if (owner.entityType === "collection") return sets.get(owner.entityId);
    return inFilms.get(owner.entityId) ?? inShows.get(owner.entityId);
  };
}
