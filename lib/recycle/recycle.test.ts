import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { fromNow } from "#db/clock.ts";
import {
  auditLog,
  configuration,
  episodes,
  jobs,
  libraries,
  libraryRoots,
  movies,
  recycleBin,
  schedules,
  seasons,
  series,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { env } from "#lib/env.ts";
import { planRecycle } from "#lib/files/recycle.ts";
import { lookAtClock } from "./clock.ts";
import { listRecycled, sizeOfBin } from "./list.ts";
import { lookAtRecycled, readSide } from "./look-at.ts";
import { purgeChosen, purgeExpired } from "./purge.ts";
import { recordRecycled, recycle } from "./recycle.ts";
import type { RecycledFilter } from "./recycled-filter.ts";
import { restoreRecycled } from "./restore.ts";
import { restoreChosen } from "./restore-chosen.ts";
import { cacheAsLibrary } from "./vocabulary.ts";

const db = await testDb();
const root = await mkdtemp(join(tmpdir(), "metarr-recycle-"));
afterAll(() => rm(root, { recursive: true }));
const [library] = await db.insert(libraries).values({ name: "Films", path: root, type: "movie" }).returning();
await db.insert(libraryRoots).values({ libraryId: library?.id ?? 0, path: root });

const path = join(root, "Heat", "poster.jpg");
beforeEach(async () => {
  await db.delete(recycleBin);
  await db.delete(configuration);
  await rm(join(root, "Heat"), { recursive: true, force: true });
  await mkdir(join(root, "Heat"));
  await writeFile(path, "mine");
});

const reason = "A test";
const bin = () => recycle(db, { root, path, reason, entityType: "movie", entityId: 7 });
const rowOf = async (recycleId: number) => (await db.select().from(recycleBin).where(eq(recycleBin.id, recycleId)))[0];
const age = (recycleId: number, days: number) =>
  db
    .update(recycleBin)
    .set({ expiresAt: fromNow(-days * 24 * 60 * 60 * 1000) })
    .where(eq(recycleBin.id, recycleId));

describe("a recycled file", () => {
  test("is gone from its place and listed with where it was and why", async () => {
    const recycleId = await bin();
    expect(existsSync(path)).toBe(false);
    const [listed] = await listRecycled(db);
    expect(listed).toMatchObject({ recycleId, originalPath: path, reason, fileSizeBytes: 4, entityId: 7 });
    const days = ((listed?.expiresAt?.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(30, 1);
    expect(await listRecycled(db, { entityType: "movie", entityId: 8 })).toEqual([]);
    expect(await listRecycled(db, { before: recycleId })).toEqual([]);
  });

  test("is put back where it was", async () => {
    const recycleId = await bin();
    await restoreRecycled(db, { recycleId });
    expect(await readFile(path, "utf8")).toBe("mine");
    expect(await listRecycled(db)).toEqual([]);
    await expect(restoreRecycled(db, { recycleId })).rejects.toMatchObject({ code: "conflict" });
  });

  test.each([
    ["its library", { device: "1", mounts: null }],
    ["a folder of its library", { device: null, mounts: { [join(root, "Heat")]: "1" } }],
  ])("is not put into the empty folder that the disk of %s leaves while it is away", async (_, disk) => {
    const recycleId = await bin();
    await db.update(libraryRoots).set(disk).where(eq(libraryRoots.path, root));
    await expect(restoreRecycled(db, { recycleId })).rejects.toMatchObject({ code: "offline" });
    expect(existsSync(path)).toBe(false);
    const { dev } = await stat(root);
    const back = { device: String(dev), mounts: { [join(root, "Heat")]: String(dev) } };
    await db.update(libraryRoots).set(back).where(eq(libraryRoots.path, root));
    await restoreRecycled(db, { recycleId });
    expect(await readFile(path, "utf8")).toBe("mine");
  });

  test("is not put back over something newer without asking, and then nothing is lost", async () => {
    const recycleId = await bin();
    await writeFile(path, "newer");
    await expect(restoreRecycled(db, { recycleId })).rejects.toMatchObject({ code: "conflict" });
    expect(await readFile(path, "utf8")).toBe("newer");
    await restoreRecycled(db, { recycleId, overwrite: true });
    expect(await readFile(path, "utf8")).toBe("mine");
    const [newer] = await listRecycled(db);
    await rm(path);
    await restoreRecycled(db, { recycleId: newer?.recycleId ?? 0 });
    expect(await readFile(path, "utf8")).toBe("newer");
  });

  test("that is gone from the bin makes no room, and another file at its place is not taken for it", async () => {
    const recycleId = await bin();
    await rm(join(env.DATA_DIR, (await rowOf(recycleId))?.recyclePath ?? ""));
    await writeFile(path, "same"); // As long as the one that is gone.
    for (const overwrite of [true, false]) {
      await expect(restoreRecycled(db, { recycleId, overwrite })).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await readFile(path, "utf8")).toBe("same");
    await writeFile(path, "mine");
    await restoreRecycled(db, { recycleId });
    expect((await rowOf(recycleId))?.restoredAt).toBeInstanceOf(Date);
  });

  test("of a library that is gone says so", async () => {
    const recycleId = await bin();
    await db.update(recycleBin).set({ originalPath: "/elsewhere/poster.jpg" }).where(eq(recycleBin.id, recycleId));
    await expect(restoreRecycled(db, { recycleId })).rejects.toMatchObject({ code: "conflict" });
  });

  test("whose move was stopped after its row is moved under the same row", async () => {
    const recycleId = await recordRecycled(db, { plan: await planRecycle({ root, path }), reason });
    expect(await bin()).toBe(recycleId);
    expect(existsSync(path)).toBe(false);
    expect(await db.select().from(recycleBin)).toHaveLength(1);
  });
});

describe("the list", () => {
  const put = async (name: string, note: { entityType?: string; entityId?: number } = {}) => {
    await mkdir(join(root, "Heat"), { recursive: true });
    await writeFile(join(root, "Heat", name), name);
    return recycle(db, { root, path: join(root, "Heat", name), reason, ...note });
  };
  const idsOf = async (filter: RecycledFilter) =>
    (await listRecycled(db, { filter })).map(({ recycleId }) => recycleId);

  test("is searched by path and by film or series, and narrowed by kind and library", async () => {
    const libraryId = library?.id ?? 0;
    const title = { libraryId, title: "Amélie", sortTitle: "Amélie", searchText: "amelie" };
    const [film] = await db
      .insert(movies)
      .values({ ...title, filePath: join(root, "a.mkv"), fileName: "a.mkv" })
      .returning();
    const [show] = await db
      .insert(series)
      .values({ libraryId, title: "Tide", sortTitle: "Tide", searchText: "tide", directoryPath: join(root, "Tide") })
      .returning();
    const seriesId = show?.id ?? 0;
    const [season] = await db.insert(seasons).values({ seriesId, seasonNumber: 1 }).returning();
    const [episode] = await db
      .insert(episodes)
      .values({
        seriesId,
        seasonId: season?.id ?? 0,
        seasonNumber: 1,
        episodeNumber: 1,
        filePath: join(root, "Tide/1.mkv"),
      })
      .returning();
    const nfo = await put("100%_sure.NFO", { entityType: "movie", entityId: film?.id ?? 0 });
    const poster = await put("poster.jpg", { entityType: "episode", entityId: episode?.id ?? 0 });
    const video = await put("Heat.mkv");
    const text = await put("notes");
    expect(await idsOf({})).toEqual([text, video, poster, nfo]);
    expect(await idsOf({ search: "HEAT.mkv" })).toEqual([video]);
    expect(await idsOf({ search: "%_s" })).toEqual([nfo]);
    expect(await idsOf({ search: "amélie" })).toEqual([nfo]);
    expect(await idsOf({ search: "tide" })).toEqual([poster]);
    expect(await idsOf({ kinds: ["nfo", "video"] })).toEqual([video, nfo]);
    expect(await idsOf({ kinds: ["other"] })).toEqual([text]);
    expect(await idsOf({ libraryIds: [libraryId] })).toHaveLength(4);
    expect(await idsOf({ libraryIds: [cacheAsLibrary] })).toEqual([]);
    expect(await idsOf({ libraryIds: [999] })).toEqual([]);
    expect(await sizeOfBin(db, { kinds: ["picture"] })).toEqual({ files: 1, sizeBytes: 10 });
    expect((await listRecycled(db)).map(({ kind, owner, libraryName }) => [kind, owner?.title, libraryName])).toEqual([
      ["other", undefined, "Films"],
      ["video", undefined, "Films"],
      ["picture", "Tide", "Films"],
      ["nfo", "Amélie", "Films"],
    ]);
  });

  test("is searched in any case of any letters, also where a disk keeps the marks apart", async () => {
    const [german, greek] = [await put("Ärger.mkv"), await put("Ωδή.mkv")];
    const apart = await put("Öl.mkv".normalize("NFD"));
    await put("Arger.mkv");
    for (const search of ["ärger", "ÄRGER", "Ärger"]) expect(await idsOf({ search })).toEqual([german]);
    expect(await idsOf({ search: "ΩΔΉ" })).toEqual([greek]);
    expect(await idsOf({ search: "öl." })).toEqual([apart]);
  });

  test("many are put back at once, and those whose place is taken wait for a person", async () => {
    const [one, two] = [await put("one.nfo"), await put("two.nfo")];
    await writeFile(join(root, "Heat", "two.nfo"), "newer");
    const params = { recycleIds: [one, two, 999_999], userId: null };
    const first = await restoreChosen(db, { ...params, overwrite: false });
    expect(first.restored.map(({ recycleId }) => recycleId)).toEqual([one]);
    expect([first.taken, first.problems.map(({ recycleId }) => recycleId)]).toEqual([[two], [999_999]]);
    expect(await db.select().from(jobs).where(eq(jobs.type, "library.scan"))).toHaveLength(1);
    const looked = await lookAtRecycled(db, two);
    expect(looked).toMatchObject({ kind: "nfo", bin: { text: "two.nfo", sizeBytes: 7 }, there: { text: "newer" } });
    const second = await restoreChosen(db, { recycleIds: [two], userId: null, overwrite: true });
    expect([second.restored.length, second.taken]).toEqual([1, []]);
    expect(await readFile(join(root, "Heat", "two.nfo"), "utf8")).toBe("two.nfo");
    expect((await listRecycled(db)).map(({ reason }) => reason)).toEqual(["Made room for a file that was put back"]);
  });

  test("S7: a row whose place is no library's shows nothing of the disk", async () => {
    const recycleId = await put("poster.jpg");
    const read = (side: "bin" | "there") => readSide(db, { recycleId, side, maxBytes: 1000 });
    expect(Buffer.from((await read("bin")).bytes).toString()).toBe("poster.jpg");
    for (const originalPath of ["/etc/passwd", join(root, "..", "outside"), `${root}/Heat/../../outside`]) {
      await db.update(recycleBin).set({ originalPath }).where(eq(recycleBin.id, recycleId));
      await expect(read("there")).rejects.toMatchObject({ name: "AppError" });
    }
    await db.update(recycleBin).set({ recyclePath: "../etc/passwd" }).where(eq(recycleBin.id, recycleId));
    await expect(read("bin")).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the purge", () => {
  test("of chosen files takes those alone, and says who did it", async () => {
    const chosen = await bin();
    await writeFile(path, "other");
    const kept = await bin();
    const answer = await purgeChosen(db, { recycleIds: [chosen, 999_999], userId: null });
    expect(answer).toEqual({ recycleIds: [chosen], problems: [] });
    expect((await listRecycled(db)).map(({ recycleId }) => recycleId)).toEqual([kept]);
    const [entry] = await db.select().from(auditLog).where(eq(auditLog.action, "recycle.purge"));
    expect(entry?.details).toEqual({ recycleId: chosen, path });
  });

  test("comes after the days of the settings, for files that go there from now on", async () => {
    const before = await bin();
    await db.insert(configuration).values({ key: "recycle.retentionDays", value: "7", type: "number" });
    await writeFile(path, "other");
    const after = await bin();
    const days = async (recycleId: number) =>
      Math.round(((await rowOf(recycleId))?.expiresAt?.getTime() ?? 0) / 86_400_000 - Date.now() / 86_400_000);
    expect([await days(before), await days(after)]).toEqual([30, 7]);
  });

  test("deletes what has been there for its time, and nothing else", async () => {
    const old = await bin();
    await writeFile(path, "other");
    const young = await bin();
    await age(old, 1);
    expect(await purgeExpired(db)).toEqual({ purged: 1, skipped: null, problems: [] });
    const [gone, kept] = [await rowOf(old), await rowOf(young)];
    expect(existsSync(join(env.DATA_DIR, gone?.recyclePath ?? ""))).toBe(false);
    expect(gone?.purgedAt).toBeInstanceOf(Date);
    expect(existsSync(join(env.DATA_DIR, kept?.recyclePath ?? ""))).toBe(true);
    await expect(restoreRecycled(db, { recycleId: old })).rejects.toMatchObject({ code: "not_found" });
  });

  test("keeps the rows of large files while their disk is away, and tells it once", async () => {
    const ids: number[] = [];
    for (const letter of ["a", "b"]) {
      const recycleId = await bin();
      await writeFile(path, letter);
      const recyclePath = join(root, ".metarr-recycle", `${letter.repeat(24)}.mkv`);
      await db.update(recycleBin).set({ recyclePath, fileHash: null }).where(eq(recycleBin.id, recycleId));
      await age(recycleId, 1);
      ids.push(recycleId);
    }
    const { purged, problems } = await purgeExpired(db);
    expect([purged, problems.length, problems[0]?.message]).toEqual([0, 1, expect.stringContaining("its disk")]);
    for (const recycleId of ids) expect((await rowOf(recycleId))?.purgedAt).toBeNull();
    await rm(path);
    await expect(restoreRecycled(db, { recycleId: ids[0] ?? 0 })).rejects.toMatchObject({ code: "offline" });
    await mkdir(join(root, ".metarr-recycle"));
    expect(await purgeExpired(db)).toMatchObject({ purged: 2, problems: [] });
    await rm(join(root, ".metarr-recycle"), { recursive: true });
  });

  test.each([
    ["a library file", () => path],
    ["the database", () => "metarr.sqlite"],
    ["a path that climbs", () => `recycle/../${"a".repeat(24)}`],
    ["another name in the bin", () => "recycle/ab/notes.txt"],
    ["a folder that only looks like a bin", () => join(root, "x.metarr-recycle", "a".repeat(24))],
  ])("S26: a row that names %s deletes nothing", async (_, make) => {
    const recycleId = await bin();
    await writeFile(path, "precious");
    const recyclePath = make();
    const absolute = recyclePath.startsWith("/") ? recyclePath : join(env.DATA_DIR, recyclePath);
    await mkdir(join(absolute, ".."), { recursive: true });
    if (!existsSync(absolute)) await writeFile(absolute, "precious");
    await db.update(recycleBin).set({ recyclePath }).where(eq(recycleBin.id, recycleId));
    await age(recycleId, 1);
    const { purged, problems } = await purgeExpired(db);
    expect([purged, problems.length]).toEqual([0, 1]);
    expect(existsSync(absolute)).toBe(true);
    expect((await rowOf(recycleId))?.purgedAt).toBeNull();
  });

  test.each([
    ["forward by four days", -4],
    ["back by two days", 2],
  ])("R16: a clock that jumped %s skips one purge", async (_, days) => {
    const recycleId = await bin();
    await age(recycleId, 1);
    const value = new Date(Date.now() + days * 86_400_000).toISOString();
    await db.insert(configuration).values({ key: "recycle.purgeSeenAt", value, type: "string" });
    expect(await purgeExpired(db)).toMatchObject({ purged: 0, skipped: expect.stringContaining("The clock moved") });
    expect(await purgeExpired(db)).toMatchObject({ purged: 1, skipped: null });
  });

  /** As if the last look at the clock had been so many hours ago. */
  const seen = async (hours: number) => {
    const value = new Date(Date.now() - hours * 3_600_000).toISOString();
    await db.delete(configuration).where(eq(configuration.key, "recycle.purgeSeenAt"));
    await db.insert(configuration).values({ key: "recycle.purgeSeenAt", value, type: "string" });
  };

  test("may come once a week: the worker has looked at the clock in between", async () => {
    const recycleId = await bin();
    await age(recycleId, 1);
    await seen(7 * 24);
    await lookAtClock(db);
    await purgeExpired(db);
    for (const _day of Array(7).keys()) {
      await seen(24);
      await lookAtClock(db);
    }
    expect(await purgeExpired(db)).toEqual({ purged: 1, skipped: null, problems: [] });
  });

  test("R16: a jump that the worker saw long before skips one purge, and the next comes within a day", async () => {
    const recycleId = await bin();
    await age(recycleId, 1);
    await db.delete(schedules);
    const nextRunAt = new Date(Date.now() + 7 * 86_400_000);
    await db.insert(schedules).values({ name: "weekly", jobType: "recycle.purge", cron: "0 3 * * 0", nextRunAt });
    await seen(26);
    await lookAtClock(db);
    await seen(2);
    await lookAtClock(db);
    expect(await purgeExpired(db)).toMatchObject({ purged: 0, skipped: expect.stringContaining("The clock moved") });
    const [schedule] = await db.select().from(schedules);
    const inDays = ((schedule?.nextRunAt?.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(inDays).toBeCloseTo(1, 1);
    expect(await purgeExpired(db)).toMatchObject({ purged: 1, skipped: null });
  });
});
