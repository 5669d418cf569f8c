import { asc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import {
  collections,
  crew,
  fieldChanges,
  genres,
  movieCrew,
  movieGenres,
  movies,
  movieTitles,
  ratings,
} from "#db/schema/index.ts";
import { inOrder, testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { fieldSources } from "#lib/editing/field-sources.ts";
import type { ProviderMovie } from "#lib/providers/provider.ts";
import { type ApplyOptions, applyMetadata } from "./apply-metadata.ts";
import { getMovieState } from "./movie-state.ts";
import { aMovie, aProviderMovie, combined } from "./testing.ts";
import { writeLists } from "./write-lists.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});

const apply = (movieId: number, incoming: ProviderMovie, options: ApplyOptions = {}) =>
  transaction(db, async (tx) => applyMetadata(tx, await getMovieState(tx, movieId), combined(incoming), options));
const rowOf = async (movieId: number) => (await db.select().from(movies).where(eq(movies.id, movieId)))[0];
const historyOf = (movieId: number) =>
  db.select().from(fieldChanges).where(eq(fieldChanges.entityId, movieId)).orderBy(asc(fieldChanges.id));
const firstReading = (movieId: number, source: string, values: Record<string, unknown>) =>
  db.insert(fieldChanges).values({ entityType: "movie", entityId: movieId, field: "*", newValue: values, source });

const full = aProviderMovie(
  {
    title: "The Night",
    originalTitle: "La Nuit",
    year: 1968,
    plot: "Seven people.",
    genres: ["Horror", "Thriller"],
    directors: ["George A. Romero"],
    writers: ["John A. Russo", "George A. Romero"],
    collection: "Living Dead Collection",
    popularity: 3.5,
    budget: 3_000_000_000,
  },
  {
    ratings: [{ source: "themoviedb", value: 7.6, max: 10, votes: 2441 }],
    crew: [
      { tmdbId: 14999, name: "George A. Romero", job: "Director", department: "Directing" },
      { tmdbId: 14999, name: "George A. Romero", job: "Screenplay", department: "Writing" },
      { tmdbId: 15000, name: "John A. Russo", job: "Screenplay", department: "Writing" },
      { tmdbId: 15001, name: "A Gaffer", job: "Gaffer", department: "Lighting" },
    ],
    collection: { tmdbId: 900, name: "Living Dead Collection", overview: "The dead walk." },
    titles: [{ title: "Die Nacht", kind: "translated", language: "de", region: "DE" }],
  },
);

describe("what a provider says", () => {
  test("is written everywhere it belongs, with its source", async () => {
    const movieId = await aMovie(db);
    const { changed } = await apply(movieId, full, { jobId: 7, extra: { identificationStatus: "enriched" } });
    expect(changed).toBe(true);
    expect(await rowOf(movieId)).toMatchObject({
      title: "The Night",
      sortTitle: "Night, The",
      sortKey: "night\tthe",
      searchText: "the night | la nuit",
      genres: ["Horror", "Thriller"],
      directors: ["George A. Romero"],
      budget: 3_000_000_000,
      rating: 7.6,
      voteCount: 2441,
      tmdbId: 10331,
      imdbId: "tt0063350",
      identificationStatus: "enriched",
      version: 2,
    });
    const [set] = await db.select().from(collections).where(eq(collections.tmdbId, 900));
    expect((await rowOf(movieId))?.collectionId).toBe(set?.id);
    expect(set?.overview).toBe("The dead walk.");
    const names = await db
      .select({ name: genres.name })
      .from(movieGenres)
      .innerJoin(genres, eq(genres.id, movieGenres.genreId))
      .where(eq(movieGenres.movieId, movieId));
    expect(names.map(({ name }) => name).toSorted()).toEqual(["Horror", "Thriller"]);
    const jobs = await db
      .select({ name: crew.name, job: movieCrew.job, tmdbId: crew.tmdbId })
      .from(movieCrew)
      .innerJoin(crew, eq(crew.id, movieCrew.crewId))
      .where(eq(movieCrew.movieId, movieId))
      .orderBy(asc(movieCrew.sortOrder));
    expect(jobs).toEqual([
      { name: "George A. Romero", job: "Director", tmdbId: 14999 },
      { name: "George A. Romero", job: "Screenplay", tmdbId: 14999 },
      { name: "John A. Russo", job: "Screenplay", tmdbId: 15000 },
    ]);
    expect(await db.select().from(movieTitles).where(eq(movieTitles.movieId, movieId))).toHaveLength(1);
    const history = await historyOf(movieId);
    expect(history.find(({ field }) => field === "title")).toMatchObject({
      oldValue: "Night of the Living Dead",
      newValue: "The Night",
      source: "tmdb",
      jobId: 7,
    });
    expect(history.map(({ field }) => field)).not.toContain("popularity");
    expect((await fieldSources(db, "movie", movieId)).get("plot")?.source).toBe("tmdb");
  });

  test("a second time changes no row at all", async () => {
    const movieId = await aMovie(db);
    await apply(movieId, full);
    const everything = async () =>
      JSON.stringify(
        await Promise.all(
          [movies, movieCrew, movieGenres, movieTitles, ratings, fieldChanges, collections, crew].map((table) =>
            db.select().from(table).then(inOrder),
          ),
        ),
      );
    const before = await everything();
    expect(await apply(movieId, full)).toEqual({ changes: [], changed: false, isStamped: false });
    expect(await everything()).toBe(before);
  });

  test("R22 an answer without values erases nothing", async () => {
    const movieId = await aMovie(db);
    await apply(movieId, full);
    const before = await rowOf(movieId);
    expect(await apply(movieId, aProviderMovie())).toEqual({ changes: [], changed: false, isStamped: false });
    expect(await rowOf(movieId)).toEqual(before);
  });

  test("locked fields and lists stay, with the people behind them", async () => {
    const movieId = await aMovie(db, {
      title: "Mine",
      titleLocked: true,
      directors: ["Somebody Else"],
      directorsLocked: true,
      genresLocked: true,
      ratingLocked: true,
      rating: 9,
    });
    await transaction(db, (tx) => writeLists(tx, [{ movieId, lists: { directors: ["Somebody Else"] } }]));
    await apply(movieId, full);
    expect(await rowOf(movieId)).toMatchObject({
      title: "Mine",
      genres: null,
      directors: ["Somebody Else"],
      writers: ["John A. Russo", "George A. Romero"],
      rating: 9,
      voteCount: null,
      plot: "Seven people.",
    });
    const directors = await db
      .select({ name: crew.name })
      .from(movieCrew)
      .innerJoin(crew, eq(crew.id, movieCrew.crewId))
      .where(eq(movieCrew.movieId, movieId));
    expect(directors.map(({ name }) => name).toSorted()).toEqual([
      "George A. Romero",
      "John A. Russo",
      "Somebody Else",
    ]);
  });

  test("in a library that keeps, what the NFO said stays and gaps are filled", async () => {
    const movieId = await aMovie(db, { title: "From the NFO", plot: "Mine.", year: 1900 });
    await firstReading(movieId, "filename", { year: 1900 });
    await firstReading(movieId, "nfo", { title: "From the NFO", plot: "Mine." });
    await apply(movieId, full);
    expect(await rowOf(movieId)).toMatchObject({
      title: "From the NFO",
      plot: "Mine.",
      year: 1968,
      budget: 3_000_000_000,
    });
  });

  test("in a library that replaces, and when a person asks for it, the provider wins", async () => {
    const replacing = await aMovie(db, { title: "From the NFO" }, { existing: "replace" });
    await firstReading(replacing, "nfo", { title: "From the NFO" });
    await apply(replacing, full);
    expect(await rowOf(replacing)).toMatchObject({ title: "The Night" });

    const asked = await aMovie(db, { title: "From the NFO" });
    await firstReading(asked, "nfo", { title: "From the NFO" });
    await apply(asked, full, { mode: "replace" });
    expect(await rowOf(asked)).toMatchObject({ title: "The Night" });
  });

  test("IMDb's rating counts when it is known, on a scale of ten", async () => {
    const movieId = await aMovie(db);
    await db.insert(ratings).values({
      entityType: "movie",
      entityId: movieId,
      source: "imdb",
      value: 78,
      max: 100,
      votes: 10,
      isDefault: true,
    });
    await apply(movieId, full);
    expect(await rowOf(movieId)).toMatchObject({ rating: 7.8, voteCount: 10 });
    await apply(movieId, full, { defaultRating: "themoviedb" });
    expect(await rowOf(movieId)).toMatchObject({ rating: 7.6, voteCount: 2441 });
    const all = await db.select().from(ratings).where(eq(ratings.entityId, movieId));
    expect(all.filter(({ isDefault }) => isDefault).map(({ source }) => source)).toEqual(["themoviedb"]);
  });

  test("a sort title a person chose stays when the title changes", async () => {
    const movieId = await aMovie(db, { sortTitle: "Zombies 1", sortTitleLocked: true, sortKey: "zombies 000001" });
    await apply(movieId, full);
    expect(await rowOf(movieId)).toMatchObject({
      title: "The Night",
      sortTitle: "Zombies 1",
      sortKey: "zombies 000001",
      searchText: "the night | la nuit | zombies 1",
    });
  });
});
