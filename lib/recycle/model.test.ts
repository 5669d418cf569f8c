import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { and, isNull, sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { fromNow } from "#db/clock.ts";
import { libraries, libraryRoots, recycleBin } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { collectUnused } from "#lib/artwork/collect.ts";
import { sweepArtwork } from "#lib/artwork/sweep.ts";
import { env } from "#lib/env.ts";
import { isAppError } from "#lib/errors.ts";
import { writeFileAtomic } from "#lib/files/write-atomic.ts";
import { inBin } from "./in-bin.ts";
import { purgeChosen, purgeExpired } from "./purge.ts";
import { recycle } from "./recycle.ts";
import { restoreRecycled } from "./restore.ts";
import { settleMoves } from "./settle-moves.ts";

const db = await testDb();
/** The full number is the long tier's (npm run test:faults). */
const operations = process.env.FAULTS ? 10_000 : 200;
const names = ["film.mkv", "film.nfo", "poster.jpg", "fanart.jpg"];
const reason = "A test";

test(`S26: ${operations} random operations never delete a file of a library, and a purge only what its row names in a recycle folder`, {
  timeout: 60_000 + operations * 60,
}, async () => {
  const seed = fc.sample(fc.integer({ min: 1, max: 2 ** 31 - 1 }), 1)[0] ?? 1;
  const { kinds, operate, check, done } = await aWorld(numbers(seed));
  for (let step = 0; step < operations; step += 1) {
    // Each comes at least once, then as chance wants.
    const at = await operate(kinds[step]);
    await check(`seed ${seed}, step ${step}, ${at}`);
  }
  for (const [kind, count] of Object.entries(done)) expect(count, kind).toBeGreaterThan(0);
});

/** The same numbers for the same seed: mulberry32. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function filesBelow(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(path, "utf8")] as const)));
}

async function aWorld(random: () => number) {
  const root = await mkdtemp(join(tmpdir(), "metarr-bin-model-"));
  onTestFinished(() => rm(root, { recursive: true }));
  const bin = join(env.DATA_DIR, "recycle");
  const [library] = await db.insert(libraries).values({ name: "Films", path: root, type: "movie" }).returning();
  await db.insert(libraryRoots).values({ libraryId: library?.id ?? 0, path: root });

  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const paths = ["A", "B", "C"].flatMap((film) => names.map((name) => join(root, film, name)));
  // Files that look as if a purge could want them, and that no row tells of.
  const decoys = [
    join(bin, "notes.txt"),
    join(bin, "ab", `${"b".repeat(24)}.jpg`),
    join(root, ".metarr-recycle", `${"c".repeat(24)}.mkv`),
  ];
  for (const [index, path] of decoys.entries()) {
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, `decoy ${index}`);
  }
  let written = 0;
  const content = () => `content ${written++}`;
  /** What lies in the library as the operations left it. */
  const shelf = new Map<string, string>();
  const recycleOne = async (path: string) => {
    await recycle(db, { root, path, reason });
    shelf.delete(path);
  };
  const ids = async () =>
    await db.select({ id: recycleBin.id, path: recycleBin.originalPath }).from(recycleBin).where(inBin);

  const all = {
    /** As a person or another program does. */
    async write() {
      const path = pick(paths) ?? "";
      const text = content();
      await mkdir(join(path, ".."), { recursive: true });
      await writeFile(path, text);
      shelf.set(path, text);
    },
    /** What is there goes to the bin, then the new one is written. */
    async publish() {
      const path = pick(paths) ?? "";
      const text = content();
      if (shelf.has(path)) await recycleOne(path);
      await writeFileAtomic({ root, path, bytes: Buffer.from(text) });
      shelf.set(path, text);
    },
    async recycle() {
      const path = pick([...shelf.keys()]);
      if (path !== undefined) await recycleOne(path);
    },
    async restore() {
      const row = pick(await ids());
      if (!row) return;
      const isOurs = row.path.startsWith(root);
      const overwrite = random() < 0.5;
      const wanted = (await contentsOfBin()).get(row.id);
      try {
        await restoreRecycled(db, { recycleId: row.id, overwrite });
        if (isOurs && wanted !== undefined) shelf.set(row.path, wanted);
      } catch (error) {
        if (!isAppError(error, "conflict")) throw error;
      }
    },
    async pass() {
      const ageMs = Math.floor(random() * 20) * 86_400_000;
      const chosen = sql`${recycleBin.id} % 3 = ${Math.floor(random() * 3)}`;
      await db
        .update(recycleBin)
        .set({ expiresAt: fromNow(-ageMs) })
        .where(and(chosen, isNull(recycleBin.purgedAt)));
    },
    async purge() {
      const result = await purgeExpired(db);
      expect(result.problems).toEqual([]);
    },
    async purgeChosen() {
      const rows = await ids();
      const recycleIds = [pick(rows)?.id, pick(rows)?.id].flatMap((id) => id ?? []);
      await purgeChosen(db, { recycleIds, userId: null });
    },
    async settle() {
      await settleMoves(db, { begunForMs: -60_000 });
    },
    /** Files of the cache that no row tells of, old enough to be let go. */
    async cache() {
      const hash = [...Array(64)].map(() => Math.floor(random() * 16).toString(16)).join("");
      const folder = join(env.DATA_DIR, "cache/assets", hash.slice(0, 2), hash.slice(2, 4));
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${hash}.jpg`), `cached ${hash}`);
      await utimes(join(folder, `${hash}.jpg`), 1, 1);
    },
    async collect() {
      await collectUnused(db);
      await sweepArtwork(db);
    },
  };
  type Kind = keyof typeof all;
  const kinds = Object.keys(all).filter((kind): kind is Kind => kind in all);
  const done = Object.fromEntries(kinds.map((kind) => [kind, 0]));
  /** Of each row, what it holds. */
  const held = new Map<number, string>();

  async function contentsOfBin(): Promise<Map<number, string>> {
    const rows = await db.select().from(recycleBin).where(inBin);
    const found = await Promise.all(
      rows.map(async ({ id, recyclePath }) => [id, await readFile(join(env.DATA_DIR, recyclePath), "utf8")] as const),
    );
    return new Map(found);
  }
  let before = { bin: await filesBelow(bin), rows: new Map<string, number>() };

  return {
    kinds,
    done,
    async operate(wanted: string | undefined) {
      const kind = kinds.find((each) => each === wanted) ?? pick(kinds) ?? "write";
      const rows = await db.select().from(recycleBin).where(inBin);
      before = {
        bin: await filesBelow(bin),
        rows: new Map(rows.map(({ id, recyclePath }) => [join(env.DATA_DIR, recyclePath), id])),
      };
      await all[kind]();
      done[kind] = (done[kind] ?? 0) + 1;
      return kind;
    },
    async check(at: string) {
      const now = await filesBelow(root);
      for (const path of decoys) expect(existsSync(path), `${at}: ${path} is gone`).toBe(true);
      for (const path of decoys) now.delete(path);
      for (const path of now.keys()) if (path.includes(".metarr-recycle")) now.delete(path);
      // No operation but the one that was asked to took a file of the library, or changed it.
      expect(Object.fromEntries(now), at).toEqual(Object.fromEntries(shelf));
      const present = await contentsOfBin();
      for (const [id, text] of present) {
        expect(text, `${at}: the file of row ${id} changed`).toBe(held.get(id) ?? text);
        held.set(id, text);
      }
      // What went from the bin is what a row told of, and that row says that it went.
      const left = await filesBelow(bin);
      for (const path of before.bin.keys()) {
        if (left.has(path)) continue;
        const id = before.rows.get(path);
        expect(id, `${at}: ${path} went without a row`).toBeDefined();
        expect(present.has(id ?? 0), `${at}: row ${id} lost its file`).toBe(false);
      }
    },
  };
}
