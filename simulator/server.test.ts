import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Simulator, startSimulator } from "./server.ts";

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ artworkScale: 0.05, faults: { requestsPerSecond: 0 } });
});
afterAll(() => simulator.close());
beforeEach(() => {
  simulator.setFaults({});
  simulator.requests.reset();
});

const bearer = { headers: { authorization: "Bearer a-key" } };
const ask = (path: string, init: RequestInit = bearer) => fetch(`${simulator.tmdbBaseUrl}${path}`, init);
const search = async (query: string) => {
  const found = z.object({
    results: z.array(z.object({ id: z.number(), title: z.string() })),
    total_results: z.number(),
  });
  return found.parse(await (await ask(`/search/movie?${query}`)).json());
};
const movie = z.looseObject({
  title: z.string(),
  overview: z.string(),
  images: z.object({ posters: z.array(z.object({ iso_639_1: z.string().nullable() })) }).optional(),
});
const askMovie = async (path: string) => movie.parse(await (await ask(path)).json());

describe("keys", () => {
  test("a request without a key is refused in TMDB's words", async () => {
    const response = await ask("/movie/603", {});
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ status_code: 7, success: false });
  });

  test("a key is accepted as bearer token and as api_key", async () => {
    expect((await ask("/authentication")).status).toBe(200);
    expect((await ask("/authentication?api_key=a-key", {})).status).toBe(200);
  });

  test("only the given keys are good when some are given", async () => {
    simulator.setFaults({ apiKeys: ["the-good-one"] });
    expect((await ask("/authentication")).status).toBe(401);
    expect((await ask("/authentication?api_key=the-good-one", {})).status).toBe(200);
  });

  test("the log keeps no key", async () => {
    await ask("/movie/603?api_key=very-secret", {});
    expect(JSON.stringify(simulator.requests.list())).not.toContain("very-secret");
  });
});

describe("search", () => {
  test("finds a film by its original, translated and alternative title", async () => {
    for (const title of ["千と千尋の神隠し", "Chihiros Reise ins Zauberland", "Sen and Chihiro's Spirited Away"]) {
      expect((await search(`query=${encodeURIComponent(title)}`)).results[0]?.id, title).toBe(129);
    }
  });

  test("minds neither case nor accents nor punctuation", async () => {
    expect((await search("query=amelie")).results[0]?.id).toBe(194);
    expect((await search("query=wall%20e")).results[0]?.id).toBe(10681);
    expect((await search("query=BLADE+RUNNER%3A+2049")).results[0]?.id).toBe(335984);
  });

  test("offers every film of a title and only the right one with the year", async () => {
    expect((await search("query=the+thing")).results.map(({ id }) => id)).toEqual(
      expect.arrayContaining([1091, 60935, 10785]),
    );
    expect((await search("query=the+thing&primary_release_year=2011")).results.map(({ id }) => id)).toEqual([60935]);
    expect((await search("query=dune&year=1984")).results.map(({ id }) => id)).toEqual([841]);
  });

  test("answers in the language asked for", async () => {
    expect((await search("query=matrix&language=de-DE")).results[0]?.title).toBe("Matrix");
    expect((await search("query=spirited+away&language=fr")).results[0]?.title).toBe("Le Voyage de Chihiro");
  });

  test("nothing found is an empty list, no query an error", async () => {
    expect(await search("query=zzzz")).toMatchObject({ results: [], total_results: 0 });
    expect((await ask("/search/movie")).status).toBe(422);
    expect((await ask("/search/movie?query=x&page=0")).status).toBe(400);
  });
});

describe("films", () => {
  test("find knows films by their IMDb id", async () => {
    const response = await ask("/find/tt1254207?external_source=imdb_id");
    expect(await response.json()).toMatchObject({
      movie_results: [{ id: 10378, title: "Big Buck Bunny" }],
      tv_results: [],
    });
  });

  test("find knows a film by its TVDB id", async () => {
    expect(await (await ask("/find/169?external_source=tvdb_id")).json()).toMatchObject({
      movie_results: [{ id: 603 }],
    });
  });

  test("a translation leaves its title empty where it is the original one", async () => {
    const body = z.object({
      translations: z.array(z.object({ iso_639_1: z.string(), data: z.object({ title: z.string() }) })),
    });
    const { translations } = body.parse(await (await ask("/movie/129/translations")).json());
    expect(Object.fromEntries(translations.map(({ iso_639_1, data }) => [iso_639_1, data.title]))).toEqual({
      en: "Spirited Away",
      ja: "",
      de: "Chihiros Reise ins Zauberland",
      fr: "Le Voyage de Chihiro",
    });
  });

  test("one request brings everything that is appended", async () => {
    const parts = "credits,images,videos,release_dates,external_ids,alternative_titles,translations,keywords";
    const body = await askMovie(`/movie/603?append_to_response=${parts}`);
    for (const part of parts.split(",")) expect(body, part).toHaveProperty(part);
  });

  test("a film without a translation keeps its title and has no overview", async () => {
    expect(await askMovie("/movie/389?language=ja-JP")).toMatchObject({ title: "12 Angry Men", overview: "" });
  });

  test("a language alone hides pictures of other languages and textless ones", async () => {
    const languagesOf = async (query: string) => {
      const body = await askMovie(`/movie/603?append_to_response=images&${query}`);
      return [...new Set(body.images?.posters.map((poster) => poster.iso_639_1))].sort();
    };
    expect(await languagesOf("language=de-DE")).toEqual(["de"]);
    expect(await languagesOf("language=de-DE&include_image_language=de,null")).toEqual(["de", null]);
    expect(await languagesOf("")).toEqual(["de", "en", "fr", null]);
  });

  test("an unknown film is 404 in TMDB's words", async () => {
    const response = await ask("/movie/1");
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ status_code: 34 });
  });

  test("more than twenty appended parts are refused", async () => {
    expect((await ask(`/movie/603?append_to_response=${Array(21).fill("credits").join(",")}`)).status).toBe(400);
  });

  test("an unchanged answer is 304", async () => {
    const tag = (await ask("/movie/603")).headers.get("etag") ?? "";
    const again = await ask("/movie/603", { headers: { ...bearer.headers, "if-none-match": tag } });
    expect(again.status).toBe(304);
  });
});

describe("counting", () => {
  test("more than the limit within a second is 429 with Retry-After", async () => {
    simulator.setFaults({ requestsPerSecond: 5 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask("/movie/603")));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(answers.find(({ status }) => status === 429)?.headers.get("retry-after")).toBe("1");
    expect(simulator.requests.peakPerSecond()).toBe(8);
  });

  test("requests are counted by path", async () => {
    await ask("/movie/603");
    await ask("/movie/603?language=de");
    expect(simulator.requests.byPath()).toEqual({ "/3/movie/603": 2 });
    expect(simulator.requests.count("language=de")).toBe(1);
  });
});
