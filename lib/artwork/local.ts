import { eq, inArray } from "drizzle-orm";
import pLimit from "p-limit";
import type { Db } from "#db/client.ts";
import { actors, libraries, libraryRoots, mediaParts, movieActors, movies } from "#db/schema/index.ts";
import type { ArtworkName } from "#lib/files/artwork-names.ts";
import type { ClassifiedFilm } from "#lib/files/classify.ts";
import type { AssertOwned } from "#lib/jobs/lease.ts";
import { keepAssigned } from "./assigned-pictures.ts";
import { ignoreRulesOf, type LoadIgnoreRules } from "./ignore-rules-of.ts";
import { picturesInHand } from "./inspect-image.ts";
import { keepPortraits } from "./local-actors.ts";
import { createFilmFinder } from "./local-folder.ts";
import { asLocalPicture, type Kept, keepPictures, type LocalPicture } from "./local-keep.ts";
import { withoutPublished } from "./local-published.ts";
import { selectOwnerArtwork } from "./select.ts";
import { readArtworkSettings } from "./settings.ts";

export type LocalArtwork = Kept & {
  /** Films beside which a picture lies that Metarr did not publish. */
  movieIds: number[];
};

type Library = typeof libraries.$inferSelect;
type Film = {
  movieId: number;
  filePath: string;
  root: string;
  library: Library;
  originalLanguage: string | null;
  collectionId: number | null;
  parts: { path: string }[];
  cast: { actorId: number; name: string }[];
};

type Params = {
  movieIds: readonly number[];
  signal?: AbortSignal | undefined;
  assertOwned?: AssertOwned | undefined;
  onFilm?: (done: number) => void;
  /** Default: the rules of the system. */
  loadIgnoreRules?: LoadIgnoreRules;
};

/**
 * Brings the pictures that lie beside films into the cache as candidates of source `local`, so that they are never lost:
 * those of the film, of its collection (`movieset-poster`, chosen here as the library wants it) and of its people
 * (`.actors`). What Metarr published itself and nobody changed since is passed over. A picture that cannot be used costs
 * only itself.
 */
export async function cacheLocalArtwork(db: Db, params: Params): Promise<LocalArtwork> {
  const films = await loadFilms(db, params.movieIds);
  const find = createFilmFinder();
  const rulesOf = ignoreRulesOf(db, params.loadIgnoreRules);
  const result: LocalArtwork = { added: 0, movieIds: [], problems: [] };
  const sets = new Map<number, Library>();
  const limit = pLimit(picturesInHand());
  let done = 0;
  const work = films.map((film) =>
    limit(async () => {
      params.signal?.throwIfAborted();
      const found = await find({ ...film, ignore: await rulesOf(film.library.id) });
      if (found) await cacheFilm(db, { ...params, film, found, result, sets });
      done += 1;
      params.onFilm?.(done);
    }),
  );
  await Promise.all(work);
  for (const [collectionId, library] of sets) {
    const { signal, assertOwned } = params;
    const collection = { entityType: "collection", entityId: collectionId, originalLanguage: null } as const;
    await selectOwnerArtwork(db, { ...collection, library, signal, assertOwned });
  }
  return result;
}

async function loadFilms(db: Db, movieIds: readonly number[]): Promise<Film[]> {
  const ids = [...movieIds];
  const { filePath, collectionId, originalLanguage } = movies;
  const rows = await db
    .select({ movieId: movies.id, filePath, collectionId, originalLanguage, library: libraries })
    .from(movies)
    .innerJoin(libraries, eq(libraries.id, movies.libraryId))
    .where(inArray(movies.id, ids));
  const parts = await db
    .select({ movieId: mediaParts.movieId, path: mediaParts.path })
    .from(mediaParts)
    .where(inArray(mediaParts.movieId, ids));
  const cast = await db
    .select({ movieId: movieActors.movieId, actorId: actors.id, name: actors.name })
    .from(movieActors)
    .innerJoin(actors, eq(actors.id, movieActors.actorId))
    .where(inArray(movieActors.movieId, ids));
  const partsOf = Map.groupBy(parts, ({ movieId }) => movieId);
  const castOf = Map.groupBy(cast, ({ movieId }) => movieId);
  const roots = await db.select({ libraryId: libraryRoots.libraryId, path: libraryRoots.path }).from(libraryRoots);
  return rows.flatMap((row) => {
    const isRoot = (root: (typeof roots)[number]) =>
      root.libraryId === row.library.id && row.filePath.startsWith(`${root.path}/`);
    const root = roots.find(isRoot)?.path;
    const beside = { parts: partsOf.get(row.movieId) ?? [], cast: castOf.get(row.movieId) ?? [] };
    return root === undefined ? [] : [{ ...row, ...beside, root }];
  });
}

async function cacheFilm(
  db: Db,
  params: Params & { film: Film; found: ClassifiedFilm; result: LocalArtwork; sets: Map<number, Library> },
): Promise<void> {
  const { film, result, sets, signal, assertOwned } = params;
  const artwork = await withoutPublished(
    db,
    params.found.artwork.map(({ file, ...name }) => ({ path: file.path, ...name })),
  );
  const { context } = readArtworkSettings(film.library, film);
  const assigned = await keepAssigned(db, {
    entityType: "movie",
    entityIds: [film.movieId],
    context,
    signal,
    assertOwned,
  });
  if (artwork.length === 0 && assigned.pictures.length === 0) return;
  const pictures = artwork.flatMap((each) => pictureOf(film, each));
  if ([...pictures, ...assigned.pictures].some(({ owner }) => owner.entityType === "movie"))
    result.movieIds.push(film.movieId);
  if (film.collectionId !== null && pictures.some(({ owner }) => owner.entityType === "collection")) {
    sets.set(film.collectionId, film.library);
  }
  const keep = { root: film.root, context, signal, assertOwned };
  const portraits = artwork.filter(({ type }) => type === "actor_thumb").map(({ path }) => path);
  for (const kept of [
    assigned,
    await keepPictures(db, { ...keep, pictures }),
    await keepPortraits(db, { ...keep, portraits, cast: film.cast }),
  ]) {
    result.added += kept.added;
    result.problems.push(...kept.problems);
  }
}

/** Portraits are matched by name. Pictures of a set wait until the film has a collection. */
function pictureOf(film: Film, picture: { path: string } & ArtworkName): LocalPicture[] {
  const { type, ofSet } = picture;
  if (type === "actor_thumb") return [];
  const owner = ofSet ? collectionOf(film) : ({ entityType: "movie", entityId: film.movieId } as const);
  return owner ? [asLocalPicture(owner, picture)] : [];
}

const collectionOf = ({ collectionId }: Film): LocalPicture["owner"] | undefined =>
  collectionId === null ? undefined : { entityType: "collection", entityId: collectionId };
