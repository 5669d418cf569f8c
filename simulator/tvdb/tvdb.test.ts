import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Simulator, startSimulator } from "../server.ts";

let simulator: Simulator;
let token = "";
beforeAll(async () => {
  simulator = await startSimulator({ artworkScale: 0.1, faults: { requestsPerSecond: 0 } });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  simulator.setFaults({});
  simulator.setChanged({});
  simulator.setRetired({});
  simulator.requests.reset();
  token = (await login({ apikey: "a-key" })).token ?? "";
});

async function login(sent: object) {
  const response = await fetch(`${simulator.tvdbBaseUrl}/login`, { method: "POST", body: JSON.stringify(sent) });
  const body = z.object({ data: z.object({ token: z.string() }).nullable() }).parse(await response.json());
  return { status: response.status, token: body.data?.token };
}
const ask = (path: string) =>
  fetch(`${simulator.tvdbBaseUrl}${path}`, { headers: { authorization: `Bearer ${token}` } });
const get = async <T>(path: string, shape: z.ZodType<T>): Promise<T> =>
  z.object({ status: z.literal("success"), data: shape }).parse(await (await ask(path)).json()).data;

const episode = z.object({
  id: z.number(),
  name: z.string().nullable(),
  seasonNumber: z.number(),
  number: z.number(),
  absoluteNumber: z.number(),
  aired: z.string().nullable(),
});
const listing = z.object({ episodes: z.array(episode) });

describe("logging in", () => {
  test("nothing is told without a token", async () => {
    token = "made-up";
    const response = await ask("/series/81189");
    expect([response.status, await response.json()]).toMatchObject([401, { status: "failure" }]);
  });

  test("a token can be expired at once, and a new one is good again", async () => {
    expect((await ask("/series/81189")).status).toBe(200);
    simulator.expireTokens();
    expect((await ask("/series/81189")).status).toBe(401);
    token = (await login({ apikey: "a-key" })).token ?? "";
    expect((await ask("/series/81189")).status).toBe(200);
  });

  test("from another process too", async () => {
    await fetch(`${simulator.url}/_control/expire-tokens`, { method: "POST" });
    expect((await ask("/series/81189")).status).toBe(401);
  });

  test("a token runs out by itself", async () => {
    simulator.setFaults({ tvdbTokenSeconds: 0 });
    token = (await login({ apikey: "a-key" })).token ?? "";
    expect((await ask("/series/81189")).status).toBe(401);
  });

  test("keys and PINs can be wrong", async () => {
    simulator.setFaults({ keys: { tvdb: ["good"] }, tvdbPins: ["1234"] });
    expect((await login({ apikey: "bad" })).status).toBe(401);
    expect((await login({ apikey: "good", pin: "9" })).status).toBe(401);
    expect((await login({ apikey: "good", pin: "1234" })).status).toBe(200);
    expect((await login({ apikey: "good" })).status).toBe(200);
    expect((await login({})).status).toBe(401);
  });
});

describe("finding", () => {
  const result = z.array(z.object({ tvdb_id: z.string(), year: z.string() }));

  test("by title, type and year", async () => {
    expect(await get("/search?query=the+office&type=series", result)).toEqual([
      { tvdb_id: "73244", year: "2005" },
      { tvdb_id: "78107", year: "2001" },
    ]);
    expect(await get("/search?query=the+office&type=series&year=2001", result)).toHaveLength(1);
    expect(await get("/search?query=matrix&type=movie", result)).toMatchObject([{ tvdb_id: "169" }]);
  });

  test("by another service's id", async () => {
    const found = z.array(z.object({ series: z.object({ id: z.number() }).optional() }));
    expect(await get("/search/remoteid/tt0303461", found)).toEqual([{ series: { id: 78_874 } }]);
    expect((await ask("/search/remoteid/tt0000000")).status).toBe(404);
  });
});

describe("orders", () => {
  test("Firefly's discs begin with what aired last", async () => {
    const { episodes } = await get("/series/78874/episodes/dvd", listing);
    expect(episodes[0]).toMatchObject({ name: "Serenity", seasonNumber: 1, number: 1 });
    const aired = await get("/series/78874/episodes/official?season=1", listing);
    expect(aired.episodes[10]).toMatchObject({ name: "Serenity", number: 11, id: episodes[0]?.id });
  });

  test("anime is numbered through, others have no absolute order", async () => {
    const { episodes } = await get("/series/267440/episodes/absolute/eng?season=1", listing);
    expect(episodes).toHaveLength(87);
    expect(episodes[25]).toMatchObject({ name: "Beast Titan", number: 26, absoluteNumber: 26 });
    expect((await get("/series/81189/episodes/absolute", listing)).episodes).toEqual([]);
  });

  test("an alternate order is told with its name", async () => {
    const types = z.object({
      seasonTypes: z.array(z.object({ type: z.string(), alternateName: z.string().nullable() })),
    });
    expect((await get("/series/327417/extended?short=true", types)).seasonTypes).toEqual([
      { type: "official", alternateName: null },
      { type: "alternate", alternateName: "Netflix Parts" },
    ]);
    const { episodes } = await get("/series/327417/episodes/alternate", listing);
    expect(episodes[9]).toMatchObject({ seasonNumber: 2, number: 1 });
  });

  test("pages hold 500 episodes, and the links lead through all of them", async () => {
    const page = z.object({ data: listing, links: z.object({ next: z.string().nullable(), total_items: z.number() }) });
    let url: string | null = `${simulator.tvdbBaseUrl}/series/81797/episodes/official`;
    const sizes: number[] = [];
    let total = 0;
    while (url !== null) {
      const answer: z.infer<typeof page> = page.parse(
        await (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).json(),
      );
      sizes.push(answer.data.episodes.length);
      total = answer.links.total_items;
      url = answer.links.next;
    }
    expect(sizes.slice(0, 2)).toEqual([500, 500]);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(total);
  });

  test("an order or language that does not exist is refused", async () => {
    expect((await ask("/series/81189/episodes/sideways")).status).toBe(400);
    expect((await ask("/series/81189/episodes/official/xxx")).status).toBe(400);
  });
});

describe("words", () => {
  const named = z.object({ name: z.string(), overview: z.string().nullable() });

  test("a record speaks its primary language, a translation another one", async () => {
    expect((await get("/series/267440", z.object({ name: z.string() }))).name).toBe("進撃の巨人");
    expect((await get("/series/267440/translations/eng", named)).name).toBe("Attack on Titan");
    expect((await get("/series/121361/translations/deu", named)).overview).toContain("Stuhl");
    expect((await ask("/series/121361/translations/kor")).status).toBe(404);
  });

  test("an episode without a translation has no name in that language", async () => {
    const german = await get("/series/81189/episodes/official/deu?season=1", listing);
    expect(german.episodes[0]?.name).toBe("Der Einstieg");
    expect((await get("/series/81189/episodes/official/deu?season=3", listing)).episodes[0]?.name).toBeNull();
  });

  test("dates say no more than is known", async () => {
    const { episodes } = await get("/series/371980/episodes/official?season=3", listing);
    expect(episodes.map(({ aired }) => aired)).toEqual(["2031-01-09", "2031-01-16", "2031-02", "2031"]);
  });
});

test("every artwork has a type that the list of types explains, and its picture has the size that is told", async () => {
  const types = await get(
    "/artwork/types",
    z.array(z.object({ id: z.number(), recordType: z.string(), slug: z.string() })),
  );
  const art = z.array(
    z.object({ type: z.number(), image: z.string(), thumbnail: z.string(), seasonId: z.number().optional() }),
  );
  const { artworks } = await get("/series/81189/extended", z.object({ artworks: art }));
  const kinds = artworks.map(({ type, seasonId }) => {
    const known = types.find(({ id }) => id === type);
    expect(known?.recordType).toBe(seasonId === undefined ? "series" : "season");
    return known?.slug;
  });
  expect([...new Set(kinds)].sort()).toEqual(["backgrounds", "banners", "clearart", "clearlogo", "posters"]);
  const banner = artworks[kinds.indexOf("banners")];
  for (const url of [banner?.image, banner?.thumbnail]) expect((await fetch(url ?? "")).status).toBe(200);
});

describe("changes", () => {
  const updates = z.array(z.object({ recordId: z.number(), entityType: z.string(), method: z.string() }));

  test("are told since a second, by type", async () => {
    simulator.setChanged({ tvdbSeries: [{ id: 81_189, at: "2026-03-02T10:00:00Z" }, 78_874], tvdbEpisodes: [5] });
    const since = Date.parse("2026-04-01T00:00:00Z") / 1000;
    expect(await get(`/updates?since=${since}&type=series`, updates)).toEqual([
      { recordId: 78_874, entityType: "series", method: "update" },
    ]);
    expect(await get("/updates?since=0", updates)).toHaveLength(3);
    expect((await ask("/updates")).status).toBe(400);
  });

  test("a series that is gone is 404 and told as deleted", async () => {
    simulator.setRetired({ tvdbSeries: [78_874] });
    simulator.setChanged({ tvdbSeries: [78_874] });
    expect((await ask("/series/78874/extended")).status).toBe(404);
    expect(await get("/updates?since=0", updates)).toMatchObject([{ method: "delete" }]);
  });
});

test("more than ten requests within a second are too many, for TVDB alone", async () => {
  simulator.setFaults({ requestsPerSecond: 100 });
  simulator.requests.reset();
  const answers = await Promise.all(Array.from({ length: 13 }, () => ask("/artwork/types")));
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(3);
  expect([simulator.requests.tooMany("tvdb"), simulator.requests.peakPerSecond("tvdb")]).toEqual([3, 13]);
  expect([simulator.requests.tooMany(), simulator.requests.peakPerSecond()]).toEqual([0, 0]);
});
