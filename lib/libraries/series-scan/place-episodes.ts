import { eq, inArray, sql } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { episodes, exclusions, fieldChanges } from "#db/schema/index.ts";
import { chunksOf, inChunks } from "#lib/chunks.ts";
import type { EpisodeSlot } from "#lib/files/episode-slots.ts";
import type { ScanContext } from "../scan-context.ts";
import { episodeNameValues, placeColumns } from "./episode-columns.ts";
import { followEpisodeNames } from "./follow-names.ts";
import type { KnownEpisode } from "./known-series.ts";
import type { EpisodeMatch } from "./match-show.ts";
import type { SeasonLookup } from "./save-seasons.ts";
import type { SavedShow } from "./show-batch.ts";

type Item = { show: SavedShow; match: EpisodeMatch };

/** Gives known episodes their file and number of today: nobody meets another on the way, and what was missing is back. */
export async function placeEpisodes(
  tx: Tx,
  context: ScanContext,
  { items, seasonOf }: { items: readonly Item[]; seasonOf: SeasonLookup },
): Promise<void> {
  const moved = items.flatMap(({ show, match }) =>
    match.known && (match.how !== "same" || match.known.seriesId !== show.seriesId)
      ? [{ show, known: match.known, match }]
      : [],
  );
  await freeNumbers(
    tx,
    moved.filter(({ known, match, show }) => hasOtherPlace(known, match.slot, show)).map(({ known }) => known.id),
  );
  await stepAside(tx, items);
  await updateEpisodes(tx, context, { moved, seasonOf });
  await followEpisodeNames(
    tx,
    context,
    moved.map(({ known, match }) => ({ episodeId: known.id, fromName: episodeNameValues(match.slot) })),
  );
}

const hasOtherPlace = (known: KnownEpisode, slot: EpisodeSlot, show: SavedShow): boolean =>
  known.seriesId !== show.seriesId ||
  known.filePath !== slot.main.file.path ||
  known.seasonNumber !== slot.seasonNumber ||
  known.episodeNumber !== slot.episodeNumber;

/** Rows that swap their numbers or files would meet on the way: each steps aside first. */
async function freeNumbers(tx: Tx, ids: number[]): Promise<void> {
  for (const chunk of chunksOf(ids)) {
    await tx
      .update(episodes)
      .set({ episodeNumber: sql`-${episodes.id}` })
      .where(inArray(episodes.id, chunk));
  }
}

/**
 * No two rows have one file and number: a row of another show that is left with a file which became an episode here loses
 * it, and is missing.
 */
async function stepAside(tx: Tx, items: readonly Item[]): Promise<void> {
  const own = new Set(items.flatMap(({ match }) => match.known?.id ?? []));
  const wanted = new Set(items.map(({ match: { slot } }) => placeOf(slot.main.file.path, slot)));
  const { id, filePath, seasonNumber, episodeNumber } = episodes;
  const paths = new Set(items.map(({ match }) => match.slot.main.file.path));
  const rows = await inChunks([...paths], (chunk) =>
    tx.select({ id, filePath, seasonNumber, episodeNumber }).from(episodes).where(inArray(filePath, chunk)),
  );
  const others = rows.filter((row) => !own.has(row.id) && wanted.has(placeOf(row.filePath, row)));
  for (const chunk of chunksOf(others.map((row) => row.id))) {
    await tx
      .update(episodes)
      .set({ filePath: sql`${episodes.filePath} || ' (' || ${episodes.id} || ')'`, missingAt: fromNow(0) })
      .where(inArray(episodes.id, chunk));
  }
}

const placeOf = (path: string, { seasonNumber, episodeNumber }: Pick<EpisodeSlot, "seasonNumber" | "episodeNumber">) =>
  `${seasonNumber}x${episodeNumber} ${path}`;

type Moved = { show: SavedShow; known: KnownEpisode; match: EpisodeMatch };

async function updateEpisodes(
  tx: Tx,
  { jobId }: ScanContext,
  { moved, seasonOf }: { moved: Moved[]; seasonOf: SeasonLookup },
): Promise<void> {
  if (moved.length === 0) return;
  const rows = await inChunks(
    moved.map(({ known }) => known.id),
    (ids) => tx.select({ id: episodes.id, version: episodes.version }).from(episodes).where(inArray(episodes.id, ids)),
  );
  const versions = new Map(rows.map((row) => [row.id, row.version]));
  const updatedAt = new Date();
  await bulkUpdate(
    tx,
    episodes,
    moved.map(({ show, known, match: { slot } }) => ({
      id: known.id,
      seriesId: show.seriesId,
      seasonId: seasonOf(show.seriesId, slot.seasonNumber),
      ...placeColumns(slot),
      updatedAt,
      version: (versions.get(known.id) ?? 0) + 1,
    })),
  );
  const back = moved.filter(({ known }) => known.isMissing && !known.isDeleted).map(({ known }) => known.id);
  for (const chunk of chunksOf(back))
    await tx.update(episodes).set({ missingAt: null, deletedAt: null }).where(inArray(episodes.id, chunk));
  await moveExclusions(tx, moved);
  const places = moved.flatMap(({ known, match: { slot } }) => {
    const change = (field: string, oldValue: unknown, newValue: unknown) =>
      oldValue === newValue
        ? []
        : [{ entityType: "episode", entityId: known.id, field, oldValue, newValue, source: "scan", jobId }];
    return [
      ...change("filePath", known.filePath, slot.main.file.path),
      ...change("seasonNumber", known.seasonNumber, slot.seasonNumber),
      ...change("episodeNumber", known.episodeNumber, slot.episodeNumber),
    ];
  });
  await bulkInsert(tx, fieldChanges, places);
}

/** What keeps a removed episode away is the path of its file: it follows the file. */
async function moveExclusions(tx: Tx, moved: Moved[]): Promise<void> {
  const removed = moved.filter(({ known, match }) => known.isDeleted && known.filePath !== match.slot.main.file.path);
  for (const { known, match } of removed) {
    await tx.update(exclusions).set({ path: match.slot.main.file.path }).where(eq(exclusions.path, known.filePath));
  }
}
