import { expect, test } from "vitest";
import { describeSummary, type RunSummary } from "./summary.ts";

const nothing: RunSummary = {
  library: { id: 1, name: "Mine", path: "/media/mine" },
  scanned: 0,
  identified: 0,
  needsIdentification: 0,
  enriched: 0,
  artworkCached: 0,
  trailersCached: 0,
  nfoWritten: 0,
  artworkWritten: 0,
  published: 0,
  recycled: 0,
  errors: [],
  conflicts: [],
  durationMs: 1_240,
};
const error = { path: "/media/mine/a.mkv", message: "It cannot be read." };
const told = `  ${error.path}: ${error.message}`;

test.each<["movie" | "tv", Partial<RunSummary>, string[]]>([
  ["movie", {}, ["  nothing to do"]],
  ["movie", { scanned: 23, artworkCached: 1 }, ["  23 films scanned", "  1 picture cached"]],
  ["movie", { scanned: 1, needsIdentification: 1 }, ["  1 film scanned", "  1 needs identification"]],
  ["tv", { scanned: 23 }, ["  23 episodes scanned"]],
  ["tv", { scanned: 1, errors: [error] }, ["  1 episode scanned", "1 problem:", told]],
  [
    "movie",
    { conflicts: [{ path: "/media/mine/a.nfo", reason: "Somebody changed it" }] },
    [
      "1 file waits for a decision:",
      "  /media/mine/a.nfo: Somebody changed it",
      "Decide in the app: Review, Changed outside.",
    ],
  ],
  ["tv", { errors: [error, error] }, ["  nothing to do", "2 problems:", told, told]],
])("a %s library with %j is told in words", (type, counts, lines) => {
  expect(describeSummary({ ...nothing, ...counts }, type).split("\n")).toEqual(["Mine, 1.2 s", ...lines]);
});
