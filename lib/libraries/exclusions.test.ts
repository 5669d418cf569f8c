import { eq, inArray, isNotNull } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { auditLog, episodes, exclusions, folderFingerprints, libraries, movies, series } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { aUser } from "#lib/access/testing.ts";
import { aMovie } from "#lib/movies/testing.ts";
import { listRemoved } from "#lib/recycle/list-removed.ts";
import { removableKinds } from "#lib/recycle/vocabulary.ts";
import { aSeries } from "#lib/series/testing.ts";
import { countExclusions, forgetExclusion, listExclusions } from "./exclusions.ts";
import { purgeItems, removeItems, restoreItems } from "./remove-items.ts";

const db = await testDb();
const { id: userId } = await aUser(db, { role: "admin", username: "anna" });

beforeEach(async () => {
  await db.delete(auditLog);
  await db.delete(series);
  await db.delete(movies);
  await db.delete(libraries);
});

/** One of each kind, with the path that keeps it out of scans. */
async function oneOfEach() {
  const movieId = await aMovie(db, { filePath: "/films/Heat/heat.mkv", title: "Heat" }, { path: "/films" });
  const [show, other] = [await aSeries(db), await aSeries(db)];
  const episode = other.episodes[0];
  return [
    { kind: "movie" as const, id: movieId, path: "/films/Heat" },
    { kind: "series" as const, id: show.seriesId, path: show.folder },
    { kind: "episode" as const, id: episode?.id ?? 0, path: episode?.filePath ?? "" },
  ];
}

const removeAll = (items: readonly { kind: (typeof removableKinds)[number]; id: number }[]) =>
  transaction(db, async (tx) => {
    for (const { kind, id } of items) await removeItems(tx, { kind, ids: [id], userId, deleteFiles: false });
  });

test("exclusions are listed with who made them, the latest first, page by page", async () => {
  const items = await oneOfEach();
  await removeAll(items);
  const all = await listExclusions(db);
  expect(all.map(({ path, title, excludedBy }) => [path, title, excludedBy])).toEqual([
    [items[2]?.path, "Example Show S01E01", "anna"],
    [items[1]?.path, "Example Show", "anna"],
    [items[0]?.path, "Heat", "anna"],
  ]);
  const [first] = await listExclusions(db, { limit: 1 });
  expect(await listExclusions(db, { before: first?.exclusionId })).toEqual(all.slice(1));
  await db.update(libraries).set({ deletedAt: new Date() }).where(eq(libraries.path, "/films"));
  expect(await countExclusions(db)).toBe(2);
});

test("a forgotten one is off the list, its folders are looked at again, and what was removed waits for the scan", async () => {
  const items = await oneOfEach();
  await removeAll(items);
  const [, show] = await listExclusions(db);
  const [library] = await db
    .select()
    .from(libraries)
    .where(eq(libraries.path, show?.path.replace("/Example Show", "") ?? ""));
  const looked = (path: string) => ({ libraryId: library?.id ?? 0, path, fingerprint: "same" });
  await db.insert(folderFingerprints).values([looked(`${show?.path}/Season 1`), looked(`${show?.path} 2`)]);
  const forget = () => transaction(db, (tx) => forgetExclusion(tx, { exclusionId: show?.exclusionId ?? 0, userId }));
  await forget();
  expect((await db.select().from(folderFingerprints)).map(({ path }) => path)).toEqual([`${show?.path} 2`]);
  expect(await countExclusions(db)).toBe(2);
  expect((await listRemoved(db)).items).toHaveLength(3);
  await expect(forget()).rejects.toMatchObject({ code: "not_found" });
});

test("what was removed is listed page by page, whatever it is, also when it went at one moment", async () => {
  const items = await oneOfEach();
  const more = [await aMovie(db), await aMovie(db)].map((id) => ({ kind: "movie" as const, id }));
  await removeAll([...items, ...more]);
  // The series and two films went at one moment, the other two at others.
  const moment = new Date(Date.now() - 60_000);
  await db.update(series).set({ deletedAt: moment }).where(isNotNull(series.deletedAt));
  await db
    .update(movies)
    .set({ deletedAt: moment })
    .where(inArray(movies.id, [items[0]?.id ?? 0, more[0]?.id ?? 0]));
  const whole = await listRemoved(db);
  expect(whole.items).toHaveLength(5);
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listRemoved(db, { cursor: cursor ?? undefined, limit: 1 });
    seen.push(...page.items.map(({ kind, id }) => `${kind} ${id}`));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(whole.items.map(({ kind, id }) => `${kind} ${id}`));
  await expect(listRemoved(db, { cursor: "bm9uc2Vuc2U" })).rejects.toMatchObject({ code: "invalid" });
});

test("every kind is restored or let go by its own rules, and both are written down", async () => {
  const items = await oneOfEach();
  await removeAll(items);
  await transaction(db, async (tx) => {
    for (const { kind, id } of items) {
      expect(await restoreItems(tx, { kind, ids: [id], userId })).toEqual([id]);
      expect(await purgeItems(tx, { kind, ids: [id], userId })).toBe(0);
    }
  });
  expect(await db.select().from(exclusions)).toEqual([]);
  await removeAll(items);
  await transaction(db, async (tx) => {
    for (const { kind, id } of items) expect(await purgeItems(tx, { kind, ids: [id], userId })).toBe(1);
  });
  expect((await listRemoved(db)).items).toEqual([]);
  expect(await db.select().from(episodes)).toHaveLength(1);
  const actions = new Set((await db.select().from(auditLog)).map(({ action }) => action));
  for (const kind of removableKinds) {
    expect([...actions]).toEqual(expect.arrayContaining([`${kind}.remove`, `${kind}.restore`, `${kind}.purge`]));
  }
});
