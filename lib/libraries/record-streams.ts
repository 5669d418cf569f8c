import { inArray } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { audioStreams, mediaParts, subtitleStreams, videoStreams } from "#db/schema/index.ts";
import type { MediaProbe } from "#lib/files/media-probe.ts";

/** One probed file: its streams, or why they could not be read. */
export type ProbedPart = {
  mediaPartId: number;
  /** Whose file it is: one of the two. */
  movieId: number | null;
  episodeId: number | null;
  /** Null: to be read again. */
  probeKey: string | null;
  probe: MediaProbe | undefined;
  error: string | null;
  /** Tells the file again when it is renamed; null when it could not be read. */
  partialHash: string | null;
};

/** The size and time a probe belongs to: equal means nothing to read. */
export const probeKeyOf = (part: { sizeBytes: number | null; modifiedMs: number | null }): string =>
  `${part.sizeBytes ?? 0}:${part.modifiedMs ?? 0}`;

/** Replaces the streams of probed files. A file that could not be read keeps none, and its reason. */
export async function recordStreams(tx: Tx, parts: readonly ProbedPart[]): Promise<void> {
  if (parts.length === 0) return;
  const ids = parts.map((part) => part.mediaPartId);
  for (const table of [videoStreams, audioStreams]) await tx.delete(table).where(inArray(table.mediaPartId, ids));
  await tx.delete(subtitleStreams).where(inArray(subtitleStreams.mediaPartId, ids));
  const of = <T>(pick: (probe: MediaProbe) => readonly T[]) =>
    parts.flatMap(({ movieId, episodeId, mediaPartId, probe }) =>
      probe ? pick(probe).map((stream) => ({ movieId, episodeId, mediaPartId, ...stream })) : [],
    );
  await bulkInsert(
    tx,
    videoStreams,
    of((probe) => probe.video),
  );
  await bulkInsert(
    tx,
    audioStreams,
    of((probe) => probe.audio),
  );
  await bulkInsert(
    tx,
    subtitleStreams,
    of((probe) => probe.subtitle),
  );
  await bulkUpdate(
    tx,
    mediaParts,
    parts.map(({ mediaPartId, probe, probeKey, error, partialHash }) => ({
      id: mediaPartId,
      durationSeconds: probe?.durationSeconds ?? null,
      container: probe?.container ?? null,
      probeKey,
      probeError: error,
      partialHash,
    })),
  );
}
