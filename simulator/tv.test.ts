import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Simulator, startSimulator } from "./server.ts";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ artworkScale: 0.05, faults: { requestsPerSecond: 0 } });
});
afterAll(() => simulator.close());
beforeEach(() => {
  simulator.setChanged({});
  simulator.setRetired({});
});

const ask = (path: string) => fetch(`${simulator.tmdbBaseUrl}${path}`, { headers: { authorization: "Bearer a-key" } });
const get = async <T>(path: string, shape: z.ZodType<T>): Promise<T> => shape.parse(await (await ask(path)).json());
const results = z.object({ results: z.array(z.object({ id: z.number() })), total_pages: z.number() });
const idsOf = async (path: string) => (await get(path, results)).results.map(({ id }) => id);

describe("finding series", () => {
  test("both namesakes are offered, and a year or another title tells them apart", async () => {
    expect(await idsOf("/search/tv?query=battlestar+galactica")).toEqual([1972, 501]);
    expect(await idsOf("/search/tv?query=battlestar+galactica&first_air_date_year=1978")).toEqual([501]);
    expect(await idsOf("/search/tv?query=the+office+uk")).toEqual([2996]);
    expect(await idsOf("/search/tv?query=Kampfstern%20Galactica")).toEqual([501]);
  });

  test("`year` means any year in which an episode aired", async () => {
    expect(await idsOf("/search/tv?query=house+of+cards&year=2016")).toEqual([1425]);
    expect(await idsOf("/search/tv?query=house+of+cards&first_air_date_year=2016")).toEqual([]);
  });

  test.each(["進撃の巨人", "Shingeki no Kyojin", "L'Attaque des Titans"])("%s is found", async (title) => {
    expect(await idsOf(`/search/tv?query=${encodeURIComponent(title)}`)).toEqual([1429]);
  });

  test("find knows series and episodes by the ids of IMDb and TVDB", async () => {
    const found = z.object({ tv_results: results.shape.results, tv_episode_results: results.shape.results });
    expect(await get("/find/78874?external_source=tvdb_id", found)).toMatchObject({ tv_results: [{ id: 1437 }] });
    const { tvdb_id, imdb_id } = await get(
      "/tv/1437/season/1/episode/11/external_ids",
      z.object({ tvdb_id: z.number(), imdb_id: z.string() }),
    );
    const episode = await get("/tv/1437/season/1/episode/11", z.object({ id: z.number() }));
    for (const asked of [`${tvdb_id}?external_source=tvdb_id`, `${imdb_id}?external_source=imdb_id`])
      expect((await get(`/find/${asked}`, found)).tv_episode_results).toEqual([{ id: episode.id }]);
  });
});

describe("orders", () => {
  const group = z.object({
    groups: z.array(z.object({ episodes: z.array(z.object({ name: z.string(), episode_number: z.number() })) })),
  });
  const groupOf = async (showId: number, type: number) => {
    const list = z.object({ results: z.array(z.object({ id: z.string(), type: z.number() })) });
    const found = (await get(`/tv/${showId}/episode_groups`, list)).results.find((entry) => entry.type === type);
    return (await get(`/tv/episode_group/${found?.id}`, group)).groups.map(({ episodes }) => episodes);
  };

  test("Firefly aired in another order than it has on disc", async () => {
    expect((await get("/tv/1437/season/1/episode/1", z.object({ name: z.string() }))).name).toBe("The Train Job");
    expect((await groupOf(1437, 3))[0]?.slice(0, 2)).toMatchObject([
      { name: "Serenity", episode_number: 11 },
      { name: "The Train Job", episode_number: 1 },
    ]);
  });

  test("the absolute order runs through all seasons without specials", async () => {
    const [all = []] = await groupOf(1429, 2);
    expect(all).toHaveLength(87);
    expect(all[25]).toMatchObject({ name: "Beast Titan", episode_number: 1 });
  });

  test("Netflix divides Money Heist otherwise", async () => {
    expect((await groupOf(71_446, 4)).map((part) => part.length)).toEqual([9, 6, 8, 8, 10]);
  });
});

describe("seasons", () => {
  test("one request brings twenty seasons, one more is refused", async () => {
    const parts = (count: number) => Array.from({ length: count }, (_, index) => `season/${index + 1}`).join(",");
    const season = z.object({ episodes: z.array(z.object({ name: z.string() })) });
    const body = await get(`/tv/456?append_to_response=${parts(20)}`, z.looseObject({ "season/20": season }));
    expect(body["season/20"].episodes).toHaveLength(21);
    expect((await ask(`/tv/456?append_to_response=${parts(21)}`)).status).toBe(400);
  });

  test("an episode without a title in the language is counted, and its text stays empty", async () => {
    const episode = z.object({ name: z.string(), overview: z.string() });
    expect(await get("/tv/1396/season/1/episode/1?language=de-DE", episode)).toMatchObject({ name: "Der Einstieg" });
    expect(await get("/tv/1396/season/2/episode/3?language=de-DE", episode)).toEqual({ name: "Folge 3", overview: "" });
  });

  test("what is still to come has no picture, and no date where only the month is known", async () => {
    const details = z.object({ next_episode_to_air: z.object({ air_date: z.string() }), last_air_date: z.string() });
    expect(await get("/tv/95396", details)).toEqual({
      next_episode_to_air: { air_date: "2031-01-09" },
      last_air_date: "2025-03-21",
    });
    const episode = z.object({ air_date: z.null(), still_path: z.null(), runtime: z.null() });
    await get("/tv/95396/season/3/episode/3", episode);
  });

  test("stills and posters are served in the size that is listed", async () => {
    const still = z.object({ still_path: z.string() });
    const { still_path } = await get("/tv/1396/season/1/episode/1", still);
    const poster = z.object({ poster_path: z.string() });
    const { poster_path } = await get("/tv/1396/season/2", poster);
    for (const path of [still_path, poster_path])
      expect((await fetch(`${simulator.imageBaseUrl}w185${path}`)).headers.get("content-type")).toBe("image/jpeg");
    expect((await fetch(`${simulator.imageBaseUrl}w185/still1396x1x99backdrop0.jpg`)).status).toBe(404);
  });
});

describe("people", () => {
  test("one person is in films and series", async () => {
    const credits = z.object({ cast: z.array(z.object({ media_type: z.string() })) });
    const { cast } = await get("/person/71580/combined_credits", credits);
    expect(new Set(cast.map(({ media_type }) => media_type))).toEqual(new Set(["movie", "tv"]));
  });

  test("names in their own script are told beside", async () => {
    const { cast } = await get("/tv/93405/credits", z.object({ cast: z.array(z.object({ id: z.number() })) }));
    const person = z.object({ also_known_as: z.array(z.string()) });
    expect((await get(`/person/${cast[0]?.id}`, person)).also_known_as).toEqual(["이정재"]);
  });

  test("parts can be appended", async () => {
    const body = await get("/person/71580?append_to_response=combined_credits,external_ids,images", z.looseObject({}));
    for (const part of ["combined_credits", "external_ids", "images"]) expect(body).toHaveProperty(part);
  });
});

describe("what changed and what is gone", () => {
  test("the feeds tell the ids of the days asked for, page by page", async () => {
    simulator.setChanged({
      movie: Array.from({ length: 130 }, (_, index) => index + 1),
      tv: [{ id: 1396, at: "2026-03-02T10:00:00Z" }, 1437],
    });
    expect(await get("/movie/changes", results)).toMatchObject({ total_pages: 2 });
    expect(await idsOf("/movie/changes?page=2")).toHaveLength(30);
    expect(await idsOf("/tv/changes")).toEqual([1437]);
    expect(await idsOf("/tv/changes?start_date=2026-03-01&end_date=2026-03-02")).toEqual([1396]);
    expect(await idsOf("/person/changes")).toEqual([]);
    expect((await ask("/tv/changes?start_date=2026-01-01&end_date=2026-03-01")).status).toBe(400);
  });

  test("a merged id is 404 in TMDB's words and in no search", async () => {
    simulator.setRetired({ tv: [1437], movie: [603], person: [71_580] });
    for (const path of ["/tv/1437", "/tv/1437/season/1", "/movie/603", "/person/71580"]) {
      const response = await ask(path);
      expect([response.status, await response.json()]).toMatchObject([404, { status_code: 34 }]);
    }
    expect(await idsOf("/search/tv?query=firefly")).toEqual([]);
    simulator.setRetired({});
    expect((await ask("/tv/1437")).status).toBe(200);
  });
});
