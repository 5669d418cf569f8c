import { expect, test } from "vitest";
import { publishConflicts } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { aPublishableFilm, removeFolders } from "#lib/publish/testing.ts";
import { describeWaitingFiles, listWaitingFiles } from "./waiting-files.ts";

const db = await testDb();
removeFolders();

test("a publish names the files that wait for a decision, those of what it worked on", async () => {
  const { libraryId, movieId } = await aPublishableFilm(db);
  const reason = "It was replaced outside after it was published";
  const file = { entityType: "movie", entityId: movieId, path: "/films/a/poster.jpg", kind: "poster", reason } as const;
  await db.insert(publishConflicts).values([file, { ...file, path: "/films/a/fanart.jpg", kind: "fanart" }]);
  const of = (type: string, payload: unknown) => listWaitingFiles(db, { libraryId, jobs: [{ type, payload }] });
  const both = ["/films/a/fanart.jpg", "/films/a/poster.jpg"].map((path) => ({ path, reason }));
  expect(await of("movie.publish", { movieId })).toEqual(both);
  expect(await of("library.publish", { libraryId })).toEqual(both);
  expect(await of("movie.publish", { movieId: movieId + 1 })).toEqual([]);
  expect(await of("movie.enrich", { movieId })).toEqual([]);
});

test("of many files the first twenty are named, and how many are left", () => {
  const files = Array.from({ length: 23 }, (_, index) => ({ path: `/films/${index}.nfo`, reason: "Changed" }));
  const lines = describeWaitingFiles(files);
  expect([lines.length, lines[0], lines.at(-2)]).toEqual([23, "23 files wait for a decision:", "  and 3 more"]);
});
