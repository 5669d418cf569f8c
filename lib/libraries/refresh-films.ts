import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { extras, mediaParts, movies, subtitleStreams } from "#db/schema/index.ts";
import type { FilmMedia } from "#lib/files/film-media.ts";
import type { FoundFilm } from "./found-film.ts";
import { insertFiles } from "./insert-films.ts";
import type { KnownFilm } from "./known-films.ts";
import { isNotAssigned } from "./unknown-files-assigned.ts";

export type SameFilm = { film: FoundFilm; known: KnownFilm };

/** Forgets the files of films that are written anew. Streams go with their files. */
export async function dropFiles(tx: Tx, movieIds: number[]): Promise<void> {
  await tx.delete(mediaParts).where(inArray(mediaParts.movieId, movieIds));
  await dropBeside(tx, movieIds);
}

async function dropBeside(tx: Tx, movieIds: number[]): Promise<void> {
  await tx.delete(extras).where(inArray(extras.movieId, movieIds));
  await tx
    .delete(subtitleStreams)
    .where(and(inArray(subtitleStreams.movieId, movieIds), eq(subtitleStreams.isExternal, true)));
}

/**
 * Films whose main file is as it was: other versions and parts, extras and subtitles are written again only where they
 * differ. Returns which films that are, and those with a file whose streams are still to be read.
 */
export async function refreshFilms(
  tx: Tx,
  same: readonly SameFilm[],
): Promise<{ differing: ReadonlySet<number>; unread: number[] }> {
  if (same.length === 0) return { differing: new Set(), unread: [] };
  const movieIds = same.map(({ known }) => known.movieId);
  const back = same.filter(({ known }) => known.isMissing).map(({ known }) => known.movieId);
  if (back.length > 0)
    await tx.update(movies).set({ missingAt: null, deletedAt: null }).where(inArray(movies.id, back));
  const beside = await refreshBeside(tx, { same, movieIds });
  const media = await refreshMedia(tx, { same, movieIds });
  const differing = new Set([...back, ...beside, ...media.differing]);
  return { differing, unread: media.withUnread };
}

type Refresh = { same: readonly SameFilm[]; movieIds: number[] };

async function refreshMedia(
  tx: Tx,
  { same, movieIds }: Refresh,
): Promise<{ differing: number[]; withUnread: number[] }> {
  const rows = await tx
    .select({
      mediaPartId: mediaParts.id,
      movieId: mediaParts.movieId,
      path: mediaParts.path,
      sizeBytes: mediaParts.sizeBytes,
      modifiedMs: mediaParts.modifiedMs,
      probeKey: mediaParts.probeKey,
    })
    .from(mediaParts)
    .where(inArray(mediaParts.movieId, movieIds));
  const keyOf = (path: string, sizeBytes: number | null, modifiedMs: number | null) =>
    `${path}\n${sizeBytes}\n${modifiedMs}`;
  const keyOfMedia = ({ file }: FilmMedia) => keyOf(file.path, file.sizeBytes, file.mtimeMs);
  const known = new Set(rows.map((row) => keyOf(row.path, row.sizeBytes, row.modifiedMs)));
  const present = new Set(same.flatMap(({ film }) => film.media.map(keyOfMedia)));
  const gone = rows.filter((row) => !present.has(keyOf(row.path, row.sizeBytes, row.modifiedMs)));
  const fresh = same.flatMap(({ film, known: { movieId } }) => {
    const media = film.media.filter((each) => !known.has(keyOfMedia(each)));
    return media.length > 0 ? [{ movieId, film: { ...film, media, extras: [], subtitles: [] } }] : [];
  });
  if (gone.length > 0) {
    const ids = gone.map((row) => row.mediaPartId);
    await tx.delete(mediaParts).where(inArray(mediaParts.id, ids));
  }
  await insertFiles(tx, fresh);
  const withNew = fresh.map(({ movieId }) => movieId);
  const unread = rows.flatMap(({ movieId, probeKey }) => (movieId !== null && probeKey === null ? [movieId] : []));
  return {
    differing: [...withNew, ...gone.flatMap(({ movieId }) => movieId ?? [])],
    withUnread: [...new Set([...withNew, ...unread])],
  };
}

async function refreshBeside(tx: Tx, { same, movieIds }: Refresh): Promise<number[]> {
  const known = await listBeside(tx, movieIds);
  const differing = same.filter(({ film, known: { movieId } }) => besideKey(film) !== (known.get(movieId) ?? ""));
  if (differing.length === 0) return [];
  const ids = differing.map(({ known: { movieId } }) => movieId);
  await dropBeside(tx, ids);
  await insertFiles(
    tx,
    differing.map(({ film, known: { movieId } }) => ({ movieId, film: { ...film, media: [] } })),
  );
  return ids;
}

/** Paths of a film's extras and subtitles, as one comparable text. */
const besideKey = (film: FoundFilm): string =>
  [...film.extras.map((extra) => extra.file.path), ...film.subtitles.map((subtitle) => subtitle.file.path)]
    .sort()
    .join("\n");

async function listBeside(tx: Tx, movieIds: number[]): Promise<Map<number, string>> {
  const paths = new Map<number, string[]>();
  const add = (movieId: number | null, path: string | null) => {
    if (movieId !== null && path !== null) paths.set(movieId, [...(paths.get(movieId) ?? []), path]);
  };
  const beside = await tx
    .select({ movieId: extras.movieId, path: extras.path })
    .from(extras)
    .where(and(inArray(extras.movieId, movieIds), isNotAssigned(extras.path)));
  for (const row of beside) add(row.movieId, row.path);
  const subtitles = await tx
    .select({ movieId: subtitleStreams.movieId, path: subtitleStreams.filePath })
    .from(subtitleStreams)
    .where(
      and(
        inArray(subtitleStreams.movieId, movieIds),
        eq(subtitleStreams.isExternal, true),
        isNotAssigned(subtitleStreams.filePath),
      ),
    );
  for (const row of subtitles) add(row.movieId, row.path);
  return new Map([...paths].map(([movieId, list]) => [movieId, list.sort().join("\n")]));
}
