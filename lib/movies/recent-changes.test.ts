import { expect, test } from "vitest";
import { fieldChanges, libraries, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { aUser } from "#lib/access/testing.ts";
import { listRecentChanges } from "./recent-changes.ts";

test("changes made together are one line, the newest first", async () => {
  const db = await testDb();
  const person = await aUser(db, { role: "admin", username: "ana" });
  const [library] = await db
    .insert(libraries)
    .values({ name: "Films", path: "/films", type: "movie" })
    .returning({ id: libraries.id });
  const film = (title: string, deletedAt: Date | null = null) => ({
    libraryId: library?.id ?? 0,
    filePath: `/films/${title}.mkv`,
    fileName: `${title}.mkv`,
    title,
    deletedAt,
  });
  const made = await db
    .insert(movies)
    .values([film("Heat"), film("Ran"), film("Removed", new Date())])
    .returning({ id: movies.id, title: movies.title });
  const idOf = (title: string) => made.find((one) => one.title === title)?.id ?? 0;
  const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 12, 0, second));
  const change = (title: string, field: string, source: string, second: number, userId: number | null = null) => ({
    entityType: "movie",
    entityId: idOf(title),
    field,
    source,
    changedAt: at(second),
    userId,
  });
  await db
    .insert(fieldChanges)
    .values([
      change("Heat", "*", "filename", 0),
      change("Heat", "title", "tmdb", 10),
      change("Ran", "*", "filename", 11),
      change("Heat", "clearlogo", "tmdb", 12),
      change("Heat", "plot", "tmdb", 12),
      change("Removed", "plot", "tmdb", 13),
      change("Heat", "title", "user", 20, person.id),
    ]);

  const found = await listRecentChanges(db, { limit: 10 });
  const told = found.map(({ title, fields, pictures, source, username }) => [
    title,
    fields,
    pictures,
    source,
    username,
  ]);
  expect(told).toEqual([
    ["Heat", ["Title"], [], "user", "ana"],
    ["Heat", ["Plot", "Logo", "Title"], ["Logo"], "tmdb", null],
    ["Ran", [], [], "filename", null],
    ["Heat", [], [], "filename", null],
  ]);
  expect(await listRecentChanges(db, { limit: 2 })).toHaveLength(2);
});
