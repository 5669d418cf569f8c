import { and, asc, eq, exists, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { assetCandidates, episodes, libraries, seasons, series } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import type { AssertOwned } from "#lib/jobs/lease.ts";
import { shareThumbs } from "./local-share-thumbs.ts";
import type { ChoosingOwner } from "./owners.ts";
import { type Selection, selectOwnerArtwork } from "./select.ts";

type Params = {
  seriesId: number;
  jobId?: number | null;
  signal?: AbortSignal | undefined;
  assertOwned?: AssertOwned | undefined;
  onOwner?: (done: number, total: number) => void;
};

/**
 * Chooses the artwork of a series, of its seasons and of those episodes that show no picture yet. An episode that has one
 * keeps it: stills hardly ever change, and a show has hundreds. Throws not_found.
 */
export async function selectSeriesArtwork(db: Db, params: Params): Promise<Selection> {
  const { seriesId, onOwner, ...rest } = params;
  const [show] = await db
    .select({ library: libraries, originalLanguage: series.originalLanguage })
    .from(series)
    .innerJoin(libraries, eq(libraries.id, series.libraryId))
    .where(eq(series.id, seriesId));
  if (show === undefined) throw new AppError("not_found", `There is no series ${seriesId}.`);
  const owners = await listChoosing(db, seriesId);
  const all: Selection = { changed: [], downloaded: 0, incomplete: null, failures: [] };
  for (const [index, owner] of owners.entries()) {
    params.signal?.throwIfAborted();
    const { changed, downloaded, incomplete, failures } = await selectOwnerArtwork(db, { ...rest, ...show, ...owner });
    all.changed.push(...changed);
    all.downloaded += downloaded;
    all.incomplete = incomplete ?? all.incomplete;
    all.failures.push(...failures);
    onOwner?.(index + 1, owners.length);
  }
  await shareThumbs(db, { files: await listFiles(db, seriesId), assertOwned: params.assertOwned });
  return all;
}

async function listChoosing(db: Db, seriesId: number): Promise<ChoosingOwner[]> {
  const candidate = db
    .select({ id: assetCandidates.id })
    .from(assetCandidates)
    .where(and(eq(assetCandidates.entityType, "episode"), eq(assetCandidates.entityId, episodes.id)));
  const [seasonRows, episodeRows] = await Promise.all([
    db
      .select({ entityId: seasons.id })
      .from(seasons)
      .where(and(eq(seasons.seriesId, seriesId), isNull(seasons.deletedAt)))
      .orderBy(asc(seasons.seasonNumber)),
    db
      .select({ entityId: episodes.id })
      .from(episodes)
      .where(
        and(
          eq(episodes.seriesId, seriesId),
          isNull(episodes.deletedAt),
          isNull(episodes.thumbnailId),
          eq(episodes.thumbnailLocked, false),
          exists(candidate),
        ),
      )
      .orderBy(asc(episodes.seasonNumber), asc(episodes.episodeNumber)),
  ]);
  return [
    { entityType: "series", entityId: seriesId },
    ...seasonRows.map(({ entityId }) => ({ entityType: "season" as const, entityId })),
    ...episodeRows.map(({ entityId }) => ({ entityType: "episode" as const, entityId })),
  ];
}

/** The episodes of each file, the first of them the owner of its picture. */
async function listFiles(db: Db, seriesId: number): Promise<{ episodeId: number }[][]> {
  const rows = await db
    .select({ episodeId: episodes.id, filePath: episodes.filePath })
    .from(episodes)
    .where(and(eq(episodes.seriesId, seriesId), isNull(episodes.deletedAt)))
    .orderBy(asc(episodes.seasonNumber), asc(episodes.episodeNumber));
  return [...Map.groupBy(rows, ({ filePath }) => filePath).values()];
}
