import { asc, eq } from "drizzle-orm";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { audioStreams, extras, mediaParts, subtitleStreams, videoStreams } from "#db/schema/index.ts";
import { getFilm } from "../queries.ts";

/** The film's files with their streams. Viewers get no paths, and no errors, which name files. */
export async function getFiles(movieId: number) {
  await requireUser();
  const db = getDb();
  const { mayEdit } = await getFilm(movieId);
  const [parts, video, audio, subtitles, bonus] = await Promise.all([
    db
      .select({
        mediaPartId: mediaParts.id,
        kind: mediaParts.kind,
        path: mediaParts.path,
        partNumber: mediaParts.partNumber,
        edition: mediaParts.edition,
        sizeBytes: mediaParts.sizeBytes,
        modifiedMs: mediaParts.modifiedMs,
        durationSeconds: mediaParts.durationSeconds,
        container: mediaParts.container,
        probeKey: mediaParts.probeKey,
        probeError: mediaParts.probeError,
        missingAt: mediaParts.missingAt,
      })
      .from(mediaParts)
      .where(eq(mediaParts.movieId, movieId))
      .orderBy(asc(mediaParts.partNumber), asc(mediaParts.id)),
    db.select().from(videoStreams).where(eq(videoStreams.movieId, movieId)).orderBy(asc(videoStreams.streamIndex)),
    db.select().from(audioStreams).where(eq(audioStreams.movieId, movieId)).orderBy(asc(audioStreams.streamIndex)),
    db
      .select()
      .from(subtitleStreams)
      .where(eq(subtitleStreams.movieId, movieId))
      .orderBy(asc(subtitleStreams.isExternal), asc(subtitleStreams.streamIndex), asc(subtitleStreams.id)),
    db
      .select({ extraId: extras.id, kind: extras.kind, title: extras.title, path: extras.path, size: extras.sizeBytes })
      .from(extras)
      .where(eq(extras.movieId, movieId))
      .orderBy(asc(extras.kind), asc(extras.path)),
  ]);
  const first = parts[0]?.mediaPartId ?? null;
  // Without a file of its own a stream describes the main one.
  const of = <T extends { mediaPartId: number | null }>(streams: readonly T[], mediaPartId: number) =>
    streams.filter((stream) => (stream.mediaPartId ?? first) === mediaPartId);
  return {
    mayEdit,
    files: parts.map(({ path, probeError, probeKey, ...part }) => ({
      ...part,
      path: mayEdit ? path : null,
      name: path.split("/").at(-1) ?? "",
      isProbed: probeKey !== null,
      error: probeError !== null && !mayEdit ? "An editor can see why." : probeError,
      video: of(video, part.mediaPartId),
      audio: of(audio, part.mediaPartId),
      subtitles: of(subtitles, part.mediaPartId).map(({ filePath, ...stream }) => ({
        ...stream,
        name: filePath?.split("/").at(-1) ?? null,
      })),
    })),
    extras: bonus.map(({ path, ...extra }) => ({
      ...extra,
      name: path.split("/").at(-1) ?? "",
      path: mayEdit ? path : null,
    })),
  };
}

export type FilmFiles = Awaited<ReturnType<typeof getFiles>>;
export type FilmFile = FilmFiles["files"][number];
