import { renameSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { startPlex } from "#simulator/players/plex.ts";
import { playerToken, startPlayers } from "#simulator/players/start.ts";
import { openPlayer } from "./open-player.ts";
import { anUpdate, mediaFolders, put, putEpisode, putFilm, quick } from "./testing.ts";

const { films, shows, libraries } = mediaFolders();
const players = await startPlayers({ libraries });
afterAll(() => players.close());

const servers = ["jellyfin", "emby", "plex"] as const;
type Server = (typeof servers)[number];
const open = (kind: Server, secret = playerToken) =>
  openPlayer({ kind, name: kind, url: players[kind].url, username: null, secret }, { patience: quick });
const refreshed = (kind: Server) => players[kind].requests(/^(POST \/Items\/|PUT \/library\/metadata\/)/);
const looked = (kind: Server) =>
  players[kind].requests(/^(POST \/Library\/Media|GET \/library\/sections\/\d+\/refresh)/);

test.each(servers)("%s tells who it is, whether it plays, and that a key is wrong", async (kind) => {
  const client = open(kind);
  expect(await client.connect()).toMatchObject({ name: `Simulated ${kind}` });
  players[kind].setPlaying(true);
  expect(await client.isPlaying()).toBe(true);
  players[kind].setPlaying(false);
  expect(await client.isPlaying()).toBe(false);
  await expect(open(kind, "wrong").connect()).rejects.toThrow(new RegExp(`^${kind} refuses the (API key|Token)`));
});

test.each([
  ["kodi", 404, "", "Den answers, but is no Kodi. Check the address and the type."],
  ["kodi", 200, "<html>", "Den answers, but is no Kodi. Check the address and the type."],
  ["kodi", 200, "{}", "Den answers, but is no Kodi. Check the address and the type."],
  ["jellyfin", 200, "{}", "Den answers, but is no Jellyfin. Check the address and the type."],
  ["plex", 200, "{}", "Den answers, but is no Plex. Check the address and the type."],
  ["jellyfin", 503, "", "Den answers with status 503. Check whether it is well."],
] as const)("of a %s that answers %i with '%s' it is said what it is", async (kind, status, body, message) => {
  const server = createServer((_, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const place = server.address();
  const url = `http://127.0.0.1:${typeof place === "object" ? place?.port : 0}`;
  const client = openPlayer({ kind, name: "Den", url, username: null, secret: "x" }, { patience: quick });
  await expect(client.connect()).rejects.toThrow(message);
  server.close();
});

test.each(servers)("%s looks for a new film, and reads a known one again: just that", async (kind) => {
  const client = open(kind);
  const film = putFilm(films, `New for ${kind}`);
  expect(await client.findPath(film)).toBe("source");
  await client.notify([anUpdate(film)]);
  expect(players[kind].items("movie").map(({ path }) => path)).toContain(film);
  expect(await client.findPath(film)).toBe("item");
  players[kind].forgetRequests();
  await client.notify([anUpdate(film), anUpdate(film)]);
  expect(refreshed(kind)).toHaveLength(1);
  expect(looked(kind)).toHaveLength(0);
});

test.each(servers)("%s follows a renamed folder and a removed film", async (kind) => {
  const client = open(kind);
  const before = putFilm(films, `Old for ${kind}`);
  await client.notify([anUpdate(before)]);
  const after = join(films, `Renamed for ${kind}`, `Old for ${kind}.mkv`);
  renameSync(dirname(before), dirname(after));
  await client.notify([anUpdate(before, { change: "removed" }), anUpdate(after)]);
  const paths = () => players[kind].items("movie").map(({ path }) => path);
  expect(paths()).toContain(after);
  expect(paths()).not.toContain(before);
  rmSync(dirname(after), { recursive: true });
  await client.notify([anUpdate(after, { change: "removed" })]);
  expect(paths()).not.toContain(after);
});

test.each(servers)("%s reads a series again when it changed", async (kind) => {
  const client = open(kind);
  const show = join(shows, `Show for ${kind}`);
  put(join(show, "tvshow.nfo"), "<tvshow><title>Show</title></tvshow>");
  const episode = putEpisode(show, 1, "One");
  await client.notify([anUpdate(episode, { entityType: "episode" })]);
  players[kind].forgetRequests();
  await client.notify([anUpdate(show, { entityType: "series" })]);
  const seriesId = players[kind].items("series").find(({ path }) => path === show)?.itemId;
  expect(refreshed(kind).map(({ path }) => `${path}/`)).toEqual([expect.stringContaining(`/${seriesId}/`)]);
});

test("of Plex's libraries that share a folder all are told that fit: of films or of series", async () => {
  const kids = join(films, "Kids");
  const sections = [
    { folder: films, content: "movies" },
    { folder: films, content: "tvshows" },
    { folder: kids, content: "movies" },
  ] as const;
  const plex = await startPlex({ token: playerToken, libraries: sections });
  const client = openPlayer(
    { kind: "plex", name: "Den", url: plex.url, username: null, secret: playerToken },
    { patience: quick },
  );
  const scanned = () => plex.requests(/sections\/\d+\/refresh/).map(({ path }) => path.split("/")[3]);
  await client.notify([anUpdate(putFilm(kids, "Shared"))]);
  expect(scanned()).toEqual(["1", "3"]);
  plex.forgetRequests();
  await client.notify([anUpdate(putEpisode(join(films, "Shared show"), 1, "One"), { entityType: "episode" })]);
  expect(scanned()).toEqual(["2"]);
  await plex.close();
});

test("of a long list Jellyfin is asked no more once all is found", async () => {
  let pages = 0;
  const server = createServer((request, response) => {
    const isList = request.url?.startsWith("/Items?") === true;
    pages += isList ? 1 : 0;
    const page = Array.from({ length: 1000 }, (_, index) => ({ Id: `${index}`, Path: `/films/${pages}-${index}.mkv` }));
    response.setHeader("content-type", "application/json").end(JSON.stringify(isList ? { Items: page } : []));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const place = server.address();
  const url = `http://127.0.0.1:${typeof place === "object" ? place?.port : 0}`;
  const client = openPlayer({ kind: "jellyfin", name: "Den", url, username: null, secret: "x" }, { patience: quick });
  expect(await client.notify([anUpdate("/films/2-7.mkv")])).toMatchObject([{ kind: "sent" }]);
  expect(pages).toBe(2);
  server.close();
});

test("an Emby that does not know the call for pages of libraries is asked as Jellyfin is", async () => {
  const server = createServer((request, response) => {
    const answers: Record<string, unknown> = {
      "/Library/VirtualFolders": [{ Locations: null }, { Locations: ["/films"] }],
    };
    const answer = answers[request.url ?? ""] ?? { Items: [] };
    const isUnknown = request.url === "/Library/VirtualFolders/Query";
    response.writeHead(isUnknown ? 404 : 200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const place = server.address();
  const url = `http://127.0.0.1:${typeof place === "object" ? place?.port : 0}`;
  const client = openPlayer({ kind: "emby", name: "Den", url, username: null, secret: "x" }, { patience: quick });
  expect(await client.findPath("/films/Ash.mkv")).toBe("source");
  server.close();
});

test.each(servers)("%s has no library for a path elsewhere, and says so", async (kind) => {
  const outcomes = await open(kind).notify([anUpdate("/nowhere/Film.mkv")]);
  expect(outcomes).toMatchObject([{ kind: "failed", reason: expect.stringContaining("/nowhere/Film.mkv") }]);
});
