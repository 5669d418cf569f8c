import { and, eq, inArray } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { episodes, subtitleStreams } from "#db/schema/index.ts";
import { chunksOf, inChunks } from "#lib/chunks.ts";
import type { ScanContext } from "../scan-context.ts";
import { isNotAssigned } from "../unknown-files-assigned.ts";
import type { Kept } from "./save-media.ts";

/** Subtitle files beside episodes of these shows, as rows. Returns the episodes whose subtitles differed. */
export async function saveSubtitles(
  tx: Tx,
  { seriesIds, kept, isUnreadable }: { seriesIds: number[]; kept: Kept[] } & Pick<ScanContext, "isUnreadable">,
): Promise<number[]> {
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
  const rows = await inChunks(seriesIds, (chunk) =>
    tx
      .select({ id: subtitleStreams.id, episodeId: subtitleStreams.episodeId, path: subtitleStreams.filePath })
      .from(subtitleStreams)
      .innerJoin(episodes, eq(episodes.id, subtitleStreams.episodeId))
      .where(
        and(
          inArray(episodes.seriesId, chunk),
          eq(subtitleStreams.isExternal, true),
          isNotAssigned(subtitleStreams.filePath),
        ),
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
  for (const chunk of chunksOf(gone.map((row) => row.id)))
    await tx.delete(subtitleStreams).where(inArray(subtitleStreams.id, chunk));
  const fresh = wanted.filter((row) => !known.has(keyOf(row.episodeId, row.filePath)));
  await bulkInsert(tx, subtitleStreams, fresh);
  return [...gone.flatMap(({ episodeId }) => episodeId ?? []), ...fresh.map(({ episodeId }) => episodeId)];
}
