import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Simulator, startSimulator } from "./server.ts";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ artworkScale: 0.2, faults: { requestsPerSecond: 0 } });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.setFaults({}));

const ask = (path: string, headers: Record<string, string> = { "api-key": "project" }) =>
  fetch(`${simulator.fanartBaseUrl}${path}`, { headers });
const picture = z.looseObject({
  url: z.string(),
  lang: z.string(),
  likes: z.string(),
  season: z.string().optional(),
  disc: z.string().optional(),
  disc_type: z.string().optional(),
});
const answer = z.looseObject({ name: z.string() }).catchall(z.union([z.string(), z.array(picture)]));
const get = async (path: string) => answer.parse(await (await ask(path)).json());
const listOf = async (path: string, type: string) => z.array(picture).parse((await get(path))[type]);

test("a key is taken from the query and from the header, and a wrong one refused", async () => {
  simulator.setFaults({ keys: { fanart: ["project"] } });
  expect((await ask("/movies/603")).status).toBe(200);
  expect((await ask("/movies/603?api_key=project&client_key=mine", {})).status).toBe(200);
  for (const wrong of [await ask("/movies/603", {}), await ask("/movies/603?api_key=other", {})])
    expect(wrong.status).toBe(401);
  await ask("/movies/603?api_key=project&client_key=very-secret", {});
  expect(JSON.stringify(simulator.requests.list())).not.toContain("very-secret");
});

test("a film is known by TMDB's and IMDb's id, and one without artwork is 404 in its words", async () => {
  expect(await get("/movies/tt0133093")).toEqual(await get("/movies/603"));
  const none = await ask("/movies/604");
  expect([none.status, await none.json()]).toEqual([404, { status: "error", "error message": "Not found" }]);
  expect((await ask("/tv/990003")).status).toBe(404);
});

describe("what is told of pictures", () => {
  test("likes are text, and no words are an empty language or 00", async () => {
    const backgrounds = await listOf("/movies/603", "moviebackground");
    expect(backgrounds.map(({ lang }) => lang)).toEqual(["", "00"]);
    expect(Number(backgrounds[0]?.likes)).toBeGreaterThan(Number(backgrounds[1]?.likes));
  });

  test("discs have a number and a kind", async () => {
    for (const one of await listOf("/movies/603", "moviedisc"))
      expect(one).toMatchObject({ disc: "1", disc_type: expect.stringMatching(/^(bluray|dvd)$/) });
  });

  test("seasons are text, and backgrounds are for all", async () => {
    expect((await listOf("/tv/81189", "seasonposter")).map(({ season }) => season)).toEqual(["1", "2", "3"]);
    expect((await listOf("/tv/81189", "showbackground")).map(({ season }) => season)).toEqual(["all", "all"]);
  });
});

test("every kind of picture is served, and cut-out ones can be seen through", async () => {
  for (const path of ["/movies/603", "/tv/81189"]) {
    for (const [type, list] of Object.entries(await get(path))) {
      if (!Array.isArray(list)) continue;
      const response = await fetch(list[0]?.url ?? "");
      expect(response.status, type).toBe(200);
      const bytes = Buffer.from(await response.arrayBuffer());
      const isCutOut = /logo|art|disc/.test(type);
      expect((await sharp(bytes).stats()).isOpaque, type).toBe(!isCutOut);
    }
  }
  const [first] = await listOf("/movies/603", "movieposter");
  const small = await fetch((first?.url ?? "").replace("/fanart-images/fanart/", "/fanart-images/preview/"));
  expect((await sharp(Buffer.from(await small.arrayBuffer())).metadata()).width).toBeLessThanOrEqual(200);
});
