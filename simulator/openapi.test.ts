import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Simulator, startSimulator } from "./server.ts";

/** Where TMDB's OpenAPI document lies; these tests are skipped without it, because the project does not ship it. */
const file = process.env.TMDB_OPENAPI_FILE;

/**
 * The document's schemas were made from examples, so none says that a field may be null.
 * The real service answers null for these: no picture, no collection, nothing known.
 */
const nullable = new Set([
  ...["backdrop_path", "poster_path", "profile_path", "logo_path", "belongs_to_collection", "iso_639_1"],
  ...[
    "birthday",
    "deathday",
    "homepage",
    "place_of_birth",
    "wikidata_id",
    "facebook_id",
    "instagram_id",
    "twitter_id",
    "imdb_id",
  ],
  ...["still_path", "air_date", "runtime", "last_episode_to_air", "last_air_date", "network"],
  ...["freebase_mid", "freebase_id", "tvrage_id", "tiktok_id", "youtube_id"],
]);

type Schema = {
  type?: string | undefined;
  properties?: Record<string, Schema> | undefined;
  items?: Schema | undefined;
  required?: string[] | undefined;
};
const schema: z.ZodType<Schema> = z.looseObject({
  type: z.string().optional(),
  get properties() {
    return z.record(z.string(), schema).optional();
  },
  get items() {
    return schema.optional();
  },
  required: z.array(z.string()).optional(),
});
const operation = z.object({
  responses: z.record(z.string(), z.object({ content: z.object({ "application/json": z.object({ schema }) }) })),
});
const openapi = z.object({ paths: z.record(z.string(), z.looseObject({ get: z.unknown().optional() })) });

const kinds: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  array: Array.isArray,
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  integer: Number.isInteger,
  number: (value) => typeof value === "number",
};

/** What is wrong with the value: a wrong type, a field the schema has and the answer lacks, one that it does not know. */
function faultsOf(value: unknown, { at, wanted }: { at: string; wanted: Schema }): string[] {
  const name = at.split(".").at(-1) ?? "";
  if (value === null) return nullable.has(name) || wanted.type === undefined ? [] : [`${at} is null`];
  if (wanted.type !== undefined && !kinds[wanted.type]?.(value)) return [`${at} is no ${wanted.type}`];
  if (Array.isArray(value)) {
    const { items } = wanted;
    return items === undefined ? [] : value.flatMap((item) => faultsOf(item, { at: `${at}[]`, wanted: items }));
  }
  if (wanted.properties === undefined || typeof value !== "object") return [];
  const given = new Map<string, unknown>(Object.entries(value));
  const missing = Object.keys(wanted.properties).filter((key) => !given.has(key));
  const known = Object.entries(wanted.properties).flatMap(([key, inner]) =>
    given.has(key) ? faultsOf(given.get(key), { at: `${at}.${key}`, wanted: inner }) : [],
  );
  return [...missing.map((key) => `${at}.${key} is missing`), ...known];
}

describe.skipIf(file === undefined)(
  "answers fit TMDB's OpenAPI document (skipped unless TMDB_OPENAPI_FILE names it)",
  () => {
    let simulator: Simulator;
    let paths: z.infer<typeof openapi>["paths"];
    beforeAll(async () => {
      paths = openapi.parse(JSON.parse(readFileSync(file ?? "", "utf8"))).paths;
      simulator = await startSimulator({ faults: { requestsPerSecond: 0 }, synthetic: 3, artworkScale: 0.05 });
    });
    afterAll(() => simulator.close());

    function schemaOf(path: string, status: number): Schema {
      const found = operation.parse(paths[path]?.get).responses[String(status)];
      expect(found, `${path} ${status} in the document`).toBeDefined();
      return found?.content["application/json"].schema ?? {};
    }

    async function check(path: string, asked: string, status = 200): Promise<void> {
      const answer = await fetch(`${simulator.url}${asked}`, {
        headers: { authorization: status === 401 ? "" : "Bearer a-key" },
      });
      expect(answer.status, asked).toBe(status);
      expect(faultsOf(await answer.json(), { at: asked, wanted: schemaOf(path, status) })).toEqual([]);
    }

    const parts = [
      "alternative_titles",
      "credits",
      "external_ids",
      "images",
      "keywords",
      "release_dates",
      "translations",
      "videos",
    ];
    const filmIds = [603, 129, 10378, 593, 1_900_001, 1_900_002, 900_002];

    test("configuration and keys", async () => {
      await check("/3/configuration", "/3/configuration");
      await check("/3/authentication", "/3/authentication");
      await check("/3/authentication", "/3/authentication", 401);
    });

    test("search and find", async () => {
      for (const query of ["the", "matrix&language=de-DE", "zzzz"])
        await check("/3/search/movie", `/3/search/movie?query=${query}`);
      await check("/3/find/{external_id}", "/3/find/tt0133093?external_source=imdb_id");
    });

    test.each(filmIds)("film %i with every part", async (id) => {
      await check("/3/movie/{movie_id}", `/3/movie/${id}?append_to_response=${parts.join(",")}`);
      for (const part of parts) await check(`/3/movie/{movie_id}/${part}`, `/3/movie/${id}/${part}`);
    });

    const series = "/3/tv/{series_id}";
    const showParts = [
      ...["aggregate_credits", "alternative_titles", "credits", "episode_groups", "external_ids", "images"],
      ...["keywords", "translations", "videos"],
    ];

    test.each([1396, 1437, 37_854, 95_396, 990_001, 2224])("series %i with every part", async (id) => {
      await check(series, `/3/tv/${id}?append_to_response=content_ratings,${showParts.join(",")}`);
      for (const part of showParts) await check(`${series}/${part}`, `/3/tv/${id}/${part}`);
      const season = id === 2224 ? 29 : 1;
      const ofSeason = `${series}/season/{season_number}`;
      await check(ofSeason, `/3/tv/${id}/season/${season}?append_to_response=credits,images`);
      for (const part of ["aggregate_credits", "credits", "external_ids", "images", "translations", "videos"])
        await check(`${ofSeason}/${part}`, `/3/tv/${id}/season/${season}/${part}`);
      const ofEpisode = `${ofSeason}/episode/{episode_number}`;
      await check(ofEpisode, `/3/tv/${id}/season/${season}/episode/1?append_to_response=credits,images`);
      for (const part of ["credits", "external_ids", "images", "translations", "videos"])
        await check(`${ofEpisode}/${part}`, `/3/tv/${id}/season/${season}/episode/1/${part}`);
    });

    test("search, find and other orders of series", async () => {
      for (const query of ["the", "kampfstern galactica&language=de-DE", "zzzz"])
        await check("/3/search/tv", `/3/search/tv?query=${query}`);
      await check("/3/find/{external_id}", "/3/find/tt0303461?external_source=imdb_id");
      const groups = z.object({ results: z.array(z.object({ id: z.string() })) });
      for (const id of [1437, 37_854, 71_446]) {
        const answer = await fetch(`${simulator.url}/3/tv/${id}/episode_groups?api_key=a-key`);
        for (const group of groups.parse(await answer.json()).results)
          await check("/3/tv/episode_group/{tv_episode_group_id}", `/3/tv/episode_group/${group.id}`);
      }
    });

    test("collections and people", async () => {
      await check("/3/collection/{collection_id}", "/3/collection/2344?language=de");
      await check("/3/collection/{collection_id}/images", "/3/collection/2344/images");
      await check("/3/person/{person_id}", "/3/person/6384");
      await check("/3/collection/{collection_id}/translations", "/3/collection/2344/translations");
      await check("/3/person/{person_id}/images", "/3/person/6384/images");
      await check("/3/person/{person_id}/external_ids", "/3/person/6384/external_ids");
      await check("/3/person/{person_id}/combined_credits", "/3/person/6384/combined_credits");
    });
  },
);
