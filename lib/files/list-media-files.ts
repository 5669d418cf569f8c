import { asc, eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { audioStreams, mediaParts, subtitleStreams, videoStreams } from "#db/schema/index.ts";

/** Whose files: a film's, or those of episodes. Episodes of one file share what hangs on one of them. */
export type MediaOwner = { movieId: number } | { episodeIds: readonly number[] };

type Owned = typeof mediaParts | typeof videoStreams | typeof audioStreams | typeof subtitleStreams;

/** The files of a film or of episodes, each with its streams, parts in order. Three reads of streams, whatever their number. */
export async function listMediaFiles(db: Db, owner: MediaOwner) {
  const owned = (table: Owned) =>
    "movieId" in owner ? eq(table.movieId, owner.movieId) : inArray(table.episodeId, [...owner.episodeIds]);
  const [parts, video, audio, subtitles] = await Promise.all([
    db
      .select({
        mediaPartId: mediaParts.id,
        kind: mediaParts.kind,
        path: mediaParts.path,
        partNumber: mediaParts.partNumber,
        edition: mediaParts.edition,
        resolution: mediaParts.resolution,
        sizeBytes: mediaParts.sizeBytes,
        modifiedMs: mediaParts.modifiedMs,
        durationSeconds: mediaParts.durationSeconds,
        container: mediaParts.container,
        probeKey: mediaParts.probeKey,
        probeError: mediaParts.probeError,
        missingAt: mediaParts.missingAt,
      })
      .from(mediaParts)
      .where(owned(mediaParts))
      .orderBy(asc(mediaParts.partNumber), asc(mediaParts.id)),
    db.select().from(videoStreams).where(owned(videoStreams)).orderBy(asc(videoStreams.streamIndex)),
    db.select().from(audioStreams).where(owned(audioStreams)).orderBy(asc(audioStreams.streamIndex)),
    db
      .select()
      .from(subtitleStreams)
      .where(owned(subtitleStreams))
      .orderBy(asc(subtitleStreams.isExternal), asc(subtitleStreams.streamIndex), asc(subtitleStreams.id)),
  ]);
  const first = parts[0]?.mediaPartId ?? null;
  // Without a file of its own a stream describes the main one.
  const of = <T extends { mediaPartId: number | null }>(streams: readonly T[], mediaPartId: number) =>
    streams.filter((stream) => (stream.mediaPartId ?? first) === mediaPartId);
  return parts.map((part) => ({
    ...part,
    video: of(video, part.mediaPartId),
    audio: of(audio, part.mediaPartId),
    subtitles: of(subtitles, part.mediaPartId),
  }));
}

export type MediaFile = Awaited<ReturnType<typeof listMediaFiles>>[number];
