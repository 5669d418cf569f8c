import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { fromNow } from "#db/clock.ts";
import { configuration, libraries, libraryRoots, recycleBin } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { env } from "#lib/env.ts";
import { planRecycle } from "#lib/files/recycle.ts";
import { listRecycled } from "./list.ts";
import { purgeExpired } from "./purge.ts";
import { recordRecycled, recycle } from "./recycle.ts";
import { restoreRecycled } from "./restore.ts";

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

describe("the purge", () => {
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
});
