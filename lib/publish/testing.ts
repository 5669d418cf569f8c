import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll } from "vitest";
import type { Db } from "#db/client.ts";
import { assetCandidates, collections, type libraries, mediaParts, movies, ratings } from "#db/schema/index.ts";
import { cacheImage } from "#lib/artwork/cache.ts";
import { aFilm, fanartSize, jpeg, posterSize } from "#lib/artwork/testing.ts";
import type { MovieArtworkType } from "#lib/artwork/vocabulary.ts";
import { type PublishOptions, publishUnit } from "./publish.ts";

const folders: string[] = [];

/** Removes what aPublishableFilm made when the test file ends. */
export function removeFolders(): void {
  afterAll(async () => {
    await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
  });
}

export type TestFilm = Awaited<ReturnType<typeof aPublishableFilm>>;

/** A film on disk with metadata, a poster and a fanart in the cache, ready to be published. */
export async function aPublishableFilm(
  db: Db,
  params: { library?: Partial<typeof libraries.$inferInsert>; movie?: Partial<typeof movies.$inferInsert> } = {},
) {
  const root = await mkdtemp(join(tmpdir(), "metarr-publish-"));
  folders.push(root);
  const [set] = await db
    .insert(collections)
    .values({ name: `Heat Collection ${folders.length}`, overview: "Two men." })
    .returning();
  const film = await aFilm(db, {
    root,
    ...(params.library ? { library: params.library } : {}),
    movie: {
      plot: "A thief & a detective.",
      genres: ["Crime", "Drama"],
      directors: ["Michael Mann"],
      writers: ["Michael Mann"],
      contentRating: "R",
      releaseDate: "1995-12-15",
      runtimeMinutes: 170,
      tmdbId: 949,
      imdbId: "tt0113277",
      collectionId: set?.id ?? null,
      identificationStatus: "enriched",
      ...params.movie,
    },
  });
  await db.insert(ratings).values({
    entityType: "movie",
    entityId: film.movieId,
    source: "themoviedb",
    value: 7.9,
    votes: 7000,
    isDefault: true,
  });
  await mkdir(film.folder);
  await writeFile(film.filePath, "video");
  await choosePicture(db, { movieId: film.movieId, type: "poster", bytes: await jpeg(1, posterSize) });
  await choosePicture(db, { movieId: film.movieId, type: "fanart", bytes: await jpeg(2, fanartSize) });
  return { ...film, root, collectionId: set?.id ?? 0 };
}

type Owned = { movieId: number } | { collectionId: number };

/** Puts a picture into the cache and makes it the chosen one of its type. */
export async function choosePicture(
  db: Db,
  params: Owned & { type: MovieArtworkType; bytes: Uint8Array; rank?: number },
): Promise<{ candidateId: number; cacheFileId: number }> {
  const { type, bytes, rank = 1 } = params;
  const owner =
    "movieId" in params
      ? ({ entityType: "movie", entityId: params.movieId } as const)
      : ({ entityType: "collection", entityId: params.collectionId } as const);
  const source = { sourceType: "user", sourceUrl: null, providerName: null } as const;
  const { cacheFileId } = await cacheImage(db, { ...owner, imageType: type, bytes, name: type, source });
  const url = `cache:${createHash("sha256").update(bytes).digest("hex")}`;
  const [row] = await db
    .insert(assetCandidates)
    .values({ ...owner, assetType: type, provider: "user", url, isSelected: true, rank, cacheFileId })
    .returning();
  return { candidateId: row?.id ?? 0, cacheFileId };
}

/** The film's video is replaced by one of another name, as Radarr does it. */
export async function upgrade(db: Db, film: TestFilm, fileName: string): Promise<void> {
  const filePath = join(film.folder, fileName);
  await rm(film.filePath, { force: true });
  await writeFile(filePath, "better video");
  await db.update(movies).set({ filePath, fileName }).where(eq(movies.id, film.movieId));
  await db.update(mediaParts).set({ path: filePath }).where(eq(mediaParts.movieId, film.movieId));
}

/** Every file of a folder with its content's hash and its time. */
export async function snapshot(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).toSorted();
  const entries = names.map(async (name) => {
    const [bytes, facts] = [await readFile(join(folder, name)), await stat(join(folder, name))];
    return [name, `${createHash("sha256").update(bytes).digest("hex").slice(0, 12)} ${facts.mtimeMs}`] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** publishUnit for a film. */
export const publishMovie = (db: Db, { movieId, ...options }: { movieId: number } & PublishOptions) =>
  publishUnit(db, { entityType: "movie", entityId: movieId, ...options });
