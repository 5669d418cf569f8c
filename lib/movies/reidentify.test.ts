import { and, asc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { bulkInsert } from "#db/bulk.ts";
import type { Db } from "#db/client.ts";
import {
  assetCandidates,
  cacheImageFiles,
  fieldChanges,
  movieActors,
  movieCrew,
  movieExternalIds,
  movieKeywords,
  movieReleaseDates,
  movies,
  movieTitles,
  providerRecords,
  ratings,
  trailerCandidates,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { compareValues } from "#lib/editing/compare-values.ts";
import type { Asked } from "#lib/providers/ask-all.ts";
import type { ProviderMovie } from "#lib/providers/provider.ts";
import { type ProviderName, providerNames } from "#lib/providers/vocabulary.ts";
import { comparableMovie } from "./comparable.ts";
import { setLocks } from "./edit.ts";
import { type EnrichOptions, enrichMovie } from "./enrich.ts";
import { identifyAs } from "./identify.ts";
import { getMovieState } from "./movie-state.ts";
import { aMovie, aProviderMovie, editMovie } from "./testing.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});

const priority = { order: [...providerNames], orderOf: () => [...providerNames] };
const failure = (provider: ProviderName) => ({
  ...{ provider, message: "down", mayPass: true, retryAfterMs: undefined, error: new Error("down") },
});
function take(
  movieId: number,
  answers: ProviderMovie[],
  options: Partial<EnrichOptions> & { down?: ProviderName[] } = {},
) {
  const { down = [], ...more } = options;
  const asked: Asked<ProviderMovie> = { answers, missing: [], failures: down.map(failure) };
  const rules = { parts: ["metadata", "artwork", "cast"] as const, mode: undefined, jobId: null, priority };
  return transaction(db, async (tx) =>
    enrichMovie(tx, asked, { ...rules, state: await getMovieState(tx, movieId), defaultRating: "imdb", ...more }),
  );
}
const identify = (movieId: number, tmdbId: number) =>
  transaction(db, (tx) => identifyAs(tx, { movieId, tmdbId, userId: null }));
const rowOf = async (movieId: number) => (await db.select().from(movies).where(eq(movies.id, movieId)))[0];

const poster = (name: string) => ({
  ...{ assetType: "poster" as const, url: `https://pictures.test/${name}.jpg`, providerId: null, language: null },
  ...{ width: 1000, height: 1500, voteAverage: null, voteCount: null, likes: null },
});
const trailer = (name: string) => ({
  ...{
    url: `https://videos.test/${name}`,
    videoId: name,
    name,
    site: "youtube" as const,
    type: "Trailer",
    official: true,
    language: "en",
    lines: null,
  },
});

/** Everything that a provider can say of a film. */
const wrong = aProviderMovie(
  {
    ...{ title: "The Wrong One", originalTitle: "Wrong", year: 1990, releaseDate: "1990-01-01", runtimeMinutes: 90 },
    ...{ plot: "Wrong plot.", tagline: "Wrong line.", mpaaRating: "R", contentRating: "R", collection: "Wrong Set" },
    ...{ genres: ["Western"], directors: ["Wrong Director"], writers: ["Wrong Writer"], studios: ["Wrong Studio"] },
    ...{ countries: ["Italy"], budget: 5, revenue: 6, homepage: "https://wrong.test", originalLanguage: "it" },
    ...{ popularity: 3, status: "Released" },
  },
  {
    ids: { tmdb: 1, imdb: "tt0000001", tvdb: 11 },
    ratings: [{ source: "themoviedb", value: 8, max: 10, votes: 100 }],
    cast: [{ tmdbId: 71, name: "Wrong Actor", role: "Somebody", order: 1, imageUrl: null }],
    crew: [
      { tmdbId: 72, name: "Wrong Director", job: "Director", department: "Directing" },
      { tmdbId: 73, name: "Wrong Producer", job: "Producer", department: "Production" },
    ],
    collection: { tmdbId: 901, name: "Wrong Set", overview: null },
    keywords: ["wrong"],
    releaseDates: [{ region: "US", kind: "theatrical", releasedOn: "1990-01-01", certification: "R" }],
    titles: [{ title: "Der Falsche", kind: "translated", language: "de", region: "DE" }],
    externalIds: { facebookId: "wrong", instagramId: null, twitterId: null, wikidataId: "Q1" },
    artwork: [poster("wrong")],
    videos: [trailer("wrong")],
  },
);
const wrongOmdb = aProviderMovie(
  { plot: "Wrong at OMDb." },
  { provider: "omdb", ids: wrong.ids, ratings: [{ source: "imdb", value: 9, max: 10, votes: 9 }] },
);
/** A film of which hardly anything is known. */
const right = aProviderMovie({ title: "The Right One", year: 2001 }, { ids: { tmdb: 2, imdb: null, tvdb: null } });

/** Nothing of the other film, in any table. */
async function expectNothingLeft(movieId: number): Promise<void> {
  const emptied = {
    ...{ originalTitle: null, releaseDate: null, runtimeMinutes: null, plot: null, tagline: null, mpaaRating: null },
    ...{ contentRating: null, collectionId: null, genres: [], directors: [], writers: [], studios: [], countries: [] },
    ...{ budget: null, revenue: null, homepage: null, originalLanguage: null, popularity: null, status: null },
    ...{ rating: null, voteCount: null, imdbId: null, tvdbId: null },
  };
  expect(await rowOf(movieId)).toMatchObject(emptied);
  const of = eq(ratings.entityId, movieId);
  expect(
    await db
      .select()
      .from(ratings)
      .where(and(of, eq(ratings.entityType, "movie"))),
  ).toEqual([]);
  for (const table of [movieExternalIds, movieKeywords, movieReleaseDates, movieTitles, movieActors, movieCrew]) {
    const rows = await db.select().from(table).where(eq(table.movieId, movieId));
    expect(JSON.stringify(rows)).not.toMatch(/wrong|falsche|1990/i);
    if (table !== movieExternalIds) expect(rows).toEqual([]);
  }
  for (const table of [assetCandidates, trailerCandidates]) {
    expect(await db.select().from(table).where(eq(table.entityId, movieId))).toEqual([]);
  }
  const records = await db.select().from(providerRecords).where(eq(providerRecords.entityId, movieId));
  expect(JSON.stringify(records)).not.toMatch(/wrong/i);
}

describe("a film that is another one than was thought", () => {
  test("keeps nothing that providers said of the wrong one, and the history has it all", async () => {
    const movieId = await aMovie(db, { tmdbId: 1 });
    await take(movieId, [wrong, wrongOmdb]);
    expect(await rowOf(movieId)).toMatchObject({ plot: "Wrong plot.", rating: 9, imdbId: "tt0000001" });
    await identify(movieId, 2);
    await take(movieId, [right], { jobId: 77 });
    expect(await rowOf(movieId)).toMatchObject({ title: "The Right One", year: 2001, tmdbId: 2 });
    await expectNothingLeft(movieId);
    const told = await db.select().from(fieldChanges).where(eq(fieldChanges.jobId, 77));
    const before = Object.fromEntries(told.map(({ field, oldValue }) => [field, oldValue]));
    expect(before).toMatchObject({ plot: "Wrong plot.", tagline: "Wrong line.", genres: ["Western"], rating: 9 });
    expect(before).toMatchObject({ collection: "Wrong Set", directors: ["Wrong Director"], studios: ["Wrong Studio"] });
    // The second time nothing is another film any more.
    expect(await take(movieId, [right])).toMatchObject({ changed: false });
  });

  test("keeps nothing of it either while a provider is down, or when only pictures or gaps were asked for", async () => {
    const cases = [
      { answers: [aProviderMovie({}, { provider: "fanart", ids: right.ids })], down: ["tmdb" as const] },
      { answers: [right], down: ["omdb" as const], mode: "missing" as const },
      { answers: [right], parts: ["artwork" as const] },
    ];
    for (const { answers, ...options } of cases) {
      const movieId = await aMovie(db, { tmdbId: 1 });
      await take(movieId, [wrong, wrongOmdb]);
      await identify(movieId, 2);
      await take(movieId, answers, options);
      await expectNothingLeft(movieId);
      await take(movieId, [right]);
      expect(await rowOf(movieId)).toMatchObject({ title: "The Right One", year: 2001 });
    }
  });

  test("keeps what it has until somebody says something of it, and the name of its file while no title is known", async () => {
    const movieId = await aMovie(db, { title: "From the name", tmdbId: 1 });
    const values = { title: "From the name", year: 1977 };
    await db.insert(fieldChanges).values({
      ...{ entityType: "movie", entityId: movieId, field: "*", newValue: values, source: "filename" },
    });
    await take(movieId, [wrong]);
    await identify(movieId, 2);
    expect(await take(movieId, [], { down: ["tmdb"] })).toMatchObject({ changed: false });
    expect(await rowOf(movieId)).toMatchObject({ title: "The Wrong One", plot: "Wrong plot." });
    await take(movieId, [aProviderMovie({}, { provider: "fanart", ids: right.ids })], { down: ["tmdb"] });
    expect(await rowOf(movieId)).toMatchObject({ title: "From the name", year: 1977, plot: null });
    await take(movieId, [right]);
    expect(await rowOf(movieId)).toMatchObject({ title: "The Right One", year: 2001 });
  });

  test("keeps what people locked, typed and chose, and what its NFO says where the library keeps that", async () => {
    const movieId = await aMovie(db, { tmdbId: 1 }, { existing: "keep" });
    await take(movieId, [wrong]);
    await transaction(db, async (tx) => {
      await setLocks(tx, { movieId, locks: { tagline: true, directors: true } });
      await editMovie(tx, { movieId, patch: { plot: "Typed." }, userId: null });
      await setLocks(tx, { movieId, locks: { plot: false } });
    });
    const change = { entityType: "movie", entityId: movieId, field: "studios", newValue: ["Wrong Studio"] };
    await db.insert(fieldChanges).values({ ...change, source: "nfo" });
    await db.update(movieActors).set({ roleLocked: true }).where(eq(movieActors.movieId, movieId));
    const own = { entityType: "movie" as const, entityId: movieId, assetType: "fanart" as const };
    await bulkInsert(db, assetCandidates, [
      {
        ...own,
        provider: "tmdb",
        url: "https://pictures.test/chosen.jpg",
        isSelected: true,
        rank: 1,
        userLocked: true,
      },
      { ...own, provider: "tmdb", url: "https://pictures.test/automatic.jpg", isSelected: true, rank: 2 },
      { ...own, provider: "local", url: "cache:beside" },
    ]);
    const file = { entityType: "movie" as const, entityId: movieId, imageType: "poster" as const, format: "jpg" };
    const [cached] = await db
      .insert(cacheImageFiles)
      .values({ ...file, filePath: "a.jpg", fileName: "a.jpg", fileSizeBytes: 1, fileHash: "a", width: 1, height: 1 })
      .returning({ id: cacheImageFiles.id });
    const shown = { isSelected: true, rank: 1, cacheFileId: cached?.id ?? 0 };
    await db
      .update(assetCandidates)
      .set(shown)
      .where(eq(assetCandidates.url, poster("wrong").url));
    await db
      .update(movies)
      .set({ posterId: cached?.id ?? 0 })
      .where(eq(movies.id, movieId));
    // An id in its NFO says so, not a person: what the disk says stays.
    await db.update(movies).set({ tmdbId: 2, imdbId: null, tvdbId: null }).where(eq(movies.id, movieId));
    await take(movieId, [right]);
    expect(await rowOf(movieId)).toMatchObject({
      ...{ title: "The Right One", tagline: "Wrong line.", directors: ["Wrong Director"], plot: "Typed." },
      ...{ studios: ["Wrong Studio"], genres: [], contentRating: null, posterId: null },
    });
    const ofPosters = and(eq(fieldChanges.entityId, movieId), eq(fieldChanges.field, "poster"));
    const [dropped] = await db.select().from(fieldChanges).where(ofPosters);
    expect(dropped).toMatchObject({ oldValue: [poster("wrong").url], newValue: [] });
    expect(await db.select().from(movieActors).where(eq(movieActors.movieId, movieId))).toHaveLength(1);
    const jobs = await db.select({ job: movieCrew.job }).from(movieCrew).where(eq(movieCrew.movieId, movieId));
    expect(jobs).toEqual([{ job: "Director" }]);
    const left = await db
      .select({ url: assetCandidates.url })
      .from(assetCandidates)
      .where(eq(assetCandidates.entityId, movieId))
      .orderBy(asc(assetCandidates.id));
    expect(left.map(({ url }) => url)).toEqual(["https://pictures.test/chosen.jpg", "cache:beside"]);
  });

  test("is not offered what was said of the wrong one, also before anybody told of the right one", async () => {
    const movieId = await aMovie(db, { tmdbId: 1 });
    await take(movieId, [wrong, wrongOmdb]);
    const said = () => compareValues(db, comparableMovie, { entityId: movieId, field: "plot" });
    expect((await said()).map(({ source }) => source)).toEqual(["tmdb", "omdb"]);
    await identify(movieId, 2);
    expect(await said()).toEqual([]);
    await identify(movieId, 1);
    expect((await said()).map(({ source }) => source)).toEqual(["tmdb"]);
  });
});

test("the same film keeps everything when a provider is down or says nothing any more", async () => {
  const movieId = await aMovie(db, { tmdbId: 1 });
  await take(movieId, [wrong, wrongOmdb]);
  const before = await rowOf(movieId);
  const bare = aProviderMovie({}, { ids: wrong.ids });
  await take(movieId, [bare], { down: ["omdb"] });
  await take(movieId, [wrongOmdb], { down: ["tmdb"], mode: "replace" });
  expect(await rowOf(movieId)).toMatchObject({ plot: "Wrong plot.", tagline: before?.tagline, rating: 9 });
  expect(await db.select().from(movieKeywords).where(eq(movieKeywords.movieId, movieId))).toHaveLength(1);
});
