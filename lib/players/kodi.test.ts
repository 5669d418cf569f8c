import { renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type SimulatedKodi, startKodi } from "#simulator/players/kodi.ts";
import { kodiClient } from "./kodi.ts";
import { findItems } from "./kodi-library.ts";
import type { KodiRpc } from "./kodi-rpc.ts";
import type { PlayerClient } from "./player.ts";
import { splitJson } from "./split-json.ts";
import { anUpdate, mediaFolders, put, putEpisode, putFilm, quick } from "./testing.ts";

describe.each(["url", "tcpUrl", "websocketUrl"] as const)("Kodi through %s", (transport) => {
  const { films, shows, libraries } = mediaFolders();
  let kodi: SimulatedKodi;
  let client: PlayerClient;
  beforeAll(async () => {
    kodi = await startKodi({ sources: libraries, password: "secret" });
    client = open(kodi[transport]);
  });
  afterAll(async () => {
    client.close();
    await kodi.close();
  });

  test("it tells who it is and whether it plays", async () => {
    expect(await client.connect()).toEqual({ name: "Simulated Kodi", version: "Kodi 20.1" });
    expect(await client.isPlaying()).toBe(false);
    kodi.setPlaying(true);
    expect(await client.isPlaying()).toBe(true);
    kodi.setPlaying(false);
  });

  test("a new film is scanned for, and refreshed once it is known: its NFO and pictures are read again", async () => {
    const film = putFilm(films, "Alpha", "first");
    expect(await client.findPath(film)).toBe("source");
    expect(await client.notify([anUpdate(film)])).toMatchObject([{ kind: "sent" }]);
    expect(kodi.entries("movie")).toMatchObject([{ title: "Alpha", plot: "first" }]);
    expect(await client.findPath(film)).toBe("item");
    kodi.forgetCalls();
    putFilm(films, "Alpha", "second");
    put(film.replace(".mkv", "-poster.jpg"), "picture");
    expect(await client.notify([anUpdate(film)])).toMatchObject([{ kind: "sent" }]);
    await expect.poll(() => kodi.entries("movie")[0]?.plot).toBe("second");
    expect(kodi.entries("movie")[0]?.art).toHaveProperty("poster");
    expect(kodi.calls("VideoLibrary.Scan")).toEqual([]);
    expect(kodi.calls("VideoLibrary.RefreshMovie")).toMatchObject([{ params: { ignorenfo: false } }]);
  });

  test("a renamed folder ends as one film at its new place, and nothing asks on the television", async () => {
    const before = putFilm(films, "Beta");
    await client.notify([anUpdate(before)]);
    const after = join(films, "Beta 2", "Beta.mkv");
    renameSync(dirname(before), dirname(after));
    const outcomes = await client.notify([anUpdate(before, { change: "removed" }), anUpdate(after)]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["sent", "sent"]);
    expect(kodi.entries("movie").map(({ file }) => file)).not.toContain(before);
    expect(kodi.entries("movie").map(({ file }) => file)).toContain(after);
    expect(kodi.dialogs()).toBe(0);
    // Kodi passes over a folder that looks as it did in the same second, unless something of it was taken out.
    const asked = kodi.calls("VideoLibrary.Clean", "VideoLibrary.Scan").map(({ method }) => method);
    expect(asked.slice(-2)).toEqual(["VideoLibrary.Clean", "VideoLibrary.Scan"]);
  });

  test("a scan waits for the scan of somebody else, and none is cancelled", async () => {
    const film = putFilm(films, "Gamma");
    kodi.scan(`${shows}/`);
    expect(await client.notify([anUpdate(film)])).toMatchObject([{ kind: "sent" }]);
    expect(kodi.cancelledScans()).toBe(0);
  });

  test("a series and its episodes come, change and go", async () => {
    const show = join(shows, "Show");
    put(join(show, "tvshow.nfo"), "<tvshow><title>Show</title></tvshow>");
    const first = putEpisode(show, 1, "One");
    const ofShow = { entityType: "series" } as const;
    const ofEpisode = { entityType: "episode" } as const;
    await client.notify([anUpdate(show, ofShow), anUpdate(first, ofEpisode)]);
    expect(kodi.entries("episode")).toMatchObject([{ title: "One" }]);
    const second = putEpisode(show, 2, "Two");
    await client.notify([anUpdate(second, ofEpisode)]);
    kodi.forgetCalls();
    putEpisode(show, 2, "Two again");
    await client.notify([anUpdate(show, ofShow), anUpdate(second, ofEpisode)]);
    expect(kodi.calls("VideoLibrary.RefreshTVShow")).toMatchObject([{ params: { refreshepisodes: true } }]);
    expect(kodi.calls("VideoLibrary.RefreshEpisode")).toEqual([]);
    rmSync(first);
    await client.notify([anUpdate(first, { ...ofEpisode, change: "removed" })]);
    expect(kodi.entries("episode").map(({ file }) => file)).toEqual([second]);
    rmSync(show, { recursive: true });
    // A scan tells of episodes; Kodi would keep the empty show.
    await client.notify([anUpdate(second, { ...ofEpisode, change: "removed" })]);
    expect([...kodi.entries("series"), ...kodi.entries("episode")]).toEqual([]);
  });

  test("what Kodi cannot show is said: no NFO is tried again, no source is not", async () => {
    const bare = join(films, "Bare", "Bare.mkv");
    put(bare, "video");
    const outcomes = await client.notify([anUpdate(bare), anUpdate("/nowhere/Else.mkv")]);
    expect(outcomes).toMatchObject([
      { kind: "retry", reason: expect.stringContaining("NFO") },
      { kind: "failed", reason: expect.stringContaining("no source") },
    ]);
  });

  test("a Kodi that is down or does not answer is said to be", async () => {
    kodi.setTrouble("down");
    const other = open(kodi[transport]);
    await expect(other.connect()).rejects.toThrow(/could not be reached/);
    kodi.setTrouble(undefined);
  });
});

test("a wrong password is named, and no other address than Kodi's own is asked", async () => {
  const kodi = await startKodi({ password: "secret" });
  const wrong = kodiClient(
    { kind: "kodi", name: "Den", url: kodi.url, username: "kodi", secret: "other" },
    { patience: quick },
  );
  await expect(wrong.connect()).rejects.toThrow("Den refuses the name or password. Check it in Settings, Players.");
  await kodi.close();
});

test("a film in parts is known by each of them, also where the name has a comma, which Kodi doubles", async () => {
  const movies = [{ movieid: 7, file: "stack:///films/Ash,, Oak cd1.avi , /films/Ash,, Oak cd2.avi" }];
  const answers: Record<string, (filter: Asked) => unknown> = {
    "JSONRPC.Introspect": () => ({ types: { "Video.Fields.Movie": { items: { enums: ["file"] } } } }),
    "VideoLibrary.GetMovies": ({ or = [] }) => ({
      movies: movies.filter(({ file }) => or.some(({ value }) => file.includes(value))),
    }),
  };
  const rpc: KodiRpc = {
    call: async (method, { filter }, schema) => schema.parse(answers[method]?.(asked.parse(filter))),
    countEvents: () => 0,
    close: () => {},
  };
  const path = "/films/Ash, Oak cd1.avi";
  expect([...(await findItems(rpc, { kind: "movie", paths: [path] })).keys()]).toEqual([path]);
});

const asked = z.looseObject({ or: z.array(z.looseObject({ value: z.string() })).optional() });
type Asked = z.output<typeof asked>;

test("objects behind each other come apart, whole ones only", () => {
  const [one, other] = ['{"a":"}{\\""}', '{"b":[{}]}'];
  expect(splitJson(`${one}${other}{"c":`)).toEqual({ whole: [one, other], rest: '{"c":' });
});

function open(url: string): PlayerClient {
  return kodiClient({ kind: "kodi", name: "Kodi", url, username: "kodi", secret: "secret" }, { patience: quick });
}
