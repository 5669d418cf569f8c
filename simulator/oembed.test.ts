import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { probeMedia } from "#lib/files/probe.ts";
import { type Simulator, startSimulator } from "./server.ts";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ artworkScale: 0.05 });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.setVideos({}));

const watch = (key: string) => encodeURIComponent(`https://www.youtube.com/watch?v=${key}`);
const youtube = async (key: string) =>
  (await fetch(`${simulator.youtubeBaseUrl}/oembed?url=${watch(key)}&format=json`)).status;
const vimeo = async (id: string) =>
  (await fetch(`${simulator.vimeoBaseUrl}/api/oembed.json?url=${encodeURIComponent(`https://vimeo.com/${id}`)}`))
    .status;

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

describe("the page of a video", () => {
  const page = async (key: string) => (await fetch(`${simulator.youtubeBaseUrl}/watch?v=${key}`)).status;

  test("is there unless it is private or gone", async () => {
    expect(await Promise.all(["sim00000603", "frb00000001", "prv00000001", "gon00000001"].map(page))).toEqual([
      200, 200, 403, 404,
    ]);
    simulator.setVideos({ sim00000603: 429 });
    expect(await page("sim00000603")).toBe(429);
    expect((await fetch(`${simulator.vimeoBaseUrl}/76979871`)).status).toBe(200);
  });

  test("names a file of its own that can be had in parts", async () => {
    const file = `${simulator.youtubeBaseUrl}/files/sim00000603.mp4`;
    const whole = await fetch(file);
    const bytes = Buffer.from(await whole.arrayBuffer());
    const other = await fetch(`${simulator.youtubeBaseUrl}/files/sim00000604.mp4`);
    expect(Buffer.from(await other.arrayBuffer()).equals(bytes)).toBe(false);
    const part = await fetch(file, {
      headers: { range: "bytes=100-199", "if-range": whole.headers.get("etag") ?? "" },
    });
    expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes 100-199/${bytes.length}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(100, 200))).toBe(true);
    expect((await fetch(file, { headers: { range: "bytes=0-9", "if-range": '"other"' } })).status).toBe(200);
    expect((await fetch(file, { headers: { range: `bytes=${bytes.length}-` } })).status).toBe(416);
  });

  test("has a video of a minute and a half", async () => {
    const folder = await mkdtemp(join(tmpdir(), "metarr-video-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, "video.mp4");
    const bytes = await (await fetch(`${simulator.vimeoBaseUrl}/files/76979871.mp4`)).arrayBuffer();
    await writeFile(path, Buffer.from(bytes));
    const { container, durationSeconds, video } = await probeMedia(path);
    expect({ container, seconds: Math.round(durationSeconds ?? 0), height: video[0]?.height }).toEqual({
      ...{ container: "mp4", seconds: 90, height: 804 },
    });
  });
});
