import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { mediaFolders, put, putFilm } from "#lib/players/testing.ts";
import { startKodi } from "./kodi.ts";

const { films, libraries } = mediaFolders();
const kodi = await startKodi({ sources: libraries, workMs: 20 });
afterAll(() => kodi.close());

const post = (body: unknown, headers: Record<string, string> = { "content-type": "application/json" }) =>
  fetch(`${kodi.url}/jsonrpc`, { method: "POST", headers, body: JSON.stringify(body) });
const call = async (method: string, params: object = {}) =>
  (await post({ jsonrpc: "2.0", id: 1, method, params })).json();
const untilIdle = () =>
  expect
    .poll(() => call("XBMC.GetInfoBooleans", { booleans: ["Library.IsScanningVideo"] }), { interval: 5 })
    .toMatchObject({
      result: { "Library.IsScanningVideo": false },
    });
const scan = async (directory: string) => {
  await call("VideoLibrary.Scan", { directory, showdialogs: false });
  await untilIdle();
};
const titles = () => kodi.entries("movie").map(({ title }) => title);

test("JSON alone is taken, batches too, and one unknown name makes a call fail", async () => {
  expect((await post({}, { "content-type": "text/plain" })).status).toBe(415);
  const [ping, wrong] = await (
    await post([
      { jsonrpc: "2.0", id: 1, method: "JSONRPC.Ping" },
      { jsonrpc: "2.0", id: 2, method: "VideoLibrary.GetMovies", params: { properties: ["title", "nosuch"] } },
    ])
  ).json();
  expect([ping.result, wrong.error.code]).toEqual(["pong", -32602]);
});

test("a wrong password is 401", async () => {
  const guarded = await startKodi({ password: "secret" });
  expect((await fetch(`${guarded.url}/jsonrpc`, { method: "POST" })).status).toBe(401);
  await guarded.close();
});

test("a scan says OK to anything, and a second one cancels the first", async () => {
  putFilm(films, "Alpha");
  expect(await call("VideoLibrary.Scan", { directory: "/nowhere/" })).toMatchObject({ result: "OK" });
  await untilIdle();
  const again = { jsonrpc: "2.0", id: 1, method: "VideoLibrary.Scan", params: { directory: `${films}/` } };
  await post([again, again]);
  await untilIdle();
  expect([titles(), kodi.cancelledScans(), kodi.dialogs()]).toEqual([[], 1, 3]);
});

test("a known film is not read again by a scan, and a refresh gives it another id", async () => {
  await scan(`${films}/`);
  putFilm(films, "Beta");
  await scan(`${films}/`);
  const [alpha] = kodi.entries("movie");
  putFilm(films, "Alpha", "edited");
  await scan(`${films}/`);
  expect(kodi.entries("movie")[0]?.plot).toBe("plot");
  await call("VideoLibrary.RefreshMovie", { movieid: alpha?.id });
  await expect
    .poll(() => kodi.entries("movie").find(({ title }) => title === "Alpha"))
    .toMatchObject({
      id: 3,
      plot: "edited",
    });
});

test("a new folder is passed over by a scan of itself while the listing above it is kept", async () => {
  putFilm(films, "Gamma");
  await scan(`${films}/Gamma/`);
  expect(titles()).not.toContain("Gamma");
  await call("Files.GetDirectory", { directory: `${films}/` });
  await scan(`${films}/Gamma/`);
  expect(titles()).toContain("Gamma");
});

test("a clean of a folder needs its content, and a film without NFO is never added", async () => {
  rmSync(join(films, "Gamma"), { recursive: true });
  await call("VideoLibrary.Clean", { directory: `${films}/Gamma/`, showdialogs: false });
  await untilIdle();
  expect(titles()).toContain("Gamma");
  await call("VideoLibrary.Clean", { directory: `${films}/Gamma/`, content: "movies", showdialogs: false });
  await untilIdle();
  expect(titles()).not.toContain("Gamma");
  put(join(films, "Bare", "Bare.mkv"), "video");
  await scan(`${films}/`);
  expect(titles()).toHaveLength(2);
  renameSync(join(films, "Beta"), join(films, "Beta 2"));
  await scan(`${films}/`);
  expect(titles().filter((title) => title === "Beta")).toHaveLength(2);
});
