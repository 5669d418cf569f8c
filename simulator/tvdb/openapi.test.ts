import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Simulator, startSimulator } from "../server.ts";
import { readYaml } from "./testing-yaml.ts";

/** Where TVDB's OpenAPI document lies; these tests are skipped without it, because the project does not ship it. */
const file = process.env.TVDB_OPENAPI_FILE;

type Schema = {
  type?: string | undefined;
  $ref?: string | undefined;
  properties?: Record<string, Schema> | undefined;
  items?: Schema | undefined;
};
const schema: z.ZodType<Schema> = z.looseObject({
  type: z.string().optional(),
  $ref: z.string().optional(),
  get properties() {
    return z.record(z.string(), schema).optional();
  },
  get items() {
    return schema.optional();
  },
});
const operation = z.object({
  responses: z.record(
    z.string(),
    z.looseObject({ content: z.object({ "application/json": z.object({ schema }) }).optional() }),
  ),
});
const openapi = z.object({
  paths: z.record(z.string(), z.looseObject({ get: z.unknown().optional() })),
  components: z.looseObject({ schemas: z.record(z.string(), schema) }),
});

const kinds: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: (value) => typeof value === "object" && !Array.isArray(value),
  array: Array.isArray,
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  integer: Number.isInteger,
  number: (value) => typeof value === "number",
};

/** Fields of a record the service may leave out; it answers null for nearly everything else it does not know. */
const optional = new Set([
  ...["airsAfterSeason", "airsBeforeEpisode", "airsBeforeSeason", "tagOptions", "nominees", "tagline", "lists"],
  ...["episodeId", "movieId", "networkId", "peopleId", "seasonId", "seriesId", "seriesPeopleId", "order"],
  ...["aliases", "isAlias", "isPrimary", "episode", "overview"],
]);
/** What the service sends and its document does not name. */
const undocumented = new Set(["remote_ids", "links"]);
/** Of these the service only sends the fields it has something for. */
const sparse = new Set(["SearchResult", "SearchByRemoteIdResult", "Translation"]);

describe.skipIf(file === undefined)(
  "answers fit TVDB's OpenAPI document (skipped unless TVDB_OPENAPI_FILE names it)",
  () => {
    let simulator: Simulator;
    let document: z.infer<typeof openapi>;
    let headers: { authorization: string };
    beforeAll(async () => {
      document = openapi.parse(readYaml(readFileSync(file ?? "", "utf8")));
      simulator = await startSimulator({ artworkScale: 0.1, faults: { requestsPerSecond: 0 } });
      const login = await fetch(`${simulator.tvdbBaseUrl}/login`, { method: "POST", body: '{"apikey":"a-key"}' });
      const { data } = z.object({ data: z.object({ token: z.string() }) }).parse(await login.json());
      headers = { authorization: `Bearer ${data.token}` };
    });
    afterAll(() => simulator.close());

    function faultsOf(value: unknown, { at, wanted: given }: { at: string; wanted: Schema }): string[] {
      const name = given.$ref?.split("/").at(-1) ?? "";
      const wanted = name === "" ? given : (document.components.schemas[name] ?? {});
      if (value === null) return [];
      if (wanted.type !== undefined && !kinds[wanted.type]?.(value)) return [`${at} is no ${wanted.type}`];
      if (Array.isArray(value)) {
        const { items } = wanted;
        return items === undefined ? [] : value.flatMap((item) => faultsOf(item, { at: `${at}[]`, wanted: items }));
      }
      const { properties } = wanted;
      if (properties === undefined || typeof value !== "object") return [];
      const fields = Object.entries(value);
      const has = new Set(fields.map(([key]) => key));
      const missing = sparse.has(name)
        ? []
        : Object.keys(properties).filter((key) => !has.has(key) && !optional.has(key));
      return [
        ...missing.map((key) => `${at}.${key} is missing`),
        ...fields.flatMap(([key, inner]) => {
          const known = properties[key];
          if (known !== undefined) return faultsOf(inner, { at: `${at}.${key}`, wanted: known });
          return undocumented.has(key) ? [] : [`${at}.${key} is not in the document`];
        }),
      ];
    }

    async function check(path: string, asked: string): Promise<unknown> {
      const answer = await fetch(`${simulator.tvdbBaseUrl}${asked}`, { headers });
      expect(answer.status, asked).toBe(200);
      const wanted = operation.parse(document.paths[path]?.get).responses["200"]?.content?.["application/json"].schema;
      expect(wanted, `${path} in the document`).toBeDefined();
      const body: unknown = await answer.json();
      expect(new Set(faultsOf(body, { at: path, wanted: wanted ?? {} }))).toEqual(new Set());
      return body;
    }

    test.each([81_189, 78_874, 267_440, 371_980, 71_663])("series %i", async (id) => {
      await check("/series/{id}", `/series/${id}`);
      for (const query of ["", "?meta=translations", "?meta=episodes&short=true"])
        await check("/series/{id}/extended", `/series/${id}/extended${query}`);
      await check("/series/{id}/artworks", `/series/${id}/artworks`);
      await check("/series/{id}/translations/{language}", `/series/${id}/translations/eng`);
      const list = z.object({ data: z.object({ episodes: z.array(z.object({ id: z.number() })) }) });
      const body = list.parse(await check("/series/{id}/episodes/{season-type}", `/series/${id}/episodes/official`));
      for (const episode of [body.data.episodes[0]?.id, body.data.episodes.at(-1)?.id]) {
        await check("/episodes/{id}/extended", `/episodes/${episode}/extended?meta=translations`);
        await check("/episodes/{id}/translations/{language}", `/episodes/${episode}/translations/eng`);
      }
    });

    test("seasons of every order", async () => {
      const seasons = z.object({ data: z.object({ seasons: z.array(z.object({ id: z.number() })) }) });
      const extended = await fetch(`${simulator.tvdbBaseUrl}/series/78874/extended`, { headers });
      for (const { id } of seasons.parse(await extended.json()).data.seasons)
        await check("/seasons/{id}/extended", `/seasons/${id}/extended`);
    });

    test("search, people, films, types and updates", async () => {
      await check("/search", "/search?query=the&type=series");
      await check("/search", "/search?query=matrix");
      await check("/search/remoteid/{remoteId}", "/search/remoteid/tt0303461");
      await check("/artwork/types", "/artwork/types");
      await check("/companies/types", "/companies/types");
      await check("/movies/{id}/extended", "/movies/169/extended?meta=translations");
      simulator.setChanged({ tvdbSeries: [81_189], tvdbEpisodes: [1, 2] });
      await check("/updates", "/updates?since=0");
      const cast = z.object({ data: z.object({ characters: z.array(z.object({ peopleId: z.number() })) }) });
      const extended = await fetch(`${simulator.tvdbBaseUrl}/series/78874/extended`, { headers });
      const person = cast.parse(await extended.json()).data.characters[0]?.peopleId;
      await check("/people/{id}", `/people/${person}`);
      await check("/people/{id}/extended", `/people/${person}/extended`);
    });
  },
);
