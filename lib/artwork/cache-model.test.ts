import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, inArray } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  assetCandidates,
  cacheImageFiles,
  fieldChanges,
  libraries,
  libraryImageFiles,
  movies,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { env } from "#lib/env.ts";
import { setChosenOf, updateMirrorsOf } from "./apply-selection.ts";
import { cacheImage } from "./cache.ts";
import { listCandidates } from "./candidate-rows.ts";
import { collectUnused } from "./collect.ts";
import { sweepArtwork } from "./sweep.ts";
import { aFilm, jpeg, startPictureServer } from "./testing.ts";
import { verifyCache } from "./verify-cache.ts";

const db = await testDb();
const day = 24 * 60 * 60 * 1000;
/** The full number is the long tier's (npm run test:faults). */
const operations = process.env.FAULTS ? 10_000 : 400;
const filmCount = 5;
const pictureCount = 12;

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test(`S26: ${operations} random operations on the cache lose no picture that a row tells of, and touch no file of a library`, {
  timeout: 60_000 + operations * 40,
}, async () => {
  const world = await aWorld();
  const seed = fc.sample(fc.integer({ min: 1, max: 2 ** 31 - 1 }), 1)[0] ?? 1;
  const random = numbers(seed);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const kinds = Object.keys(world.operations);
  const done: Record<string, number> = {};
  for (let step = 0; step < operations; step += 1) {
    // Each comes at least once.
    const kind = kinds[step] ?? pick(world.weighted) ?? "";
    const at = `seed ${seed}, step ${step}, ${kind}`;
    done[kind] = (done[kind] ?? 0) + 1;
    await world.operations[kind]?.(pick, random);
    if (world.cleans.has(kind)) await world.check(at);
  }
  // At the end nothing is chosen for two months: what may go goes, first the rows, then the files.
  for (const end of ["cache", "dropAll", "pass", "pass", "collect", "pass", "pass", "collect"]) {
    await world.operations[end]?.(pick, random);
  }
  await world.check(`seed ${seed}, the end`);
  expect(Object.keys(done).toSorted()).toEqual(kinds.toSorted());
  expect(world.letGo).toBeGreaterThan(0);
  expect(world.recycled).toBeGreaterThan(0);
  expect(world.repaired).toBeGreaterThan(0);
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

type Pick = <T>(list: readonly T[]) => T | undefined;

async function aWorld() {
  const server = await startPictureServer(db);
  const root = await mkdtemp(join(tmpdir(), "metarr-model-"));
  const pictures = await Promise.all(
    Array.from({ length: pictureCount }, (_, index) => jpeg(900 + index, { width: 24, height: 36 })),
  );
  const home = "https://image.tmdb.org/t/p/original";
  for (const [index, bytes] of pictures.entries()) server.files.set(`/${index}.jpg`, bytes);
  const films: number[] = [];
  const { libraryId } = await aFilm(db, { root });
  const originals = new Map<string, string>();
  const addFilm = async () => {
    const name = `Film ${films.length} ${Math.random()}`;
    const folder = join(root, name);
    await mkdir(folder);
    const filePath = join(folder, "film.mkv");
    for (const file of ["film.mkv", "poster.jpg", "film.nfo"]) {
      await writeFile(join(folder, file), `${name} ${file}`);
      originals.set(join(folder, file), sha256(Buffer.from(`${name} ${file}`)));
    }
    const [row] = await db
      .insert(movies)
      .values({ libraryId, filePath, fileName: "film.mkv", title: name, sortTitle: name })
      .returning();
    films.push(row?.id ?? 0);
  };
  for (let film = 0; film < filmCount; film += 1) await addFilm();

  const ownerOf = (entityId: number) => ({ entityType: "movie", entityId }) as const;
  const candidatesOf = async (entityId: number) => listCandidates(db, ownerOf(entityId));
  const choose = (entityId: number, candidateIds: number[]) =>
    transaction(db, async (tx) => {
      await setChosenOf(tx, { ...ownerOf(entityId), type: "poster", candidateIds, source: "tmdb" });
      await updateMirrorsOf(tx, { ...ownerOf(entityId), isChanged: true });
    });
  const files = async (folder: string) => {
    const entries = await readdir(join(env.DATA_DIR, folder), { recursive: true, withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  };

  const world = {
    letGo: 0,
    recycled: 0,
    repaired: 0,
    /** After these nothing may be missing. The others may have taken files away on purpose. */
    cleans: new Set(["collect", "verify"]),
    weighted: [] as string[],
    async check(at: string) {
      const rows = await db.select().from(cacheImageFiles);
      for (const row of rows) {
        const path = join(env.DATA_DIR, row.filePath);
        expect(existsSync(path), `${at}: ${path} is missing`).toBe(true);
      }
      for (const [path, hash] of originals) {
        expect(sha256(await readFile(path)), `${at}: ${path} was touched`).toBe(hash);
      }
    },
    operations: {
      async cache(pick: Pick, random: () => number) {
        const entityId = pick(films);
        const index = Math.floor(random() * pictureCount);
        const bytes = pictures[index];
        if (entityId === undefined || !bytes) return;
        const url = `${home}/${index}.jpg`;
        const source = { sourceType: "provider", sourceUrl: url, providerName: "tmdb" } as const;
        const kept = { ...ownerOf(entityId), imageType: "poster", bytes, name: "picture", source } as const;
        const { cacheFileId } = await cacheImage(db, kept);
        await db
          .insert(assetCandidates)
          .values({ ...ownerOf(entityId), assetType: "poster", provider: "tmdb", url, cacheFileId })
          .onConflictDoUpdate({
            target: [
              assetCandidates.entityType,
              assetCandidates.entityId,
              assetCandidates.assetType,
              assetCandidates.url,
            ],
            set: { cacheFileId },
          });
      },
      async choose(pick: Pick) {
        const entityId = pick(films);
        if (entityId === undefined) return;
        const chosen = pick((await candidatesOf(entityId)).filter(({ cached }) => cached));
        if (chosen) await choose(entityId, [chosen.id]);
      },
      async drop(pick: Pick) {
        const entityId = pick(films);
        if (entityId !== undefined) await choose(entityId, []);
      },
      async dropAll() {
        for (const entityId of films) await choose(entityId, []);
      },
      async lock(pick: Pick) {
        const row = pick(await db.select({ id: cacheImageFiles.id }).from(cacheImageFiles));
        if (row) await db.update(cacheImageFiles).set({ isLocked: true }).where(eq(cacheImageFiles.id, row.id));
      },
      async forgetOffers(pick: Pick) {
        const entityId = pick(films);
        const gone = (await candidatesOf(entityId ?? 0)).filter(({ isSelected }) => !isSelected).map(({ id }) => id);
        if (gone.length > 0) await db.delete(assetCandidates).where(inArray(assetCandidates.id, gone));
      },
      async publish(pick: Pick) {
        const row = pick(await db.select().from(cacheImageFiles));
        const film = row && (await db.select().from(movies).where(eq(movies.id, row.entityId)))[0];
        const path = film && join(film.filePath, "../film-poster.jpg");
        if (!row || !path || originals.has(path) || !existsSync(join(env.DATA_DIR, row.filePath))) return;
        await copyFile(join(env.DATA_DIR, row.filePath), path);
        const published = { cacheFileId: row.id, hash: row.fileHash };
        await db
          .insert(libraryImageFiles)
          .values({ ...published, filePath: path })
          .onConflictDoUpdate({ target: libraryImageFiles.filePath, set: published });
      },
      async unpublish(pick: Pick) {
        const row = pick(await db.select().from(libraryImageFiles));
        if (row) await db.delete(libraryImageFiles).where(eq(libraryImageFiles.id, row.id));
      },
      async removeFilm(pick: Pick) {
        const entityId = pick(films);
        if (entityId === undefined) return;
        films.splice(films.indexOf(entityId), 1);
        await db.delete(movies).where(eq(movies.id, entityId));
        await addFilm();
      },
      /** Weeks pass: rows, history and files are as much older. */
      async pass(_: Pick, random: () => number) {
        const ageMs = (16 + random() * 20) * day;
        for (const path of [...(await files("cache/assets")), ...(await files("cache/thumbs"))]) {
          const at = ((await stat(path)).mtimeMs - ageMs) / 1000;
          await utimes(path, at, at);
        }
        for (const row of await db.select().from(cacheImageFiles)) {
          const discoveredAt = new Date(row.discoveredAt.getTime() - ageMs);
          const verifiedAt = row.verifiedAt && new Date(row.verifiedAt.getTime() - ageMs);
          await db.update(cacheImageFiles).set({ discoveredAt, verifiedAt }).where(eq(cacheImageFiles.id, row.id));
        }
        await db.delete(fieldChanges);
      },
      async collect() {
        await world.operations.verify();
        world.letGo += await collectUnused(db);
        world.recycled += (await sweepArtwork(db)).recycled;
      },
      async lose(pick: Pick) {
        const path = pick(await files("cache/assets"));
        if (path) await rm(path);
      },
      async damage(pick: Pick) {
        const path = pick(await files("cache/assets"));
        if (path) await writeFile(path, "damaged");
      },
      async verify() {
        // The state of a disk is not in the rows: each is read again.
        await db.update(cacheImageFiles).set({ verifiedAt: null });
        const { repaired, lost } = await verifyCache(db, { limit: 1000 });
        expect(lost).toEqual([]);
        world.repaired += repaired;
      },
    } as Record<string, (pick: Pick, random: () => number) => Promise<void>> & { verify: () => Promise<void> },
  };
  const weights: Record<string, number> = {
    cache: 30,
    choose: 20,
    drop: 8,
    forgetOffers: 5,
    publish: 6,
    unpublish: 5,
    lock: 1,
    removeFilm: 2,
    pass: 2,
    collect: 2,
    lose: 2,
    damage: 2,
    verify: 1,
  };
  world.weighted = Object.entries(weights).flatMap(([kind, weight]) => Array.from({ length: weight }, () => kind));
  await db.update(libraries).set({ name: "Model" }).where(eq(libraries.id, libraryId));
  return world;
}
