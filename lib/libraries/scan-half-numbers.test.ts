import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { episodes, unknownFiles } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { scanLibrary } from "./scan-library.ts";
import { makeHome } from "./testing-library.ts";
import { guessAssignment } from "./unknown-files-guess.ts";

let db: Db;
const home = makeHome();
beforeAll(async () => {
  db = await testDb();
});
afterAll(home.remove);

test("a recap numbered between two episodes is an unknown file, and its neighbours are read", async () => {
  const { library, root } = await home.library(db, {
    type: "tv",
    files: {
      "Show/[G] Show - 12 [1080p].mkv": "1",
      "Show/[G] Show - 12.5 [1080p].mkv": "22",
      "Show/[G] Show - 13 [1080p].mkv": "333",
      "Other/Season 1/Other - 12.5.mkv": "4444",
      "Other/Season 1/Other S01E05.mkv": "55555",
    },
  });
  await scanLibrary(db, { libraryId: library.id });
  const found = await db.select().from(episodes);
  const below = (path: string) => path.slice(root.length + 1);
  expect(found.map(({ filePath, episodeNumber }) => [below(filePath), episodeNumber]).toSorted()).toEqual([
    ["Other/Season 1/Other S01E05.mkv", 5],
    ["Show/[G] Show - 12 [1080p].mkv", 12],
    ["Show/[G] Show - 13 [1080p].mkv", 13],
  ]);
  const unknown = await db.select().from(unknownFiles).where(eq(unknownFiles.libraryId, library.id));
  const reason = "Its number 12.5 lies between two episodes, and no episode has such a number.";
  expect(unknown.map((row) => [below(row.path), row.kind, row.reason]).toSorted()).toEqual([
    ["Other/Season 1/Other - 12.5.mkv", "video", reason],
    ["Show/[G] Show - 12.5 [1080p].mkv", "video", reason],
  ]);
  for (const { id } of unknown) {
    const { place } = await guessAssignment(db, { unknownFileId: id });
    expect(place.episodeId).toBeNull();
  }
});
