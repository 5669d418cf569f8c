import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { extras, libraryNfoFiles } from "#db/schema/index.ts";
import { chunksOf, inChunks } from "#lib/chunks.ts";
import type { ScanContext } from "../scan-context.ts";
import { isNotAssigned } from "../unknown-files-assigned.ts";
import type { SavedEpisode } from "./save-episodes.ts";
import { saveMedia } from "./save-media.ts";
import { saveSubtitles } from "./save-subtitles.ts";
import type { SavedShow } from "./show-batch.ts";

/** What differed, by episode. */
export type FilesReport = {
  /** Episodes with a file whose streams are still to be read. */
  unread: number[];
  /** Episodes whose files, or what lies beside them, are others now. */
  changed: Set<number>;
};

/**
 * Makes the recorded files of these shows what was found: media, external subtitles and extras. Only what differs is
 * written, so that a folder with one new file costs one file.
 */
export async function saveShowFiles(
  tx: Tx,
  { isFull, isUnreadable }: ScanContext,
  { shows, saved }: { shows: SavedShow[]; saved: SavedEpisode[] },
): Promise<FilesReport> {
  // A new show may have taken over an episode, with the files that were noted of it.
  const adopting = saved.filter(({ match }) => match.known !== null);
  const seriesIds = [...new Set([...shows.filter(({ isNew }) => !isNew), ...adopting].map(({ seriesId }) => seriesId))];
  const kept = saved.flatMap(({ episodeId, match }) => match.slot.media.map((file) => ({ episodeId, file })));
  const media = await saveMedia(tx, { seriesIds, kept, isUnreadable, isFull });
  const beside = await saveSubtitles(tx, { seriesIds, kept, isUnreadable });
  await saveExtras(tx, { shows, isUnreadable });
  await forgetNfos(tx, saved);
  return { unread: media.unread, changed: new Set([...media.changed, ...beside]) };
}

async function saveExtras(
  tx: Tx,
  { shows, isUnreadable }: { shows: SavedShow[] } & Pick<ScanContext, "isUnreadable">,
): Promise<void> {
  const ids = shows.filter(({ isNew }) => !isNew).map(({ seriesId }) => seriesId);
  const rows = await inChunks(ids, (chunk) =>
    tx
      .select({ id: extras.id, seriesId: extras.seriesId, path: extras.path })
      .from(extras)
      .where(and(inArray(extras.seriesId, chunk), isNotAssigned(extras.path))),
  );
  const wanted = shows.flatMap(({ seriesId, show }) =>
    show.extras.map(({ file, kind }) => ({
      seriesId,
      kind,
      path: file.path,
      title: file.name,
      sizeBytes: file.sizeBytes,
      modifiedMs: file.mtimeMs,
    })),
  );
  const present = new Set(wanted.map(({ path }) => path));
  const gone = rows.filter(({ seriesId, path }) => seriesId !== null && !present.has(path) && !isUnreadable(path));
  for (const chunk of chunksOf(gone.map((row) => row.id))) await tx.delete(extras).where(inArray(extras.id, chunk));
  const known = new Set(rows.map(({ path }) => path));
  await bulkInsert(
    tx,
    extras,
    wanted.filter(({ path }) => !known.has(path)),
    { onConflict: { target: ["path"], update: ["seriesId", "kind", "title", "sizeBytes", "modifiedMs"] } },
  );
}

/** An NFO that went with a rename and was never ours is not remembered: what it said is in the episode. */
async function forgetNfos(tx: Tx, saved: SavedEpisode[]): Promise<void> {
  const moved = saved.filter(({ match }) => match.known !== null && match.known.filePath !== match.slot.main.file.path);
  if (moved.length === 0) return;
  const present = new Set(moved.flatMap(({ match }) => match.slot.main.nfos.map((file) => file.path)));
  const rows = await inChunks(
    moved.map(({ episodeId }) => episodeId),
    (ids) =>
      tx
        .select({ id: libraryNfoFiles.id, path: libraryNfoFiles.path })
        .from(libraryNfoFiles)
        .where(
          and(
            eq(libraryNfoFiles.entityType, "episode"),
            inArray(libraryNfoFiles.entityId, ids),
            isNull(libraryNfoFiles.publishedAt),
            isNotNull(libraryNfoFiles.snapshot),
          ),
        ),
  );
  const gone = rows.filter(({ path }) => !present.has(path)).map(({ id }) => id);
  for (const chunk of chunksOf(gone)) await tx.delete(libraryNfoFiles).where(inArray(libraryNfoFiles.id, chunk));
}
