import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { toMovie } from "./tmdb-movie.ts";
import {
  collectionSchema,
  configurationSchema,
  findSchema,
  imagesSchema,
  movieSchema,
  searchSchema,
  videosSchema,
} from "./tmdb-schemas.ts";

const folder = process.env.TMDB_RECORDED_DIR ?? "";

/** Recorded answers of the real TMDB, by what they answer. Those of series and people have no reader yet: they only must be JSON. */
const schemas: Record<string, z.ZodType> = {
  "collections-details.json": collectionSchema,
  "collections-images.json": imagesSchema,
  "configuration-details.json": configurationSchema,
  "find-movie_results.json": findSchema,
  "find-tv_results.json": findSchema,
  "movies-details_with_append_to_response.json": movieSchema,
  "movies-images.json": imagesSchema,
  "movies-videos.json": videosSchema,
  "search-movie.json": searchSchema,
};

const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));

// TMDB_RECORDED_DIR names a folder of recorded answers, which are not ours to hand on: without it nothing is read.
describe.skipIf(!existsSync(folder))("recorded answers of TMDB (skipped unless TMDB_RECORDED_DIR names them)", () => {
  test.each(existsSync(folder) ? readdirSync(folder) : [])("%s is understood", (name) => {
    const parsed = (schemas[name] ?? z.record(z.string(), z.unknown())).safeParse(read(name));
    expect(parsed.error).toBeUndefined();
  });

  test("no entry of a list is lost", () => {
    const raw = z.object({ results: z.array(z.unknown()) }).parse(read("search-movie.json"));
    expect(searchSchema.parse(raw).results).toHaveLength(raw.results.length);
    const images = imagesSchema.parse(read("movies-images.json"));
    expect(images.posters.length + images.backdrops.length + images.logos.length).toBeGreaterThan(100);
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
});
