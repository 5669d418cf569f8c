import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { toMovie } from "./tmdb-movie.ts";
import { toPerson } from "./tmdb-person.ts";
import {
  collectionSchema,
  configurationSchema,
  findSchema,
  imagesSchema,
  movieSchema,
  personSchema,
  searchSchema,
  videosSchema,
} from "./tmdb-schemas.ts";
import { toSeries } from "./tmdb-series.ts";
import {
  episodeGroupSchema,
  seasonsSchema,
  seriesFindSchema,
  seriesSchema,
  seriesSearchSchema,
} from "./tmdb-series-schemas.ts";

const folder = process.env.TMDB_RECORDED_DIR ?? "";

/** Seasons and episodes are read where they are appended to their series. */
const appended = (season: unknown) => ({ id: 1, "season/1": season });
const readSeason = (season: unknown) => seasonsSchema.parse(appended(season))[0]?.episodes;
const oneSeason = z.unknown().refine((season) => readSeason(season)?.length === 10);
const oneEpisode = z.unknown().refine((episode) => readSeason({ season_number: 1, episodes: [episode] })?.length === 1);

/** Recorded answers of the real TMDB, and the schema of the client that reads them. */
const schemas: Record<string, z.ZodType> = {
  "collections-details.json": collectionSchema,
  "collections-images.json": imagesSchema,
  "configuration-details.json": configurationSchema,
  "find-movie_results.json": findSchema,
  "find-tv_results.json": seriesFindSchema,
  "movies-details_with_append_to_response.json": movieSchema,
  "movies-images.json": imagesSchema,
  "movies-videos.json": videosSchema,
  "people-details.json": personSchema,
  "people-images.json": personSchema.shape.images,
  "search-movie.json": searchSchema,
  "search-tv.json": seriesSearchSchema,
  "tv_episode_groups-details.json": episodeGroupSchema,
  "tv_episodes-details.json": oneEpisode,
  "tv_seasons-details.json": oneSeason,
  "tv_series-details_with_append_to_response.json": seriesSchema,
};

const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));

// TMDB_RECORDED_DIR names a folder of recorded answers, which are not ours to hand on: without it nothing is read.
describe.skipIf(!existsSync(folder))("recorded answers of TMDB (skipped unless TMDB_RECORDED_DIR names them)", () => {
  test.each(existsSync(folder) ? readdirSync(folder) : [])("%s is understood", (name) => {
    const parsed = schemas[name]?.safeParse(read(name));
    expect(parsed).toMatchObject({ success: true });
  });

  test("no entry of a list is lost", () => {
    const raw = z.object({ results: z.array(z.unknown()) }).parse(read("search-movie.json"));
    expect(searchSchema.parse(raw).results).toHaveLength(raw.results.length);
    const images = imagesSchema.parse(read("movies-images.json"));
    expect(images.posters.length + images.backdrops.length + images.logos.length).toBeGreaterThan(100);
    const season = z.object({ episodes: z.array(z.object({ guest_stars: z.array(z.unknown()) })) });
    const guestsOf = (episodes: { guest_stars: unknown[] }[]) => episodes.map(({ guest_stars }) => guest_stars.length);
    const [parsed] = seasonsSchema.parse(appended(read("tv_seasons-details.json")));
    expect(guestsOf(parsed?.episodes ?? [])).toEqual(guestsOf(season.parse(read("tv_seasons-details.json")).episodes));
    const group = z.object({ episode_count: z.number() }).parse(read("tv_episode_groups-details.json"));
    const { groups } = episodeGroupSchema.parse(read("tv_episode_groups-details.json"));
    expect(groups.map(({ order }) => order)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(groups.flatMap(({ episodes }) => episodes)).toHaveLength(group.episode_count);
  });

  test("a film arrives with everything it has", () => {
    const movie = toMovie(movieSchema.parse(read("movies-details_with_append_to_response.json")), {
      language: "en",
      region: "US",
    });
    expect(movie.ids).toMatchObject({ tmdb: 12313, imdb: "tt0409732" });
    expect(movie.fields).toMatchObject({
      title: "Rock Crystal",
      originalTitle: "Bergkristall",
      year: 2004,
      releaseDate: "2004-11-18",
      runtimeMinutes: 92,
      directors: ["Joseph Vilsmaier"],
      originalLanguage: "de",
      budget: null,
      tagline: expect.toSatisfy((value) => value === null || value.length > 0),
    });
    expect(movie.cast.length).toBeGreaterThan(20);
    expect(movie.cast[0]).toMatchObject({ tmdbId: 14632, role: "Susanne", order: 1 });
    expect(movie.externalIds.wikidataId).toBe("wikidata");
    expect(movie.artwork.map(({ assetType }) => assetType)).toEqual(
      expect.arrayContaining(["poster", "fanart", "clearlogo"]),
    );
  });

  test("a series arrives with everything it has", () => {
    const choice = { language: "de", region: "DE" };
    const series = toSeries(seriesSchema.parse(read("tv_series-details_with_append_to_response.json")), choice);
    expect(series.fields).toMatchObject({
      title: "Game of Thrones",
      year: 2011,
      firstAired: "2011-04-17",
      status: "ended",
      runtimeMinutes: 60,
      countries: ["United Kingdom", "United States of America"],
    });
    expect(series).toMatchObject({
      ids: { tmdb: 1399, tvdb: 366524, imdb: "tt2934286" },
      networks: ["HBO"],
      orders: [
        { id: "aired", label: "Aired order" },
        { id: "tmdb:5e9077d2e640d600151f32bd", label: "Aired Order" },
      ],
    });
    expect(series.certifications).toHaveLength(14);
    expect(series.fields.contentRating).toBe(
      series.certifications.find(({ region }) => region === "DE")?.certification,
    );
    expect(series.cast[0]).toMatchObject({
      name: "Pablo Schreiber",
      order: 1,
      role: expect.stringContaining("Master Chief"),
    });
    expect(series.crew.map(({ name }) => name)).toEqual(["David Benioff", "D.B. Weiss", "Kiera Tudway"]);
    expect(series.seasons.map(({ seasonNumber }) => seasonNumber)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(series.seasons.every(({ artwork }) => artwork.length === 1)).toBe(true);
  });

  test("a person arrives with what is known", () => {
    expect(toPerson(personSchema.parse(read("people-details.json")), { language: "en", region: "US" })).toMatchObject({
      tmdbId: 12312,
      imdbId: "nm0027323",
      birthday: "1926-08-08",
      deathday: "2017-08-31",
      birthPlace: "Long Branch, New Jersey, USA",
    });
  });
});
