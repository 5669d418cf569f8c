import { and, asc, eq, isNotNull, isNull, ne, or } from "drizzle-orm";
import { requireUser } from "#app/_server/require-user.ts";
import { type Db, getDb } from "#db/client.ts";
import {
  audioStreams,
  extras,
  libraries,
  libraryRoots,
  mediaParts,
  movies,
  subtitleStreams,
  unknownFiles,
  videoStreams,
} from "#db/schema/index.ts";
import { countUnknownFiles } from "#lib/libraries/unknown-files.ts";
import { getFilm } from "../queries.ts";
import { whyMain } from "./_components/why-main.ts";

/**
 * The film's files with their streams, what lies beside them, and other rows of the same film. Viewers get no paths, and no
 * errors, which name files.
 */
export async function getFiles(movieId: number) {
  await requireUser();
  const db = getDb();
  const { movie, mayEdit } = await getFilm(movieId);
  const folder = movie.filePath.slice(0, movie.filePath.lastIndexOf("/"));
  const [parts, video, audio, subtitles, bonus, copies, byHand, unknown] = await Promise.all([
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
    listOtherCopies(db, movie),
    listAssignedPaths(db, movieId),
    mayEdit ? countUnknownBeside(db, { libraryId: movie.libraryId, folder }) : 0,
  ]);
  const main = parts.find(({ path }) => path === movie.filePath) ?? parts[0];
  const first = main?.mediaPartId ?? null;
  const placeOf = (path: string) => ({ name: path.slice(path.lastIndexOf("/") + 1), path: mayEdit ? path : null });
  // Without a file of its own a stream describes the main one.
  const of = <T extends { mediaPartId: number | null }>(streams: readonly T[], mediaPartId: number) =>
    streams.filter((stream) => (stream.mediaPartId ?? first) === mediaPartId);
  return {
    mayEdit,
    copies,
    unknown: { count: unknown, folder: mayEdit ? folder : null },
    files: parts.toSorted(byMain(first)).map(({ path, probeError, probeKey, ...part }) => ({
      ...part,
      ...placeOf(path),
      isOneOfSeveral: parts.length > 1,
      isMain: part.mediaPartId === first && parts.length > 1,
      why: part.mediaPartId === first && main ? whyMain(main, parts) : undefined,
      isProbed: probeKey !== null,
      error: probeError !== null && !mayEdit ? "An editor can see why." : probeError,
      video: of(video, part.mediaPartId),
      audio: of(audio, part.mediaPartId),
      subtitles: of(
        subtitles.filter((stream) => !stream.isExternal),
        part.mediaPartId,
      ),
    })),
    subtitles: subtitles.flatMap(({ isExternal, filePath, ...stream }) =>
      isExternal && filePath !== null ? [{ ...stream, ...placeOf(filePath), isAssigned: byHand.has(filePath) }] : [],
    ),
    extras: bonus.map(({ path, ...extra }) => ({ ...extra, ...placeOf(path), isAssigned: byHand.has(path) })),
  };
}

/** Other rows of the same film by its ids: in another library, or another file of this one. */
function listOtherCopies(db: Db, { id, tmdbId, imdbId }: { id: number; tmdbId: number | null; imdbId: string | null }) {
  const same = [
    tmdbId === null ? undefined : eq(movies.tmdbId, tmdbId),
    imdbId === null ? undefined : eq(movies.imdbId, imdbId),
  ].filter((condition) => condition !== undefined);
  if (same.length === 0) return [];
  return db
    .select({ movieId: movies.id, title: movies.title, libraryName: libraries.name, missingAt: movies.missingAt })
    .from(movies)
    .innerJoin(libraries, eq(libraries.id, movies.libraryId))
    .where(and(or(...same), ne(movies.id, id), isNull(movies.deletedAt), isNull(libraries.deletedAt)))
    .orderBy(asc(libraries.name), asc(movies.id))
    .limit(20);
}

/** Unknown files in a film's folder; none in a library's own, where they are not this film's to sort out. */
async function countUnknownBeside(db: Db, { libraryId, folder }: { libraryId: number; folder: string }) {
  const [root] = await db.select({ id: libraryRoots.id }).from(libraryRoots).where(eq(libraryRoots.path, folder));
  return root ? 0 : countUnknownFiles(db, { libraryIds: [libraryId], folder });
}

/** Files that belong to the film because a person said so. */
async function listAssignedPaths(db: Db, movieId: number): Promise<Set<string>> {
  const rows = await db
    .select({ path: unknownFiles.path })
    .from(unknownFiles)
    .where(
      and(isNotNull(unknownFiles.assignedAs), eq(unknownFiles.entityType, "movie"), eq(unknownFiles.entityId, movieId)),
    );
  return new Set(rows.map((row) => row.path));
}

/** Parts in their order; among versions the main one first, the others as they were found. */
const byMain =
  (mainId: number | null) =>
  (a: { mediaPartId: number; partNumber: number | null }, b: { mediaPartId: number; partNumber: number | null }) =>
    (a.partNumber ?? 0) - (b.partNumber ?? 0) ||
    Number(b.mediaPartId === mainId) - Number(a.mediaPartId === mainId) ||
    a.mediaPartId - b.mediaPartId;

export type FilmFiles = Awaited<ReturnType<typeof getFiles>>;
export type FilmFile = FilmFiles["files"][number];
