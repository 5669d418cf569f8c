import { and, asc, count, eq, inArray, isNull, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodes, mediaParts, subtitleStreams, videoStreams } from "#db/schema/index.ts";

/** The file of an episode in a few words. */
export type EpisodeFile = {
  /** Files that play one after the other: 1 for most. */
  parts: number;
  /** Cuts or qualities of the same episode. */
  versions: number;
  sizeBytes: number;
  width: number | null;
  height: number | null;
  codec: string | null;
  hdrFormat: string | null;
  externalSubtitles: number;
  isUnreadable: boolean;
};

/**
 * The files of all episodes that `condition` (over `episodes`) chooses, by the path that the episodes have. What hangs on
 * one episode counts for every other one that shares its path.
 */
export async function listEpisodeFiles(db: Db, condition: SQL | undefined): Promise<Map<string, EpisodeFile>> {
  const paths = db.select({ filePath: episodes.filePath }).from(episodes).where(condition);
  const owners = db
    .select({ episodeId: episodes.id, filePath: episodes.filePath })
    .from(episodes)
    .where(inArray(episodes.filePath, paths))
    .as("owners");
  const [parts, video, subtitles] = await Promise.all([
    db
      .select({
        filePath: owners.filePath,
        kind: mediaParts.kind,
        sizeBytes: mediaParts.sizeBytes,
        probeError: mediaParts.probeError,
      })
      .from(mediaParts)
      .innerJoin(owners, eq(owners.episodeId, mediaParts.episodeId))
      .where(isNull(mediaParts.missingAt)),
    db
      .select({
        filePath: owners.filePath,
        width: videoStreams.width,
        height: videoStreams.height,
        codec: videoStreams.codec,
        hdrFormat: videoStreams.hdrFormat,
      })
      .from(videoStreams)
      .innerJoin(owners, eq(owners.episodeId, videoStreams.episodeId))
      .orderBy(asc(videoStreams.mediaPartId), asc(videoStreams.streamIndex)),
    db
      .select({ filePath: owners.filePath, count: count() })
      .from(subtitleStreams)
      .innerJoin(owners, eq(owners.episodeId, subtitleStreams.episodeId))
      .where(and(eq(subtitleStreams.isExternal, true)))
      .groupBy(owners.filePath),
  ]);
  const files = new Map<string, EpisodeFile>();
  for (const { filePath, kind, sizeBytes, probeError } of parts) {
    const file = files.get(filePath) ?? emptyFile();
    files.set(filePath, {
      ...file,
      parts: file.parts + (kind === "part" ? 1 : 0),
      versions: file.versions + (kind === "version" ? 1 : 0),
      sizeBytes: file.sizeBytes + (sizeBytes ?? 0),
      isUnreadable: file.isUnreadable || probeError !== null,
    });
  }
  for (const { filePath, ...stream } of video) {
    const file = files.get(filePath);
    if (file && file.codec === null) files.set(filePath, { ...file, ...stream });
  }
  for (const { filePath, count: externalSubtitles } of subtitles) {
    const file = files.get(filePath);
    if (file) files.set(filePath, { ...file, externalSubtitles });
  }
  return files;
}

const emptyFile = (): EpisodeFile => ({
  parts: 0,
  versions: 0,
  sizeBytes: 0,
  width: null,
  height: null,
  codec: null,
  hdrFormat: null,
  externalSubtitles: 0,
  isUnreadable: false,
});
