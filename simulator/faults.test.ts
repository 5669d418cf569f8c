import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "./server.ts";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ artworkScale: 0.05, faults: { requestsPerSecond: 0 } });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.setFaults({}));

const ask = (path: string, signal = AbortSignal.timeout(5_000)) =>
  fetch(`${simulator.url}${path}`, { headers: { authorization: "Bearer a-key" }, redirect: "manual", signal });
const PICTURE = "/t/p/original/film603poster0.jpg";

test("a rule strikes as often as it says and only its path", async () => {
  simulator.setFaults({ rules: [{ path: "/movie/603$", count: 2, status: 500 }] });
  const statuses = [];
  for (const path of ["/3/movie/603", "/3/movie/604", "/3/movie/603", "/3/movie/603"])
    statuses.push((await ask(path)).status);
  expect(statuses).toEqual([500, 200, 500, 200]);
});

test("a rule can let some requests pass first", async () => {
  simulator.setFaults({ rules: [{ skip: 1, status: 503 }] });
  expect([(await ask("/3/movie/603")).status, (await ask("/3/movie/603")).status]).toEqual([200, 503]);
});

test("a share of requests fails, the same ones in every run", async () => {
  const run = async () => {
    simulator.setFaults({ rules: [{ share: 0.3, status: 502 }] });
    const statuses: number[] = [];
    for (let times = 0; times < 40; times += 1) statuses.push((await ask("/3/configuration")).status);
    return statuses;
  };
  const first = await run();
  expect(first.filter((status) => status === 502).length).toBeGreaterThan(4);
  expect(first.filter((status) => status === 200).length).toBeGreaterThan(20);
  expect(await run()).toEqual(first);
});

test("429 comes with the Retry-After that is wanted", async () => {
  simulator.setFaults({ rules: [{ status: 429, retryAfter: 7 }] });
  expect((await ask("/3/movie/603")).headers.get("retry-after")).toBe("7");
});

test("an answer can be late", async () => {
  simulator.setFaults({ latencyMs: [120, 150] });
  const before = performance.now();
  await ask("/3/configuration");
  expect(performance.now() - before).toBeGreaterThanOrEqual(115);
});

test("a body can trickle", async () => {
  simulator.setFaults({ rules: [{ bytesPerSecond: 2_000 }] });
  const before = performance.now();
  const body = await (await ask("/3/configuration")).text();
  expect(performance.now() - before).toBeGreaterThan((body.length / 2_000) * 500);
  expect(JSON.parse(body)).toHaveProperty("images");
});

test("a request can stay unanswered or break off", async () => {
  simulator.setFaults({
    rules: [
      { path: "603", connection: "never" },
      { path: "604", connection: "reset" },
    ],
  });
  await expect(ask("/3/movie/603", AbortSignal.timeout(200))).rejects.toThrow();
  await expect(ask("/3/movie/604")).rejects.toThrow();
});

describe("wrong bodies", () => {
  test("JSON can be garbage, empty or an empty object", async () => {
    simulator.setFaults({
      rules: [
        { body: "garbage", count: 1 },
        { body: "empty", count: 1 },
        { body: "emptyObject", count: 1 },
      ],
    });
    await expect((await ask("/3/movie/603")).json()).rejects.toThrow();
    expect(await (await ask("/3/movie/603")).text()).toBe("");
    expect(await (await ask("/3/movie/603")).json()).toEqual({});
  });

  test("a picture can be a page that claims to be a picture", async () => {
    simulator.setFaults({ rules: [{ body: "html", contentType: "image/jpeg" }] });
    const response = await ask(PICTURE);
    expect(response.headers.get("content-type")).toBe("image/jpeg");
    expect(await response.text()).toContain("<!doctype html>");
  });

  test("a picture can be half, well sent or broken off", async () => {
    const whole = Number((await ask(PICTURE)).headers.get("content-length"));
    simulator.setFaults({
      rules: [
        { body: "truncated", count: 1 },
        { body: "cut", count: 1 },
      ],
    });
    expect((await (await ask(PICTURE)).arrayBuffer()).byteLength).toBe(Math.floor(whole / 2));
    await expect(ask(PICTURE).then((response) => response.arrayBuffer())).rejects.toThrow();
  });

  test("an answer can send the client elsewhere", async () => {
    simulator.setFaults({ rules: [{ redirect: "http://127.0.0.1:1/elsewhere" }] });
    const response = await ask("/3/movie/603");
    expect([response.status, response.headers.get("location")]).toEqual([302, "http://127.0.0.1:1/elsewhere"]);
  });
});

describe("one provider among several", () => {
  const trailer = "/youtube/oembed?url=https://youtu.be/sim00000603";
  const asked = {
    tmdb: "/3/movie/603",
    tvdb: "/tvdb/v4/series/1",
    fanart: "/fanart/v3/movies/603?api_key=k",
    omdb: "/omdb/?apikey=k&i=tt0133093",
    tvmaze: "/tvmaze/shows/169",
    youtube: trailer,
    vimeo: "/vimeo/api/oembed.json?url=https://vimeo.com/76979871",
  } as const;
  const names = Object.keys(asked) as (keyof typeof asked)[];

  test.each(names)("%s alone fails, with the status that is wanted", async (provider) => {
    for (const status of [401, 404, 429, 500]) {
      simulator.setFaults({ rules: [{ provider, status, retryAfter: 3 }] });
      const response = await ask(asked[provider]);
      expect([response.status, response.headers.get("retry-after")]).toEqual([status, "3"]);
      const other = provider === "tvmaze" ? "/3/movie/603" : asked.tvmaze;
      expect((await ask(other)).status).toBe(200);
    }
  });

  test.each(names)("%s can be silent, garbage, endless or send the client elsewhere", async (provider) => {
    const strike = (rule: object) => simulator.setFaults({ rules: [{ provider, ...rule }] });
    strike({ connection: "never" });
    await expect(ask(asked[provider], AbortSignal.timeout(60))).rejects.toThrow();
    strike({ status: 200, body: "garbage" });
    await expect((await ask(asked[provider])).json()).rejects.toThrow();
    strike({ body: "huge", hugeBytes: 300_000 });
    expect((await (await ask(asked[provider])).text()).length).toBe(300_000);
    strike({ redirect: "http://127.0.0.1:1/" });
    expect((await ask(asked[provider])).status).toBe(302);
  });

  test("each has a limit of its own, and TVmaze counts ten seconds", async () => {
    simulator.setFaults({ limits: { fanart: 2, tvmaze: 3 } });
    simulator.requests.reset();
    const statuses = async (path: string, count: number) => {
      const all = await Promise.all(Array.from({ length: count }, () => ask(path)));
      return all.filter(({ status }) => status === 429).length;
    };
    expect(await statuses(asked.fanart, 4)).toBe(2);
    expect(await statuses(asked.tvmaze, 4)).toBe(1);
    expect(await statuses(asked.tmdb, 4)).toBe(0);
    const control = await (await fetch(`${simulator.url}/_control/requests`)).json();
    expect(control).toMatchObject({
      providers: { fanart: { peak: 4, tooMany: 2 }, tvmaze: { peak: 4, tooMany: 1 }, tmdb: { peak: 4, tooMany: 0 } },
    });
  });
});

test("ten gigabytes are made while they are sent, and no further than the client reads", async () => {
  simulator.setFaults({ rules: [{ body: "huge" }, {}] });
  simulator.requests.reset();
  const response = await ask("/3/movie/603");
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await expect.poll(() => simulator.requests.list().length).toBe(1);
  expect(simulator.requests.list()[0]?.bytes).toBeLessThan(50_000_000);
  simulator.setFaults({ rules: [{ body: "huge", hugeLength: true }] });
  const announced = await ask("/3/movie/603");
  expect(announced.headers.get("content-length")).toBe(String(10 * 1024 ** 3));
  await announced.body?.cancel();
});

test("a body can stop halfway and stay open", async () => {
  simulator.setFaults({ rules: [{ body: "stall" }] });
  const response = await ask("/3/movie/603", AbortSignal.timeout(150));
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
});

test("fields of a real answer can be replaced", async () => {
  simulator.setFaults({ rules: [{ merge: { overview: "", poster_path: null } }] });
  expect(await (await ask("/3/movie/603")).json()).toMatchObject({
    title: "The Matrix",
    overview: "",
    poster_path: null,
  });
});

describe("steering from another process", () => {
  const control = (path: string, init: RequestInit = {}) => fetch(`${simulator.url}/_control/${path}`, init);
  const post = (faults: object) => control("faults", { method: "POST", body: JSON.stringify(faults) });

  test("faults are switched on and off over HTTP", async () => {
    await post({ rules: [{ status: 500 }] });
    expect((await ask("/3/movie/603")).status).toBe(500);
    await post({});
    expect((await ask("/3/movie/603")).status).toBe(200);
  });

  test("changes, ids that are gone and videos are set over HTTP", async () => {
    const set = async (path: string, body: object) =>
      (await control(path, { method: "POST", body: JSON.stringify(body) })).status;
    expect(await set("changes", { movie: [603] })).toBe(200);
    expect(await (await ask("/3/movie/changes")).json()).toMatchObject({ results: [{ id: 603 }] });
    expect(await set("retired", { movie: [603] })).toBe(200);
    expect((await ask("/3/movie/603")).status).toBe(404);
    expect(await set("videos", { sim00000604: 403 })).toBe(200);
    expect((await ask("/youtube/oembed?url=https://youtu.be/sim00000604")).status).toBe(403);
    expect(await set("retired", { film: [603] })).toBe(400);
    for (const path of ["changes", "retired", "videos"]) await set(path, {});
    expect((await ask("/3/movie/603")).status).toBe(200);
  });

  test("a misspelt fault is refused with the reason", async () => {
    const response = await post({ rules: [{ stauts: 500 }] });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("stauts");
    expect((await post({ rules: [{ path: "(" }] })).status).toBe(400);
  });

  test("requests can be read and forgotten, and steering is not among them", async () => {
    await control("requests", { method: "DELETE" });
    await ask("/3/movie/603");
    expect(await (await control("requests")).json()).toMatchObject({ byPath: { "/3/movie/603": 1 }, peakPerSecond: 1 });
  });
});
