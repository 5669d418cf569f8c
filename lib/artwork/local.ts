import { lstat, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { and, eq, inArray } from "drizzle-orm";
import pLimit from "p-limit";
import type { Db, Tx } from "#db/client.ts";
import { assetCandidates, libraryImageFiles, libraryRoots, mediaParts, movies } from "#db/schema/index.ts";
import { isAppError, messageOf } from "#lib/errors.ts";
import { diskError, isMissing } from "#lib/files/disk-error.ts";
import { extensionOf, videoExtensions } from "#lib/files/media-types.ts";
import { readFileInside } from "#lib/files/safe-path.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { listAssignedPictures } from "./assigned-pictures.ts";
import { saveCacheRow } from "./cache.ts";
import { readScoreContext } from "./candidates.ts";
import { type FilmPlace, folderOfFilm, placeOfFilm } from "./film-place.ts";
import { imageSlots } from "./inspect-image.ts";
import { type LocalPicture, recogniseArtwork, typeByShape } from "./local-names.ts";
import { type ScoreContext, scoreCandidate } from "./score.ts";
import { type StoredImage, storeImage } from "./store.ts";
import { type MovieArtworkType, maxImageBytes } from "./vocabulary.ts";

export type LocalArtwork = {
  /** Pictures that are new in the cache. */
  added: number;
  /** Films beside which a picture lies that Metarr did not publish. */
  movieIds: number[];
  problems: { path: string; message: string }[];
};

type Film = {
  movieId: number;
  filePath: string;
  root: string;
  parts: { path: string; kind: string }[];
};
type Found = {
  path: string;
  picture: LocalPicture;
  /** The library folder it lies in, where that is another than the film's. */
  root?: string;
};

/**
 * Brings the pictures that lie beside films into the cache as candidates of source `local`, so that they are never lost.
 * What Metarr published itself and nobody changed since is passed over. A picture that cannot be used costs only itself.
 */
export async function cacheLocalArtwork(
  db: Db,
  params: {
    movieIds: readonly number[];
    signal?: AbortSignal | undefined;
    assertOwned?: AssertOwned | undefined;
    onFilm?: (done: number) => void;
  },
): Promise<LocalArtwork> {
  const films = await loadFilms(db, params.movieIds);
  const result: LocalArtwork = { added: 0, movieIds: [], problems: [] };
  // One more than there are threads, so that none waits while a file is read.
  const limit = pLimit(imageSlots() + 1);
  let done = 0;
  const work = films.map((film) =>
    limit(async () => {
      params.signal?.throwIfAborted();
      await cacheFilm(db, { ...params, film, result });
      done += 1;
      params.onFilm?.(done);
    }),
  );
  await Promise.all(work);
  return result;
}

async function loadFilms(db: Db, movieIds: readonly number[]): Promise<Film[]> {
  const ids = [...movieIds];
  const rows = await db
    .select({ movieId: movies.id, filePath: movies.filePath, libraryId: movies.libraryId })
    .from(movies)
    .where(inArray(movies.id, ids));
  const parts = await db
    .select({ movieId: mediaParts.movieId, path: mediaParts.path, kind: mediaParts.kind })
    .from(mediaParts)
    .where(inArray(mediaParts.movieId, ids));
  const roots = await db.select({ libraryId: libraryRoots.libraryId, path: libraryRoots.path }).from(libraryRoots);
  return rows.flatMap((row) => {
    const root = roots.find((each) => each.libraryId === row.libraryId && row.filePath.startsWith(`${each.path}/`));
    return root ? [{ ...row, root: root.path, parts: parts.filter((part) => part.movieId === row.movieId) }] : [];
  });
}

async function cacheFilm(
  db: Db,
  params: {
    film: Film;
    result: LocalArtwork;
    signal?: AbortSignal | undefined;
    assertOwned?: AssertOwned | undefined;
  },
): Promise<void> {
  const { film, result, signal, assertOwned } = params;
  const found = [...(await findPictures(db, film)), ...(await findAssigned(db, film.movieId))];
  if (found.length === 0) return;
  result.movieIds.push(film.movieId);
  const context = await readScoreContext(db, { entityType: "movie", entityId: film.movieId });
  for (const { path, picture, root = film.root } of found) {
    try {
      const bytes = await readFileInside({ root, path, maxBytes: maxImageBytes });
      const image = await storeImage({ bytes, name: path, signal });
      const type = picture.needsShape ? typeByShape(picture.type, image) : picture.type;
      if (!type) continue;
      const isNew = await ownedTransaction(db, assertOwned, (tx) =>
        saveLocalCandidate(tx, { movieId: film.movieId, type, order: picture.order, path, image, context }),
      );
      if (isNew) result.added += 1;
    } catch (error) {
      signal?.throwIfAborted();
      if (!isAppError(error)) throw error;
      result.problems.push({ path, message: messageOf(error) });
    }
  }
}

async function findAssigned(db: Db, movieId: number): Promise<Found[]> {
  const assigned = await listAssignedPictures(db, movieId);
  return assigned.map(({ path, root, type }) => ({ path, root, picture: { type, order: 1, needsShape: false } }));
}

async function findPictures(db: Db, film: Film): Promise<Found[]> {
  const folder = folderOfFilm(film.filePath);
  const names = await listFolder(folder);
  const place = placeOf(film, names);
  const extra = names.find((name) => name.toLowerCase() === "extrafanart");
  const more = extra && place.layout !== "flat" ? await listFolder(join(folder, extra)) : [];
  const found = [
    ...names.flatMap((name) => foundAt(join(folder, name), recogniseArtwork(name, place))),
    ...more.flatMap((name, index) => {
      const picture = recogniseArtwork(name, { ...place, baseName: stem(name) });
      return picture ? [{ path: join(folder, extra ?? "", name), picture: fanart(index + 2) }] : [];
    }),
  ];
  const ours = await listPublished(
    db,
    found.map((each) => each.path),
  );
  const kept: Found[] = [];
  for (const each of found) {
    if (!(await isUnchanged(each.path, ours.get(each.path)))) kept.push(each);
  }
  return kept.toSorted((a, b) => a.picture.order - b.picture.order || (a.path < b.path ? -1 : 1));
}

const stem = (name: string) => name.replace(/\.[^.]+$/, "");
const fanart = (order: number): LocalPicture => ({ type: "fanart", order, needsShape: false });
const foundAt = (path: string, picture: LocalPicture | undefined): Found[] => (picture ? [{ path, picture }] : []);

/** Names in a folder, in a stable order; a folder that is gone holds nothing. */
async function listFolder(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch (error) {
    if (isMissing(error)) return [];
    throw diskError("look into the folder", folder, error);
  }
}

/** A film shares its folder when the library begins there, or when there are videos that are not its own. */
export function placeOf(film: Pick<Film, "filePath" | "root" | "parts">, names: readonly string[]): FilmPlace {
  const folder = dirname(film.filePath);
  const own = new Set([film.filePath, ...film.parts.map((part) => part.path)]);
  const isForeign = (name: string) =>
    videoExtensions.has(extensionOf(name)) &&
    !own.has(join(folder, name)) &&
    !/[-_. ](trailer|sample)\.[^.]+$/i.test(name);
  return placeOfFilm({
    filePath: film.filePath,
    isPart: film.parts.filter((part) => part.kind === "part").length > 1,
    sharesFolder: folder === film.root || names.some(isForeign),
  });
}

type Published = { sizeBytes: number | null; modifiedMs: number | null };

async function listPublished(db: Db, paths: readonly string[]): Promise<Map<string, Published>> {
  if (paths.length === 0) return new Map();
  const rows = await db
    .select({
      path: libraryImageFiles.filePath,
      sizeBytes: libraryImageFiles.sizeBytes,
      modifiedMs: libraryImageFiles.modifiedMs,
    })
    .from(libraryImageFiles)
    .where(inArray(libraryImageFiles.filePath, [...paths]));
  return new Map(rows.map((row) => [row.path, row]));
}

async function isUnchanged(path: string, published: Published | undefined): Promise<boolean> {
  if (!published) return false;
  const facts = await lstat(path).catch(() => undefined);
  return facts?.size === published.sizeBytes && Math.floor(facts.mtimeMs) === published.modifiedMs;
}

async function saveLocalCandidate(
  tx: Tx,
  params: {
    movieId: number;
    type: MovieArtworkType;
    order: number;
    path: string;
    image: StoredImage;
    context: ScoreContext;
  },
): Promise<boolean> {
  const { movieId, type, image } = params;
  const owner = { entityType: "movie", entityId: movieId } as const;
  const source = { sourceType: "local", sourceUrl: params.path, providerName: null } as const;
  const cacheFileId = await saveCacheRow(tx, { ...owner, imageType: type, image, source });
  const facts = { width: image.width, height: image.height, language: null, voteAverage: null };
  const votes = { voteCount: null, likes: null };
  const { score, breakdown } = scoreCandidate(
    { ...facts, ...votes, assetType: type, provider: "local" },
    params.context,
  );
  const url = `cache:${image.sha256}`;
  const [known] = await tx
    .select({ candidateId: assetCandidates.id, cacheFileId: assetCandidates.cacheFileId })
    .from(assetCandidates)
    .where(
      and(
        eq(assetCandidates.entityType, "movie"),
        eq(assetCandidates.entityId, movieId),
        eq(assetCandidates.assetType, type),
        eq(assetCandidates.url, url),
      ),
    );
  if (known) {
    if (known.cacheFileId === cacheFileId) return false;
    await tx.update(assetCandidates).set({ cacheFileId }).where(eq(assetCandidates.id, known.candidateId));
    return true;
  }
  await tx.insert(assetCandidates).values({
    ...owner,
    assetType: type,
    provider: "local",
    providerId: String(params.order),
    url,
    ...facts,
    score,
    scoreBreakdown: breakdown,
    cacheFileId,
  });
  return true;
}
