import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { movies, publishConflicts } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { aPublishableFilm, publishMovie, removeFolders, type TestFilm } from "./testing.ts";

const db = await testDb();
removeFolders();

const nfoOf = (film: TestFilm) => join(film.folder, "Heat (1995).nfo");
const posterOf = (film: TestFilm) => join(film.folder, "Heat (1995)-poster.jpg");
const publish = (film: TestFilm, ...only: string[]) =>
  publishMovie(db, { movieId: film.movieId, ...(only.length > 0 ? { only: new Set(only) } : {}) });
const rowOf = async ({ movieId }: TestFilm) => (await db.select().from(movies).where(eq(movies.id, movieId)))[0];
const openOf = ({ movieId }: TestFilm) =>
  db.select().from(publishConflicts).where(eq(publishConflicts.entityId, movieId));

test("a film of which a part was published does not count as published as it is", async () => {
  const film = await aPublishableFilm(db);
  expect(await publish(film, "/etc/passwd")).toMatchObject({ isChanged: false });
  expect(await rowOf(film)).toMatchObject({ lastPublishedAt: null });
  expect(await publish(film, posterOf(film))).toMatchObject({ nfoWritten: 0, artworkWritten: 1 });
  const part = await rowOf(film);
  expect(part?.lastPublishedAt).not.toBeNull();
  expect(part?.publishedVersion).not.toBe(part?.version);
  await publish(film);
  const whole = await rowOf(film);
  expect(whole?.publishedVersion).toBe(whole?.version);
});

test("what was changed outside and left out is not taken over, and waits for nobody", async () => {
  const film = await aPublishableFilm(db);
  await publish(film);
  const theirs = (await readFile(nfoOf(film), "utf8")).replace("<title>Heat</title>", "<title>Theirs</title>");
  await writeFile(nfoOf(film), theirs);
  await publish(film, posterOf(film));
  expect(await rowOf(film)).toMatchObject({ title: "Heat" });
  expect(await openOf(film)).toEqual([]);
  expect(await readFile(nfoOf(film), "utf8")).toBe(theirs);
  await publish(film, nfoOf(film));
  expect(await rowOf(film)).toMatchObject({ title: "Theirs" });
});

test("what waits for a person goes on waiting when another part is published", async () => {
  const film = await aPublishableFilm(db, { movie: { titleLocked: true } });
  await publish(film);
  await writeFile(nfoOf(film), (await readFile(nfoOf(film), "utf8")).replace("<title>Heat", "<title>Theirs"));
  await publish(film);
  const before = await openOf(film);
  expect(before).toMatchObject([{ path: nfoOf(film), reason: expect.stringContaining("Title") }]);
  await publish(film, posterOf(film));
  expect(await openOf(film)).toEqual(before);
});
