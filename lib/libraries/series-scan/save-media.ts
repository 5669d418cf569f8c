import { eq, inArray } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { episodes, mediaParts } from "#db/schema/index.ts";
import { chunksOf, inChunks } from "#lib/chunks.ts";
import type { EpisodeFile } from "#lib/files/episode-file.ts";
import type { ScanContext } from "../scan-context.ts";

/** A file that was found, of one of its episodes. */
export type Kept = { episodeId: number; file: EpisodeFile };

/** Media files of these shows, as rows. `unread`: episodes whose streams are to be read; `changed`: those with others. */
export async function saveMedia(
  tx: Tx,
  {
    seriesIds,
    kept,
    isUnreadable,
    isFull,
  }: { seriesIds: number[]; kept: Kept[] } & Pick<ScanContext, "isUnreadable" | "isFull">,
): Promise<{ unread: number[]; changed: number[] }> {
  const rows = await listMedia(tx, seriesIds);
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
  // A changed file loses its streams with its row; they are read again.
  const replaced = fresh.flatMap(({ file }) => known.get(file.file.path)?.mediaPartId ?? []);
  for (const chunk of chunksOf([...gone.map((row) => row.mediaPartId), ...replaced]))
    await tx.delete(mediaParts).where(inArray(mediaParts.id, chunk));
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

const listMedia = (tx: Tx, seriesIds: readonly number[]) =>
  inChunks(seriesIds, (chunk) =>
    tx
      .select({
        mediaPartId: mediaParts.id,
        episodeId: mediaParts.episodeId,
        path: mediaParts.path,
        sizeBytes: mediaParts.sizeBytes,
        modifiedMs: mediaParts.modifiedMs,
        probeKey: mediaParts.probeKey,
        probeError: mediaParts.probeError,
        partNumber: mediaParts.partNumber,
      })
      .from(mediaParts)
      .innerJoin(episodes, eq(episodes.id, mediaParts.episodeId))
      .where(inArray(episodes.seriesId, chunk)),
  );

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
