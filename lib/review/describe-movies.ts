import { basename, dirname } from "node:path";
import { asc, eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { audioStreams, libraries, mediaParts, movies, videoStreams } from "#db/schema/index.ts";
import { listNfoIds } from "./nfo-ids.ts";
import type { ReviewItem } from "./vocabulary.ts";

/** What the files of some films say, for a person who has to tell what they are. */
export async function describeMovies(db: Db, movieIds: readonly number[]): Promise<Omit<ReviewItem, "candidates">[]> {
  if (movieIds.length === 0) return [];
  const ids = [...movieIds];
  const [rows, parts, video, audio, nfoIdsOf] = await Promise.all([
    db
      .select({
        itemId: movies.id,
        title: movies.title,
        year: movies.year,
        filePath: movies.filePath,
        reasons: movies.identificationReasons,
        libraryName: libraries.name,
      })
      .from(movies)
      .innerJoin(libraries, eq(libraries.id, movies.libraryId))
      .where(inArray(movies.id, ids)),
    db
      .select({ movieId: mediaParts.movieId, kind: mediaParts.kind, seconds: mediaParts.durationSeconds })
      .from(mediaParts)
      .where(inArray(mediaParts.movieId, ids)),
    db
      .select({
        movieId: videoStreams.movieId,
        codec: videoStreams.codec,
        width: videoStreams.width,
        height: videoStreams.height,
      })
      .from(videoStreams)
      .where(inArray(videoStreams.movieId, ids))
      .orderBy(asc(videoStreams.streamIndex)),
    db
      .select({
        movieId: audioStreams.movieId,
        codec: audioStreams.codec,
        channels: audioStreams.channels,
        language: audioStreams.language,
      })
      .from(audioStreams)
      .where(inArray(audioStreams.movieId, ids))
      .orderBy(asc(audioStreams.streamIndex)),
    listNfoIds(db, { kind: "movie", itemIds: ids }),
  ]);
  return rows.map(({ filePath, reasons, ...row }) => ({
    kind: "movie",
    ...row,
    fileName: basename(filePath),
    folder: dirname(filePath),
    minutes: minutesOf(parts.filter(({ movieId }) => movieId === row.itemId)),
    contents: [
      ...video.filter(({ movieId }) => movieId === row.itemId).map(describeVideo),
      ...audio.filter(({ movieId }) => movieId === row.itemId).map(describeAudio),
    ],
    nfoIds: nfoIdsOf(row.itemId),
    reasons: reasons ?? [],
  }));
}

/** Parts together, or the longest version. */
function minutesOf(files: readonly { kind: string; seconds: number | null }[]): number | null {
  const known = files.flatMap(({ kind, seconds }) => (seconds ? [{ kind, seconds }] : []));
  if (known.length === 0) return null;
  const parts = known.filter(({ kind }) => kind === "part").reduce((sum, { seconds }) => sum + seconds, 0);
  return Math.round(Math.max(parts, ...known.map(({ seconds }) => seconds)) / 60);
}

const joined = (facts: readonly (string | 0 | null)[]): string => facts.filter(Boolean).join(" · ");

const describeVideo = ({
  codec,
  width,
  height,
}: {
  codec: string | null;
  width: number | null;
  height: number | null;
}): string => joined([codec ?? "Picture", width && height && `${width} × ${height}`]);

const describeAudio = ({
  codec,
  channels,
  language,
}: {
  codec: string | null;
  channels: number | null;
  language: string | null;
}): string =>
  joined([codec ?? "Sound", channels && `${channels} ${channels === 1 ? "channel" : "channels"}`, language]);
