import { expect, test } from "vitest";
import { longestAbove, mapPath, outermost } from "./map-path.ts";
import { withTransport } from "./vocabulary.ts";

const mappings = [
  { localPath: "/media", playerPath: "smb://nas/media/" },
  { localPath: "/media/films/", playerPath: "/storage/films" },
  { localPath: "/win", playerPath: "\\\\nas\\share" },
];

test("the mapping with the longest folder wins, whole folders only", () => {
  expect(mapPath(mappings, "/media/films/A (2001)/A.mkv")).toBe("/storage/films/A (2001)/A.mkv");
  expect(mapPath(mappings, "/media/films-old/A.mkv")).toBe("smb://nas/media/films-old/A.mkv");
  expect(mapPath(mappings, "/media/films")).toBe("/storage/films");
  expect(mapPath(mappings, "/elsewhere/A.mkv")).toBe("/elsewhere/A.mkv");
});

test("the rest of a path takes over the separators of the player", () => {
  expect(mapPath(mappings, "/win/A/B.mkv")).toBe("\\\\nas\\share\\A\\B.mkv");
});

test("a mapping of the root folder holds everything", () => {
  expect(mapPath([{ localPath: "/", playerPath: "nfs://nas/" }], "/films/A.mkv")).toBe("nfs://nas/films/A.mkv");
});

test("of folders the outermost stay, and the longest above a path is found", () => {
  expect(outermost(["/a/", "/a/b/", "/ab/"])).toEqual(["/a/", "/ab/"]);
  expect(longestAbove(["/a/", "/a/b/"], "/a/b/c.mkv", (folder) => folder)).toBe("/a/b/");
});

test("another transport of Kodi takes along the host, and a port that was changed", () => {
  expect(withTransport("http://den:8080", "tcp")).toBe("tcp://den:9090");
  expect(withTransport("tcp://den:9090", "websocket")).toBe("ws://den:9090");
  expect(withTransport("ws://den:9191", "http")).toBe("http://den:9191");
  expect(withTransport("", "websocket")).toBe("ws://");
  expect(withTransport("ws://", "http")).toBe("http://");
});
