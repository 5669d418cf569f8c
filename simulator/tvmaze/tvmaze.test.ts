import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { type Simulator, startSimulator } from "../server.ts";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ artworkScale: 0.1 });
});
afterAll(() => simulator.close());
beforeEach(() => {
  simulator.setFaults({ limits: { tvmaze: 0 } });
  simulator.setChanged({});
});

const ask = (path: string, init: RequestInit = {}) => fetch(`${simulator.tvmazeBaseUrl}${path}`, init);
const get = async <T>(path: string, shape: z.ZodType<T>): Promise<T> => shape.parse(await (await ask(path)).json());
const show = z.looseObject({ id: z.number(), name: z.string() });

test("a look-up answers where the series is", async () => {
  const answer = await ask("/lookup/shows?thetvdb=81189", { redirect: "manual" });
  expect([answer.status, answer.headers.get("location")]).toEqual([301, `${simulator.tvmazeBaseUrl}/shows/169`]);
  expect(await get("/lookup/shows?imdb=tt0303461", show)).toMatchObject({ id: 180, name: "Firefly" });
  expect((await ask("/lookup/shows?imdb=tt0000000")).status).toBe(404);
});

test("namesakes are found, the best match first", async () => {
  const found = await get("/search/shows?q=the+office", z.array(z.object({ score: z.number(), show })));
  expect(found.map((one) => one.show.id)).toEqual([526, 1040]);
  expect(await get("/singlesearch/shows?q=firefly", show)).toMatchObject({ id: 180 });
});

test("episodes, seasons and cast are embedded, specials are not", async () => {
  const embedded = z.object({
    _embedded: z.object({
      episodes: z.array(z.object({ season: z.number(), number: z.number() })),
      cast: z.array(z.object({ person: z.object({ name: z.string() }), character: z.object({ name: z.string() }) })),
      seasons: z.array(z.object({ number: z.number(), episodeOrder: z.number() })),
    }),
  });
  const path = "/shows/169?embed[]=episodes&embed[]=cast&embed[]=seasons";
  const { _embedded: found } = await get(path, embedded);
  expect([found.episodes.length, found.seasons.length]).toEqual([62, 5]);
  expect(found.cast[0]).toEqual({ person: { name: "Bryan Cranston" }, character: { name: "Walter White" } });
});

test("specials come when they are asked for, without a number", async () => {
  const episodes = z.array(z.object({ number: z.number().nullable(), type: z.string(), season: z.number() }));
  expect(await get("/shows/335/episodes", episodes)).toHaveLength(12);
  const all = await get("/shows/335/episodes?specials=1", episodes);
  expect(all.filter(({ number }) => number === null)).toEqual([
    { number: null, type: "significant_special", season: 1 },
    { number: null, type: "significant_special", season: 2 },
    { number: null, type: "significant_special", season: 3 },
  ]);
});

test("updates tell the second of the last change", async () => {
  simulator.setChanged({ tvmazeShows: [169] });
  const times = z.record(z.string(), z.number());
  expect(Object.keys(await get("/updates/shows?since=day", times))).toEqual(["169"]);
  expect(Object.keys(await get("/updates/shows", times)).length).toBeGreaterThan(20);
});

test("pictures are served in both sizes", async () => {
  const pictured = z.object({ image: z.object({ medium: z.string(), original: z.string() }) });
  const { image } = await get("/shows/169", pictured);
  for (const url of [image.medium, image.original])
    expect((await fetch(url)).headers.get("content-type")).toBe("image/jpeg");
});

test("more than twenty in ten seconds are too many", async () => {
  simulator.setFaults({});
  simulator.requests.reset();
  const answers = await Promise.all(Array.from({ length: 22 }, () => ask("/shows/169")));
  const refused = answers.filter(({ status }) => status === 429);
  expect([refused.length, refused[0]?.headers.get("retry-after")]).toEqual([2, "10"]);
});
