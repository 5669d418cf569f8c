import { and, eq, inArray, isNull } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { episodes, extras, libraryNfoFiles, mediaParts, subtitleStreams } from "#db/schema/index.ts";
import type { EpisodeFile } from "#lib/files/episode-file.ts";
import type { ScanContext } from "../scan-context.ts";
import { isNotAssigned } from "../unknown-files-assigned.ts";
import type { SavedEpisode } from "./save-episodes.ts";
import type { SavedShow } from "./show-batch.ts";

/** What differed, by episode. */
export type FilesReport = {
  /** Episodes with a file whose streams are still to be read. */
  unread: number[];
  /** Episodes whose files, or what lies beside them, are others now. */
  changed: Set<number>;
};

type Kept = { episodeId: number; file: EpisodeFile };

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

type Sync = { seriesIds: number[]; kept: Kept[] } & Pick<ScanContext, "isUnreadable">;

async function saveMedia(
  tx: Tx,
  { seriesIds, kept, isUnreadable, isFull }: Sync & { isFull: boolean },
): Promise<{ unread: number[]; changed: number[] }> {
  const rows =
    seriesIds.length === 0
      ? []
      : await tx
          .select({
            mediaPartId: mediaParts.id,
            episodeId: mediaParts.episodeId,
            path: mediaParts.path,
            sizeBytes: mediaParts.sizeBytes,
            modifiedMs: mediaParts.modifiedMs,
            probeKey: mediaParts.probeKey,
            probeError: mediaParts.probeError,
            kind: mediaParts.kind,
            partNumber: mediaParts.partNumber,
          })
          .from(mediaParts)
          .innerJoin(episodes, eq(episodes.id, mediaParts.episodeId))
          .where(inArray(episodes.seriesId, seriesIds));
  const known = new Map(rows.map((row) => [row.path, row]));
  const present = new Set(kept.map(({ file }) => file.file.path));
  const differs = ({ episodeId, file }: Kept) => {
    const row = known.get(file.file.path);
    return (
      row?.episodeId !== episodeId ||
      row.sizeBytes !== file.file.sizeBytes ||
      row.modifiedMs !== file.file.mtimeMs ||
      row.partNumber !== file.name.part
    );
  };
  const fresh = kept.filter(differs);
  const ids = new Set(kept.map(({ episodeId }) => episodeId));
  // Files of episodes that are missing themselves stay with them until they are found or removed.
  const gone = rows.filter(
    (row) => !present.has(row.path) && row.episodeId !== null && ids.has(row.episodeId) && !isUnreadable(row.path),
  );
  if (gone.length > 0) {
    const goneIds = gone.map((row) => row.mediaPartId);
    await tx.delete(mediaParts).where(inArray(mediaParts.id, goneIds));
  }
  // A changed file loses its streams with its row; they are read again.
  const replaced = fresh.flatMap(({ file }) => known.get(file.file.path)?.mediaPartId ?? []);
  if (replaced.length > 0) await tx.delete(mediaParts).where(inArray(mediaParts.id, replaced));
  await bulkInsert(tx, mediaParts, fresh.map(mediaRow), {
    onConflict: { target: ["path"], update: mediaColumns },
  });
  // What could not be opened is tried again; what nobody has read yet still waits for its job, unless all is read anew.
  const isUnread = (row: (typeof rows)[number]) => row.probeKey === null && (isFull || row.probeError !== null);
  const unread = rows.flatMap((row) =>
    row.episodeId !== null && present.has(row.path) && isUnread(row) ? [row.episodeId] : [],
  );
  return {
    unread: [...new Set([...fresh.map(({ episodeId }) => episodeId), ...unread])],
    changed: [...fresh.map(({ episodeId }) => episodeId), ...gone.flatMap(({ episodeId }) => episodeId ?? [])],
  };
}

const mediaRow = ({ episodeId, file: { file, name } }: Kept) => ({
  episodeId,
  kind: name.part === null ? ("version" as const) : ("part" as const),
  path: file.path,
  partNumber: name.part,
  edition: name.edition,
  resolution: name.resolution,
  sizeBytes: file.sizeBytes,
  modifiedMs: file.mtimeMs,
  inode: String(file.inode),
  movieId: null,
  probeKey: null,
  probeError: null,
  partialHash: null,
});

/** A file that was another's goes over with its row, and is read for its new owner. */
const mediaColumns = [
  ...(["episodeId", "movieId", "kind", "partNumber", "edition", "resolution"] as const),
  ...(["sizeBytes", "modifiedMs", "inode", "probeKey", "probeError", "partialHash"] as const),
];

/** Returns the episodes whose subtitles differed. */
async function saveSubtitles(tx: Tx, { seriesIds, kept, isUnreadable }: Sync): Promise<number[]> {
  const wanted = kept.flatMap(({ episodeId, file }) =>
    file.subtitles.map(({ file: { path }, codec, language, title, isForced, isDefault, isSdh }) => ({
      episodeId,
      filePath: path,
      isExternal: true,
      codec,
      language,
      title: title ?? (isSdh ? "SDH" : null),
      isForced,
      isDefault,
    })),
  );
  const rows =
    seriesIds.length === 0
      ? []
      : await tx
          .select({
            id: subtitleStreams.id,
            episodeId: subtitleStreams.episodeId,
            path: subtitleStreams.filePath,
          })
          .from(subtitleStreams)
          .innerJoin(episodes, eq(episodes.id, subtitleStreams.episodeId))
          .where(
            and(
              inArray(episodes.seriesId, seriesIds),
              eq(subtitleStreams.isExternal, true),
              isNotAssigned(subtitleStreams.filePath),
            ),
          );
  const keyOf = (episodeId: number | null, path: string | null) => `${episodeId}:${path}`;
  const present = new Set(wanted.map((row) => keyOf(row.episodeId, row.filePath)));
  const known = new Set(rows.map((row) => keyOf(row.episodeId, row.path)));
  const ids = new Set(kept.map(({ episodeId }) => episodeId));
  const gone = rows.filter(
    (row) =>
      row.episodeId !== null &&
      ids.has(row.episodeId) &&
      !present.has(keyOf(row.episodeId, row.path)) &&
      !isUnreadable(row.path ?? ""),
  );
  if (gone.length > 0) {
    const goneIds = gone.map((row) => row.id);
    await tx.delete(subtitleStreams).where(inArray(subtitleStreams.id, goneIds));
  }
  const fresh = wanted.filter((row) => !known.has(keyOf(row.episodeId, row.filePath)));
  await bulkInsert(tx, subtitleStreams, fresh);
  return [...gone.flatMap(({ episodeId }) => episodeId ?? []), ...fresh.map(({ episodeId }) => episodeId)];
}

async function saveExtras(
  tx: Tx,
  { shows, isUnreadable }: { shows: SavedShow[] } & Pick<ScanContext, "isUnreadable">,
): Promise<void> {
  const ids = shows.filter(({ isNew }) => !isNew).map(({ seriesId }) => seriesId);
  const rows =
    ids.length === 0
      ? []
      : await tx
          .select({ id: extras.id, seriesId: extras.seriesId, path: extras.path })
          .from(extras)
          .where(and(inArray(extras.seriesId, ids), isNotAssigned(extras.path)));
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
  if (gone.length > 0) {
    const goneIds = gone.map((row) => row.id);
    await tx.delete(extras).where(inArray(extras.id, goneIds));
  }
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
  const ids = moved.map(({ episodeId }) => episodeId);
  const present = new Set(moved.flatMap(({ match }) => match.slot.main.nfos.map((file) => file.path)));
  const rows = await tx
    .select({ id: libraryNfoFiles.id, path: libraryNfoFiles.path })
    .from(libraryNfoFiles)
    .where(
      and(
        eq(libraryNfoFiles.entityType, "episode"),
        inArray(libraryNfoFiles.entityId, ids),
        isNull(libraryNfoFiles.publishedAt),
      ),
    );
  const gone = rows.filter(({ path }) => !present.has(path)).map(({ id }) => id);
  if (gone.length > 0) await tx.delete(libraryNfoFiles).where(inArray(libraryNfoFiles.id, gone));
}
