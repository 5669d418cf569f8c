import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Tx } from "#db/client.ts";
import { libraryNfoFiles, movies, recycleBin } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { editMovie } from "#lib/movies/testing.ts";
import { publishLibrary } from "./publish-library.ts";
import { aPublishableFilm, publishMovie, removeFolders, type TestFilm } from "./testing.ts";

const db = await testDb();
removeFolders();

/** Another job writes down a publish of the film at the n-th transaction of this one. */
function overtakenAt(film: TestFilm, n: number) {
  let count = 0;
  return async (tx: Tx) => {
    count += 1;
    if (count === n) await tx.update(movies).set({ lastPublishedAt: new Date() }).where(eq(movies.id, film.movieId));
  };
}

const message = "Heat was published by another job at the same moment. Publish again.";

// First it is said what will be written, then, after the files, what was.
describe.each([1, 2])("a publish that another job overtakes at its transaction %i", (n) => {
  test("says so, and the next one finds what was written", async () => {
    const film = await aPublishableFilm(db);
    const overtaken = publishMovie(db, { movieId: film.movieId, assertOwned: overtakenAt(film, n) });
    await expect(overtaken).rejects.toMatchObject({ code: "conflict", message });
    await expectWhole(film);
  });

  test("says so among those of a library, and counts nothing", async () => {
    const film = await aPublishableFilm(db);
    const total = await publishLibrary(db, { libraryId: film.libraryId, assertOwned: overtakenAt(film, n) });
    expect(total).toMatchObject({ published: 0, nfoWritten: 0, changed: [] });
    expect(total.problems).toMatchObject([{ entityId: film.movieId, message }]);
    await expectWhole(film);
  });
});

test("what a publish wrote after an edit was taken over, and could not write down, is Metarr's own to the next one", async () => {
  const film = await aPublishableFilm(db);
  const path = join(film.folder, "Heat (1995).nfo");
  await publishMovie(db, { movieId: film.movieId });
  const theirs = (await readFile(path, "utf8")).replace("<title>Heat</title>", "<title>Theirs</title><mine>1</mine>");
  await writeFile(path, theirs);
  const overtaken = publishMovie(db, { movieId: film.movieId, assertOwned: overtakenBeforeSaving(film, path, theirs) });
  await expect(overtaken).rejects.toMatchObject({ code: "conflict" });
  await transaction(db, (tx) =>
    editMovie(tx, { movieId: film.movieId, patch: { plot: "Another plot." }, userId: null }),
  );
  await publishMovie(db, { movieId: film.movieId });
  expect(await readFile(path, "utf8")).toContain("Another plot.");
  const binned = await db.select().from(recycleBin).where(eq(recycleBin.originalPath, path));
  expect(binned.map(({ fileHash }) => fileHash)).toEqual([sha256(theirs)]);
});

/** Another job writes down a publish as soon as this one has written its NFO. */
function overtakenBeforeSaving(film: TestFilm, path: string, before: string) {
  return async (tx: Tx) => {
    const now = await readFile(path, "utf8").catch(() => before);
    if (now !== before) await tx.update(movies).set({ lastPublishedAt: new Date() }).where(eq(movies.id, film.movieId));
  };
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

async function expectWhole(film: TestFilm): Promise<void> {
  expect(await publishLibrary(db, { libraryId: film.libraryId })).toMatchObject({ problems: [], conflicts: 0 });
  const [nfo] = await db.select().from(libraryNfoFiles).where(eq(libraryNfoFiles.entityId, film.movieId));
  expect(nfo?.publishedAt).not.toBeNull();
  expect(await readFile(join(film.folder, "Heat (1995).nfo"), "utf8")).toContain("<title>Heat</title>");
  expect(await publishLibrary(db, { libraryId: film.libraryId })).toMatchObject({ published: 0, problems: [] });
}
