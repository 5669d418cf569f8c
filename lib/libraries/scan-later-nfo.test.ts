import { statSync, utimesSync } from "node:fs";
import { and, asc, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import {
  actors,
  crew,
  episodeActors,
  episodeCrew,
  episodes,
  fieldChanges,
  movieActors,
  movies,
  ratings,
  seasons,
  series,
  seriesActors,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import type { Library } from "./libraries.ts";
import { scanLibrary } from "./scan-library.ts";
import { makeHome, writeBelow } from "./testing-library.ts";

let db: Db;
const home = makeHome();
beforeAll(async () => {
  db = await testDb();
});
afterAll(home.remove);

const scan = (library: Library) => scanLibrary(db, { libraryId: library.id });
/** Writes a file that is newer than the one it replaces, however soon after. */
function rewrite(root: string, path: string, content: string): void {
  const whole = writeBelow(root, path, content);
  const later = new Date(statSync(whole).mtimeMs + 5_000);
  utimesSync(whole, later, later);
}
const only = <T>(rows: T[]): T => {
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error(`${rows.length} rows`);
  return row;
};
const ratingsOf = async (entityType: "movie" | "series" | "episode", entityId: number) =>
  (
    await db
      .select()
      .from(ratings)
      .where(and(eq(ratings.entityType, entityType), eq(ratings.entityId, entityId)))
  ).map(({ source, value, max, votes }) => `${source} ${value}/${max} ${votes}`);
const changedBy = async (entityType: string, entityId: number, source = "nfo") =>
  (
    await db
      .select()
      .from(fieldChanges)
      .where(
        and(
          eq(fieldChanges.entityType, entityType),
          eq(fieldChanges.entityId, entityId),
          eq(fieldChanges.source, source),
        ),
      )
  )
    .map(({ field }) => field)
    .filter((field) => field !== "*")
    .sort();

const rating = (value: number, max = 10) =>
  `<ratings><rating name="imdb" max="${max}" default="true"><value>${value}</value><votes>12</votes></rating></ratings>`;
const actor = (name: string) => `<actor><name>${name}</name><role>Somebody</role></actor>`;
const ids = (tmdb: number, tvdb: number) =>
  `<uniqueid type="tmdb" default="true">${tmdb}</uniqueid><uniqueid type="tvdb">${tvdb}</uniqueid>`;
const lockdata = "<lockdata>true</lockdata>";

describe("an NFO that comes after the first scan of series", () => {
  const files = {
    "Ferry/Season 1/Ferry S01E01.mkv": "one",
    "Ferry/Season 1/Ferry S01E02.mkv": "two",
    "Ferry/Season 2/Ferry S02E01.mkv": "three",
  };
  const nfos = {
    "Ferry/tvshow.nfo": `<tvshow><title>Ferry</title>${ids(71, 72)}${rating(8)}${actor("Ada Bloom")}
      <namedseason number="1">Spring</namedseason><namedseason number="2">Summer</namedseason>${lockdata}</tvshow>`,
    "Ferry/Season 1/season.nfo": `<season><title>The first year</title><seasonnumber>1</seasonnumber>${ids(81, 82)}
      <lockedfields>Overview</lockedfields></season>`,
    "Ferry/Season 1/Ferry S01E01.nfo": `<episodedetails><title>Away</title><season>1</season><episode>1</episode>
      ${ids(91, 92)}${rating(7)}${actor("Cleo Dahl")}<director>Finn Gold</director><credits>Hal Ives</credits>
      <lockedfields>Name</lockedfields></episodedetails>`,
  };
  const readShow = async (library: Library) =>
    only(await db.select().from(series).where(eq(series.libraryId, library.id)));
  const readEpisodes = (seriesId: number) =>
    db
      .select()
      .from(episodes)
      .where(eq(episodes.seriesId, seriesId))
      .orderBy(asc(episodes.seasonNumber), asc(episodes.episodeNumber));
  const castOf = async (seriesId: number) =>
    (
      await db
        .select({ name: actors.name })
        .from(seriesActors)
        .innerJoin(actors, eq(actors.id, seriesActors.actorId))
        .where(eq(seriesActors.seriesId, seriesId))
    ).map(({ name }) => name);

  test("gives ids, locks, cast, crew, ratings and names of seasons, as at the first", async () => {
    const { library, root } = await home.library(db, { type: "tv", files });
    await scan(library);
    for (const [path, content] of Object.entries(nfos)) writeBelow(root, path, content);
    await scan(library);

    const show = await readShow(library);
    expect(show).toMatchObject({ tmdbId: 71, tvdbId: 72, imdbId: null, version: 2 });
    expect(show).toMatchObject({ titleLocked: true, plotLocked: true, actorsOrderLocked: true });
    expect(await castOf(show.id)).toEqual(["Ada Bloom"]);
    expect(await ratingsOf("series", show.id)).toEqual(["imdb 8/10 12"]);
    expect(await changedBy("series", show.id)).toEqual(["cast", "tmdbId", "tvdbId"]);

    const years = await db.select().from(seasons).where(eq(seasons.seriesId, show.id)).orderBy(seasons.seasonNumber);
    expect(
      years.map(({ title, tmdbId, tvdbId, plotLocked, version }) => [title, tmdbId, tvdbId, plotLocked, version]),
    ).toEqual([
      ["The first year", 81, 82, true, 2],
      ["Summer", null, null, false, 2],
    ]);

    const [first, second] = await readEpisodes(show.id);
    expect(first).toMatchObject({ title: "Away", tmdbId: 91, tvdbId: 92, titleLocked: true, plotLocked: false });
    expect(second).toMatchObject({ tmdbId: null, titleLocked: false, version: 1 });
    const cast = await db
      .select({ name: actors.name, role: episodeActors.role })
      .from(episodeActors)
      .innerJoin(actors, eq(actors.id, episodeActors.actorId))
      .where(eq(episodeActors.episodeId, first?.id ?? 0));
    expect(cast).toEqual([{ name: "Cleo Dahl", role: "Somebody" }]);
    const people = await db
      .select({ name: crew.name, job: episodeCrew.job })
      .from(episodeCrew)
      .innerJoin(crew, eq(crew.id, episodeCrew.crewId))
      .where(eq(episodeCrew.episodeId, first?.id ?? 0))
      .orderBy(episodeCrew.job);
    expect(people).toEqual([
      { name: "Finn Gold", job: "Director" },
      { name: "Hal Ives", job: "Writer" },
    ]);
    expect(await ratingsOf("episode", first?.id ?? 0)).toEqual(["imdb 7/10 12"]);
    expect(await changedBy("episode", first?.id ?? 0)).toEqual([
      "cast",
      "directors",
      "title",
      "tmdbId",
      "tvdbId",
      "writers",
    ]);
  });

  test("leaves what is there: ids, cast, crew, ratings, titles, and locks a person took off", async () => {
    const { library, root } = await home.library(db, { type: "tv", files: { ...files, ...nfos } });
    await scan(library);
    const show = await readShow(library);
    const [first] = await readEpisodes(show.id);
    await db.update(series).set({ titleLocked: false, plotLocked: false }).where(eq(series.id, show.id));
    const replace = (text: string) =>
      text
        .replace(/Ada Bloom|Cleo Dahl|Finn Gold|Hal Ives/g, "Somebody Else")
        .replace(/>(7|8|9)([12])</g, ">5$2<")
        .replace(/<value>\d</, "<value>1<")
        .replace("Summer", "Winter")
        .replace("<title>Ferry", "<title>Crossing");
    for (const [path, content] of Object.entries(nfos)) rewrite(root, path, replace(content));
    await scan(library);
    expect(await readShow(library)).toMatchObject({
      title: "Crossing",
      tmdbId: 71,
      titleLocked: false,
      plotLocked: false,
    });
    expect(await castOf(show.id)).toEqual(["Ada Bloom"]);
    expect(await ratingsOf("series", show.id)).toEqual(["imdb 8/10 12"]);
    expect(await ratingsOf("episode", first?.id ?? 0)).toEqual(["imdb 7/10 12"]);
    expect(await db.$count(episodeActors, eq(episodeActors.episodeId, first?.id ?? 0))).toBe(1);
    expect(await db.$count(episodeCrew, eq(episodeCrew.episodeId, first?.id ?? 0))).toBe(2);
    const years = await db.select().from(seasons).where(eq(seasons.seriesId, show.id)).orderBy(seasons.seasonNumber);
    expect(years.map(({ title, tmdbId }) => [title, tmdbId])).toEqual([
      ["The first year", 81],
      ["Summer", null],
    ]);
  });

  test("gives no ids to a series that is identified, or whose name carries one, and no cast under a lock", async () => {
    const known = await home.library(db, { type: "tv", files });
    const named = await home.library(db, { type: "tv", files: { "Ferry {tvdb-5}/Ferry S01E01.mkv": "one" } });
    await scan(known.library);
    await scan(named.library);
    await db
      .update(series)
      .set({ identificationStatus: "identified", actorsOrderLocked: true })
      .where(eq(series.libraryId, known.library.id));
    for (const [path, content] of Object.entries(nfos)) writeBelow(known.root, path, content);
    writeBelow(named.root, "Ferry {tvdb-5}/tvshow.nfo", nfos["Ferry/tvshow.nfo"]);
    await scan(known.library);
    await scan(named.library);
    const show = await readShow(known.library);
    expect(show).toMatchObject({ tmdbId: null, tvdbId: null });
    expect(await castOf(show.id)).toEqual([]);
    expect((await readEpisodes(show.id))[0]).toMatchObject({ title: "Away", tmdbId: null });
    const rows = await db
      .select()
      .from(seasons)
      .where(inArray(seasons.seriesId, [show.id]));
    expect(rows.map(({ tmdbId }) => tmdbId)).toEqual([null, null]);
    expect(await readShow(named.library)).toMatchObject({ tmdbId: null, tvdbId: 5, titleLocked: true });
  });
});

describe("an NFO that comes after the first scan of films", () => {
  const text = `<movie><title>Ferry</title>${ids(61, 62)}${rating(90, 100)}${actor("Ada Bloom")}${lockdata}</movie>`;
  const readFilm = async (library: Library) =>
    only(await db.select().from(movies).where(eq(movies.libraryId, library.id)));
  const castOf = async (movieId: number) =>
    (
      await db
        .select({ name: actors.name })
        .from(movieActors)
        .innerJoin(actors, eq(actors.id, movieActors.actorId))
        .where(eq(movieActors.movieId, movieId))
    ).map(({ name }) => name);

  test("gives ids, locks, cast and ratings, once", async () => {
    const { library, root } = await home.library(db, { type: "movie", files: { "Ferry (2001)/Ferry.mkv": "film" } });
    await scan(library);
    writeBelow(root, "Ferry (2001)/Ferry.nfo", text);
    await scan(library);
    const film = await readFilm(library);
    expect(film).toMatchObject({ tmdbId: 61, tvdbId: 62, rating: 9, voteCount: 12, version: 2 });
    expect(film).toMatchObject({ plotLocked: true, ratingLocked: true, actorsOrderLocked: true });
    expect(await castOf(film.id)).toEqual(["Ada Bloom"]);
    expect(await ratingsOf("movie", film.id)).toEqual(["imdb 90/100 12"]);
    expect(await changedBy("movie", film.id)).toEqual(["cast", "rating", "tmdbId", "tvdbId"]);

    await db.update(movies).set({ plotLocked: false, actorsOrderLocked: false }).where(eq(movies.id, film.id));
    rewrite(
      root,
      "Ferry (2001)/Ferry.nfo",
      text.replace("Ada Bloom", "Cleo Dahl").replace(">61<", ">63<").replace("</movie>", "<plot>New.</plot></movie>"),
    );
    await scan(library);
    expect(await readFilm(library)).toMatchObject({ tmdbId: 61, plot: "New.", version: 3, plotLocked: false });
    expect(await castOf(film.id)).toEqual(["Ada Bloom"]);
  });

  test("gives no ids to a film that is identified or whose name carries one, and keeps who was taken out", async () => {
    const path = "Ferry (2001) {imdb-tt0000077}/Ferry.mkv";
    const named = await home.library(db, { type: "movie", files: { [path]: "film" } });
    const known = await home.library(db, { type: "movie", files: { "Ferry (2001)/Ferry.mkv": "film" } });
    await scan(named.library);
    await scan(known.library);
    const { id: movieId } = await readFilm(known.library);
    await db.update(movies).set({ identificationStatus: "enriched" }).where(eq(movies.id, movieId));
    const [person] = await db.insert(actors).values({ name: "Gone", nameNormalized: "gone" }).returning();
    await db.insert(movieActors).values({ movieId, actorId: person?.id ?? 0, removed: true });
    writeBelow(named.root, path.replace(".mkv", ".nfo"), text);
    writeBelow(known.root, "Ferry (2001)/Ferry.nfo", text);
    await scan(named.library);
    await scan(known.library);
    expect(await readFilm(named.library)).toMatchObject({ tmdbId: null, tvdbId: null, imdbId: "tt0000077" });
    expect(await readFilm(known.library)).toMatchObject({ tmdbId: null, tvdbId: null, titleLocked: true });
    expect(await castOf(movieId)).toEqual(["Gone"]);
  });
});
