import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodes, libraries, movies, seasons, series } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import type { ChoosingOwner } from "./owners.ts";

/** What pictures of an owner are chosen by: its library's settings, and the language of the original. */
export type OwnerLibrary = { artwork: unknown; language: string; originalLanguage: string | null };

/** The library an owner is in; that of its first film for a set. Undefined when there is none. */
export async function findOwnerLibrary(
  db: Db,
  { entityType, entityId }: ChoosingOwner,
): Promise<OwnerLibrary | undefined> {
  const { artwork, language } = libraries;
  if (entityType === "movie" || entityType === "collection") {
    const isSet = entityType === "collection";
    const [row] = await db
      .select({ artwork, language, originalLanguage: movies.originalLanguage })
      .from(movies)
      .innerJoin(libraries, eq(libraries.id, movies.libraryId))
      .where(eq(isSet ? movies.collectionId : movies.id, entityId))
      .orderBy(movies.id)
      .limit(1);
    // The films of a set may be of any language.
    return row && { ...row, originalLanguage: isSet ? null : row.originalLanguage };
  }
  const seriesId = await findSeriesId(db, entityType, entityId);
  if (seriesId === undefined) return undefined;
  const [row] = await db
    .select({ artwork, language, originalLanguage: series.originalLanguage })
    .from(series)
    .innerJoin(libraries, eq(libraries.id, series.libraryId))
    .where(eq(series.id, seriesId));
  return row;
}

/** On whose page the pictures of an owner are shown, as jobs name it: a season and an episode on that of their series. */
export type OwnerPage = { movieId: number } | { collectionId: number } | { seriesId: number };

/** Throws not_found when the season or episode is gone. */
export async function getOwnerPage(db: Db, { entityType, entityId }: ChoosingOwner): Promise<OwnerPage> {
  if (entityType === "movie") return { movieId: entityId };
  if (entityType === "collection") return { collectionId: entityId };
  const seriesId = await findSeriesId(db, entityType, entityId);
  if (seriesId === undefined) throw new AppError("not_found", `This ${entityType} is no longer in Metarr.`);
  return { seriesId };
}

async function findSeriesId(
  db: Db,
  entityType: "series" | "season" | "episode",
  entityId: number,
): Promise<number | undefined> {
  if (entityType === "series") return entityId;
  const table = entityType === "season" ? seasons : episodes;
  const [row] = await db.select({ seriesId: table.seriesId }).from(table).where(eq(table.id, entityId));
  return row?.seriesId;
}
