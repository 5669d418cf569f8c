import { and, eq, inArray, or } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import {
  cacheImageFiles,
  cacheVideoFiles,
  episodes,
  extras,
  libraryImageFiles,
  libraryNfoFiles,
  libraryRoots,
  libraryVideoFiles,
  mediaParts,
  seasons,
  series,
  subtitleStreams,
} from "#db/schema/index.ts";
import { isInside } from "#lib/files/safe-path.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { includePaths } from "#lib/recycle/exclude.ts";
import { recycleOwned } from "#lib/recycle/owned-files.ts";
import { nameOfEpisode } from "./name-of-episode.ts";

type Removed = {
  name: string;
  /** What a scan excludes. */
  path: string;
  libraryId: number;
  isHidden: boolean;
  seriesIds: number[];
  seasonIds: number[];
  episodeIds: number[];
};

/**
 * Moves everything that belongs to a removed series or episode to the recycle bin. Then nothing has to be excluded any
 * more: with its files it comes back. What was restored meanwhile keeps its files; those that
 * went by then are put back by the job files.restore. Returns how many files went.
 */
export async function recycleShowFiles(
  db: Db,
  params: {
    entityType: "series" | "episode";
    entityId: number;
    userId: number | null;
    jobId: number;
    signal: AbortSignal;
    assertOwned?: AssertOwned | undefined;
  },
): Promise<number> {
  const { entityType, entityId, userId, jobId, signal, assertOwned } = params;
  const find = (on: Db | Tx = db) => (entityType === "series" ? findSeries(on, entityId) : findEpisode(on, entityId));
  const removed = await find();
  if (!removed?.isHidden) return 0;
  const roots = await db.select().from(libraryRoots).where(eq(libraryRoots.libraryId, removed.libraryId));
  if (!roots.some(({ path }) => isInside(path, removed.path))) return 0;
  const mayGoOn = async (on: Db | Tx = db) => {
    signal.throwIfAborted();
    return (await find(on))?.isHidden ?? false;
  };
  const reason = `"${removed.name}" was removed with its files`;
  const paths = await listFiles(db, removed);
  const moved = await recycleOwned(db, {
    roots: roots.map(({ path }) => path),
    paths,
    mayGoOn: () => mayGoOn(),
    reason,
    entityType,
    entityId,
    jobId,
    userId,
  });
  await ownedTransaction(db, assertOwned, async (tx) => {
    if (await mayGoOn(tx)) await includePaths(tx, [removed.path]);
  });
  return moved;
}

async function findSeries(db: Db | Tx, seriesId: number): Promise<Removed | undefined> {
  const [show] = await db.select().from(series).where(eq(series.id, seriesId));
  if (!show) return undefined;
  const ofShow = await db.select({ id: seasons.id }).from(seasons).where(eq(seasons.seriesId, seriesId));
  const files = await db.select({ id: episodes.id }).from(episodes).where(eq(episodes.seriesId, seriesId));
  return {
    name: show.title,
    path: show.directoryPath,
    libraryId: show.libraryId,
    isHidden: show.deletedAt !== null,
    seriesIds: [seriesId],
    seasonIds: ofShow.map(({ id }) => id),
    episodeIds: files.map(({ id }) => id),
  };
}

async function findEpisode(db: Db | Tx, episodeId: number): Promise<Removed | undefined> {
  const [found] = await db
    .select({ episode: episodes, libraryId: series.libraryId, seriesTitle: series.title })
    .from(episodes)
    .innerJoin(series, eq(series.id, episodes.seriesId))
    .where(eq(episodes.id, episodeId));
  if (!found) return undefined;
  const { episode, libraryId, seriesTitle } = found;
  return {
    name: nameOfEpisode({ ...episode, seriesTitle }),
    path: episode.filePath,
    libraryId,
    isHidden: episode.deletedAt !== null,
    seriesIds: [],
    seasonIds: [],
    episodeIds: [episodeId],
  };
}

/** The paths of all files that are known to belong to it. The videos come last. */
async function listFiles(db: Db, { seriesIds, seasonIds, episodeIds }: Removed): Promise<string[]> {
  const owned = (table: typeof cacheImageFiles | typeof cacheVideoFiles | typeof libraryNfoFiles) =>
    or(
      and(eq(table.entityType, "series"), inArray(table.entityId, seriesIds)),
      and(eq(table.entityType, "season"), inArray(table.entityId, seasonIds)),
      and(eq(table.entityType, "episode"), inArray(table.entityId, episodeIds)),
    );
  const found = [
    await db
      .select({ path: cacheImageFiles.sourceUrl })
      .from(cacheImageFiles)
      .where(and(owned(cacheImageFiles), eq(cacheImageFiles.sourceType, "local"))),
    await db
      .select({ path: libraryImageFiles.filePath })
      .from(libraryImageFiles)
      .innerJoin(cacheImageFiles, eq(cacheImageFiles.id, libraryImageFiles.cacheFileId))
      .where(owned(cacheImageFiles)),
    await db
      .select({ path: libraryVideoFiles.filePath })
      .from(libraryVideoFiles)
      .innerJoin(cacheVideoFiles, eq(cacheVideoFiles.id, libraryVideoFiles.cacheFileId))
      .where(owned(cacheVideoFiles)),
    await db.select({ path: libraryNfoFiles.path }).from(libraryNfoFiles).where(owned(libraryNfoFiles)),
    await db.select({ path: extras.path }).from(extras).where(inArray(extras.seriesId, seriesIds)),
    await db
      .select({ path: subtitleStreams.filePath })
      .from(subtitleStreams)
      .where(and(inArray(subtitleStreams.episodeId, episodeIds), eq(subtitleStreams.isExternal, true))),
    await db.select({ path: mediaParts.path }).from(mediaParts).where(inArray(mediaParts.episodeId, episodeIds)),
    await db.select({ path: episodes.filePath }).from(episodes).where(inArray(episodes.id, episodeIds)),
  ];
  return found.flatMap((rows) => rows.flatMap(({ path }) => path ?? []));
}
