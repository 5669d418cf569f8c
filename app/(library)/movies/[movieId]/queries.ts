import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { notFound } from "next/navigation";
import { cache } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import {
  actors,
  audioStreams,
  cacheImageFiles,
  libraries,
  mediaParts,
  movieActors,
  ratings,
  subtitleStreams,
  videoStreams,
} from "#db/schema/index.ts";
import { hasRole } from "#lib/access/vocabulary.ts";
import { isAppError } from "#lib/errors.ts";
import { listCandidates } from "#lib/identify/candidates.ts";
import { listJobs } from "#lib/jobs/queries.ts";
import { movieLocks } from "#lib/movies/fields.ts";
import { getMovieState } from "#lib/movies/movie-state.ts";
import { findWaiting } from "#lib/publish/find-waiting.ts";
import { jobsShown, showJob } from "../../_components/shown-job.ts";

/** The film of the page, read once for all its parts. Undefined when there is none, or it was removed. */
export const findFilm = cache(async (movieId: number) => {
  const user = await requireUser();
  try {
    const state = await getMovieState(getDb(), movieId);
    if (state.movie.deletedAt === null) {
      return { ...state, mayEdit: hasRole(user, "editor"), mayDeleteFiles: hasRole(user, "admin") };
    }
  } catch (error) {
    if (!isAppError(error, "not_found")) throw error;
  }
  return undefined;
});

/** The film of the page. The 404 page when there is none, or it was removed. */
export async function getFilm(movieId: number) {
  await requireUser();
  return (await findFilm(movieId)) ?? notFound();
}

/** What stands above every tab. */
export async function getFilmHeader(movieId: number) {
  await requireUser();
  const db = getDb();
  const { movie, values, mayEdit, mayDeleteFiles } = await getFilm(movieId);
  const pictureIds = [movie.posterId, movie.fanartId, movie.logoId].filter((id) => id !== null);
  const [pictures, [library], open, castCount, waiting] = await Promise.all([
    db
      .select({ id: cacheImageFiles.id, hash: cacheImageFiles.fileHash, thumbhash: cacheImageFiles.thumbhash })
      .from(cacheImageFiles)
      .where(inArray(cacheImageFiles.id, pictureIds)),
    db.select({ name: libraries.name }).from(libraries).where(eq(libraries.id, movie.libraryId)),
    listJobs(db, { status: ["pending", "running"], entity: { entityType: "movie", entityId: movieId }, limit: 1 }),
    db.$count(movieActors, and(eq(movieActors.movieId, movieId), eq(movieActors.removed, false))),
    findWaiting(db, { entityType: "movie", entityId: movieId }),
  ]);
  const pictureOf = (id: number | null) => pictures.find((picture) => picture.id === id) ?? null;
  return {
    movieId,
    version: movie.version,
    title: movie.title,
    year: movie.year,
    runtimeMinutes: movie.runtimeMinutes,
    contentRating: movie.contentRating,
    genres: movie.genres ?? [],
    collection: values.collection,
    libraryName: library?.name ?? "",
    status: movie.identificationStatus,
    isMonitored: movie.monitored,
    missingAt: movie.missingAt,
    isPublished: movie.lastPublishedAt !== null,
    hasUnpublished: movie.lastPublishedAt !== null && (movie.publishedVersion !== movie.version || waiting.toWrite),
    hasToDecide: waiting.toDecide,
    tmdbId: movie.tmdbId,
    locks: Object.values(movieLocks).filter((column) => movie[column]).length,
    poster: pictureOf(movie.posterId),
    fanart: pictureOf(movie.fanartId),
    isBusy: open.jobs.length > 0,
    castCount,
    mayEdit,
    mayDeleteFiles,
  };
}
export type FilmHeaderData = Awaited<ReturnType<typeof getFilmHeader>>;

const castShown = 14;

/** The overview: facts that are not on the film's row. */
export async function getOverview(movieId: number) {
  await requireUser();
  const db = getDb();
  const [scores, cast] = await Promise.all([
    db
      .select({ source: ratings.source, value: ratings.value, max: ratings.max, votes: ratings.votes })
      .from(ratings)
      .where(and(eq(ratings.entityType, "movie"), eq(ratings.entityId, movieId)))
      .orderBy(desc(ratings.isDefault), asc(ratings.source)),
    db
      .select({ actorId: actors.id, name: actors.name, imageHash: actors.imageHash, role: movieActors.role })
      .from(movieActors)
      .innerJoin(actors, eq(actors.id, movieActors.actorId))
      .where(and(eq(movieActors.movieId, movieId), eq(movieActors.removed, false)))
      .orderBy(asc(movieActors.actorOrder), asc(movieActors.id))
      .limit(castShown),
  ]);
  return { scores, cast };
}

/** The files in a few words: what plays, in which quality. */
export async function getFileSummary(movieId: number) {
  await requireUser();
  const db = getDb();
  const [parts, video, audio, subtitles] = await Promise.all([
    db
      .select({
        mediaPartId: mediaParts.id,
        kind: mediaParts.kind,
        edition: mediaParts.edition,
        resolution: mediaParts.resolution,
        sizeBytes: mediaParts.sizeBytes,
        durationSeconds: mediaParts.durationSeconds,
        container: mediaParts.container,
        isUnreadable: mediaParts.probeError,
      })
      .from(mediaParts)
      .where(eq(mediaParts.movieId, movieId))
      .orderBy(asc(mediaParts.partNumber), asc(mediaParts.id)),
    db
      .select({
        mediaPartId: videoStreams.mediaPartId,
        codec: videoStreams.codec,
        width: videoStreams.width,
        height: videoStreams.height,
        hdrFormat: videoStreams.hdrFormat,
      })
      .from(videoStreams)
      .where(eq(videoStreams.movieId, movieId))
      .orderBy(asc(videoStreams.streamIndex)),
    db
      .select({
        mediaPartId: audioStreams.mediaPartId,
        codec: audioStreams.codec,
        channels: audioStreams.channels,
        language: audioStreams.language,
      })
      .from(audioStreams)
      .where(eq(audioStreams.movieId, movieId))
      .orderBy(asc(audioStreams.streamIndex)),
    db
      .select({ language: subtitleStreams.language, isExternal: subtitleStreams.isExternal })
      .from(subtitleStreams)
      .where(eq(subtitleStreams.movieId, movieId)),
  ]);
  return {
    files: parts.map(({ isUnreadable, ...part }) => ({
      ...part,
      isUnreadable: isUnreadable !== null,
      video: video.find((stream) => stream.mediaPartId === part.mediaPartId) ?? video[0] ?? null,
      audio: audio.filter((stream) => stream.mediaPartId === part.mediaPartId || stream.mediaPartId === null),
    })),
    subtitles,
  };
}

/** The latest jobs of this film. */
export async function getFilmJobs(movieId: number) {
  const user = await requireUser();
  const { jobs } = await listJobs(getDb(), { entity: { entityType: "movie", entityId: movieId }, limit: jobsShown });
  const mayEdit = hasRole(user, "editor");
  return jobs.map((job) => showJob(job, { mayEdit }));
}

/** Who a film might be, for people who may say so. */
export async function getReviewCandidates(movieId: number) {
  const user = await requireUser();
  if (!hasRole(user, "editor")) return [];
  const { movie } = await getFilm(movieId);
  if (movie.identificationStatus !== "needs_identification") return [];
  const found = await listCandidates(getDb(), { entityType: "movie", entityId: movieId });
  return found.map((row) => ({
    key: `tmdb:${row.providerId}`,
    provider: "tmdb" as const,
    providerId: Number(row.providerId),
    title: row.title,
    originalTitle: row.originalTitle,
    year: row.year,
    runtimeMinutes: row.runtimeMinutes,
    overview: row.overview,
    posterSrc: row.posterUrl === null ? null : `/review/poster?candidate=${row.id}`,
    source: `TMDB ${row.providerId}`,
    score: row.score,
    reasons: row.reasons ?? [],
  }));
}
