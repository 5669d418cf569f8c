import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { movies, publishConflicts } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { countConflicts, getConflict, listConflicts, listKindOwners } from "./list-conflicts.ts";
import { planLibraryPage, planUnits } from "./plan-page.ts";
import { countPublishable } from "./publish-library.ts";
import { aPublishableFilm, publishMovie, removeFolders } from "./testing.ts";
import { aPublishableShow } from "./testing-show.ts";

const db = await testDb();
removeFolders();
const film = await aPublishableFilm(db);
const show = await aPublishableShow(db);

test("files that were changed outside are listed over all libraries, page by page, without those of what was removed", async () => {
  const reason = "It was replaced outside after it was published";
  await db.insert(publishConflicts).values([
    { entityType: "movie", entityId: film.movieId, path: "/a/poster.jpg", kind: "poster", reason },
    {
      entityType: "series",
      entityId: show.seriesId,
      path: "/b/thumb.jpg",
      kind: `episode.${show.episodeIds[0]}.thumb`,
      reason,
    },
    { entityType: "series", entityId: 999_999, path: "/c/poster.jpg", kind: "poster", reason },
  ]);
  const [first, ...others] = await listConflicts(db, { limit: 1 });
  expect(first).toMatchObject({ title: "Heat", year: 1995, path: "/a/poster.jpg" });
  expect(others).toEqual([]);
  const rest = await listConflicts(db, { after: first?.conflictId ?? 0, limit: 10 });
  expect(rest).toMatchObject([{ title: "Dark Harbour", path: "/b/thumb.jpg" }]);
  expect(await countConflicts(db)).toBe(2);
  expect(await getConflict(db, first?.conflictId ?? 0)).toEqual({
    entityType: "movie",
    entityId: film.movieId,
    path: "/a/poster.jpg",
  });
  await expect(getConflict(db, 999_999)).rejects.toMatchObject({ code: "not_found" });
  const owners = await listKindOwners(db, [`episode.${show.episodeIds[0]}.thumb`, `person.${show.lead}.actor_thumb`]);
  expect(owners).toMatchObject({
    episodes: [{ seasonNumber: 1, episodeNumber: 1 }],
    people: [{ name: "Zoë Saldaña" }],
  });
  await db.update(movies).set({ deletedAt: new Date() }).where(eq(movies.id, film.movieId));
  expect(await countConflicts(db)).toBe(1);
  expect(await listConflicts(db, { limit: 10 })).toHaveLength(1);
  await db.update(movies).set({ deletedAt: null }).where(eq(movies.id, film.movieId));
  await db.delete(publishConflicts);
});

test("the plan of a library leaves out what has nothing to do, and says where to go on", async () => {
  const { libraryId, movieId } = film;
  expect(await countPublishable(db, libraryId)).toBe(1);
  const before = await planLibraryPage(db, { libraryId, after: 0 });
  expect(before).toMatchObject({
    looked: 1,
    next: null,
    items: [{ entityType: "movie", entityId: movieId, failure: null }],
  });
  expect(before.items[0]?.write).toBeGreaterThan(2);
  await publishMovie(db, { movieId });
  expect(await planLibraryPage(db, { libraryId, after: 0 })).toEqual({ looked: 1, next: null, items: [] });
  expect(await planLibraryPage(db, { libraryId, after: movieId })).toEqual({ looked: 0, next: null, items: [] });
});

test("the plan of chosen ones says of one that is gone why there is none", async () => {
  const units = [film.movieId, 999_999].map((entityId) => ({ entityType: "movie" as const, entityId }));
  expect(await planUnits(db, { units })).toMatchObject({
    looked: 2,
    next: null,
    items: [{ entityId: 999_999, write: 0, failure: expect.stringContaining("cannot be published") }],
  });
});
