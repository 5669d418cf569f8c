import { basename, extname } from "node:path";
import { and, eq, inArray, isNotNull, isNull, or, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Db } from "#db/client.ts";
import { cacheImageFiles, cacheVideoFiles, episodes, movies, seasons, series } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import type { UnitRef } from "#lib/publish/vocabulary.ts";
import type { VerifyContext } from "./context.ts";

type Owned = { entityType: PgColumn; entityId: PgColumn };

/**
 * The rows that belong to films or series of a library, to their seasons, episodes and sets. People are in every library, and
 * left to the check of the whole cache.
 */
export function ownedByLibrary({ db, library, unit }: VerifyContext, { entityType, entityId }: Owned): SQL | undefined {
  const is = (type: string, ids: ReturnType<typeof listOf>) => and(eq(entityType, type), inArray(entityId, ids));
  const listOf = (table: typeof movies | typeof series) =>
    db
      .select({ id: table.id })
      .from(table)
      .where(unit ? eq(table.id, unit.entityId) : and(eq(table.libraryId, library.id), isNull(table.deletedAt)));
  if (library.type !== "tv") {
    const sets = db
      .select({ id: movies.collectionId })
      .from(movies)
      .where(and(inArray(movies.id, listOf(movies)), isNotNull(movies.collectionId)));
    return or(is("movie", listOf(movies)), and(eq(entityType, "collection"), inArray(entityId, sets)));
  }
  const below = (table: typeof seasons | typeof episodes) =>
    db
      .select({ id: table.id })
      .from(table)
      .where(inArray(table.seriesId, listOf(series)));
  return or(
    is("series", listOf(series)),
    and(eq(entityType, "season"), inArray(entityId, below(seasons))),
    and(eq(entityType, "episode"), inArray(entityId, below(episodes))),
  );
}

/** What the cache holds is called by its SHA-256. */
export const hashOfCached = (path: string): string => basename(path, extname(path));

/** Who wants these files of the cache. */
export async function listCacheOwners(db: Db, paths: readonly string[]): Promise<(Owner & { path: string })[]> {
  const hashes = [...new Set(paths.map(hashOfCached))];
  const read = (table: typeof cacheImageFiles | typeof cacheVideoFiles) => (some: string[]) =>
    db
      .select({ path: table.filePath, entityType: table.entityType, entityId: table.entityId })
      .from(table)
      .where(inArray(table.fileHash, some));
  const [pictures, videos] = [
    await inChunks(hashes, read(cacheImageFiles)),
    await inChunks(hashes, read(cacheVideoFiles)),
  ];
  const wanted = new Set(paths);
  return [...pictures, ...videos].filter(({ path }) => wanted.has(path));
}

type Owner = { entityType: string; entityId: number };

/** The film or series whose page shows each of these owners. Sets and people have none. */
export async function readUnits(db: Db, owners: readonly Owner[]): Promise<(owner: Owner) => UnitRef | undefined> {
  const idsOf = (type: string) => [
    ...new Set(owners.filter(({ entityType }) => entityType === type).map(({ entityId }) => entityId)),
  ];
  const read = async (table: typeof seasons | typeof episodes, type: string) => {
    const rows = await inChunks(idsOf(type), (ids) =>
      db.select({ id: table.id, seriesId: table.seriesId }).from(table).where(inArray(table.id, ids)),
    );
    return new Map(rows.map(({ id, seriesId }) => [id, seriesId]));
  };
  const shows = { season: await read(seasons, "season"), episode: await read(episodes, "episode") };
  return ({ entityType, entityId }) => {
    if (entityType === "movie" || entityType === "series") return { entityType, entityId };
    const seriesId = entityType === "season" || entityType === "episode" ? shows[entityType].get(entityId) : undefined;
    return seriesId === undefined ? undefined : { entityType: "series", entityId: seriesId };
  };
}
