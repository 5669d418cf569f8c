import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { type Simulator, startSimulator } from "./server.ts";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ artworkScale: 0.05 });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.setVideos({}));

const watch = (key: string) => encodeURIComponent(`https://www.youtube.com/watch?v=${key}`);
const youtube = async (key: string) =>
  (await fetch(`${simulator.youtubeOembedUrl}?url=${watch(key)}&format=json`)).status;
const vimeo = async (id: string) =>
  (await fetch(`${simulator.vimeoOembedUrl}?url=${encodeURIComponent(`https://vimeo.com/${id}`)}`)).status;

test("every video that TMDB lists is there", async () => {
  const listed = z.object({ results: z.array(z.object({ key: z.string() })) });
  for (const path of ["movie/603", "movie/10378", "tv/1396"]) {
    const response = await fetch(`${simulator.tmdbBaseUrl}/${path}/videos?api_key=k&include_video_language=de`);
    const { results } = listed.parse(await response.json());
    expect(results.length).toBeGreaterThan(0);
    for (const { key } of results) expect(await youtube(key), `${path} ${key}`).toBe(200);
  }
});

test("others are private, not to be embedded, or gone", async () => {
  expect(await Promise.all(["prv00000001", "frb00000001", "gon00000001", "whatelse123"].map(youtube))).toEqual([
    401, 403, 404, 404,
  ]);
  expect(await Promise.all(["76979871", "401000001", "403000001", "404000001"].map(vimeo))).toEqual([
    200, 401, 403, 404,
  ]);
  expect(await youtube("short")).toBe(400);
});

test("a video can be taken away", async () => {
  simulator.setVideos({ sim00000603: 404, "76979871": 403 });
  expect([await youtube("sim00000603"), await vimeo("76979871")]).toEqual([404, 403]);
});
