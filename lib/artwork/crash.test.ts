import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { fromNow } from "#db/clock.ts";
import { dialect } from "#db/dialect/index.ts";
import { targetOf } from "#db/handle.ts";
import { cacheImageFiles, downloadFlights, movies, recycleBin } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { env } from "#lib/env.ts";
import { restoreRecycled } from "#lib/recycle/restore.ts";
import { saveCandidates } from "./candidates.ts";
import { selectArtwork } from "./select.ts";
import { assetPath, thumbnailPath } from "./store.ts";
import { sweepArtwork } from "./sweep.ts";
import { aFilm, anOffer, jpeg, startPictureServer } from "./testing.ts";

const db = await testDb();
const server = await startPictureServer(db);
afterAll(() => server.close());
const target = targetOf(db);
const cache = join(env.DATA_DIR, "cache");

/** Wide enough for three thumbnails. */
const wide = { width: 400, height: 600 };

let movieId = 0;
let seed = 100;
beforeEach(async () => {
  ({ movieId } = await aFilm(db));
  // A picture nobody has yet, so that its file is written anew.
  seed += 1;
  await offer(`/${seed}.jpg`, seed);
});

async function offer(path: string, drawn: number): Promise<void> {
  server.files.set(path, await jpeg(drawn, wide));
  const params = { entityType: "movie", entityId: movieId, provider: "tmdb", candidates: [anOffer(path)] } as const;
  await transaction(db, (tx) => saveCandidates(tx, params));
}

function child(failAt?: string) {
  return spawn(process.execPath, [join(import.meta.dirname, "testing-child.ts"), String(movieId)], {
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      ...process.env,
      NODE_ENV: "test",
      DATA_DIR: env.DATA_DIR,
      ...(target.type === "postgres" ? { DATABASE_URL: target.url } : {}),
      ...(failAt === undefined ? {} : { FAIL_AT: failAt }),
    },
  });
}

const ending = (running: ReturnType<typeof child>) =>
  new Promise<string>((done) => running.on("exit", (code, signal) => done(signal ?? `exit ${code}`)));

/** Every file is what its name says, and every row has its file. */
async function checkCache(): Promise<void> {
  await mkdir(join(cache, "assets"), { recursive: true });
  const names = await readdir(join(cache, "assets"), { recursive: true, withFileTypes: true });
  for (const entry of names.filter((each) => each.isFile() && !each.name.startsWith(".mtr-"))) {
    const bytes = await readFile(join(entry.parentPath, entry.name));
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(entry.name.split(".")[0]);
  }
  const rows = await db.select().from(cacheImageFiles);
  for (const row of rows) expect(existsSync(join(env.DATA_DIR, row.filePath))).toBe(true);
}

/** After another run all is as if there had been no stop. */
async function checkRecovery(): Promise<void> {
  // The claim of the process that is gone has run out by the time that its job is given to another.
  await db.update(downloadFlights).set({ expiresAt: fromNow(-1) });
  await selectArtwork(db, { movieId });
  await checkCache();
  const [movie] = await db.select().from(movies).where(eq(movies.id, movieId));
  expect(movie?.posterId).not.toBeNull();
  expect(await selectArtwork(db, { movieId })).toMatchObject({ changed: [], downloaded: 0 });
}

/** The next start finds what was left half written, and removes it. */
async function checkTemporaries(): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * 60 * 60 * 1000 });
  try {
    await sweepArtwork(db);
  } finally {
    vi.useRealTimers();
  }
  const names = await readdir(cache, { recursive: true });
  expect(names.filter((name) => name.includes(".mtr-"))).toEqual([]);
}

const kills = process.env.FAULTS ? 200 : 5;
const bytesPerSecond = 10_000;

describe("R2: kill -9 mid download", { timeout: 60_000 + kills * 20_000 }, () => {
  // Three thumbnails come before the picture itself.
  const points = ["cache.create:2", "cache.create:4", "cache.flush:4", "cache.rename:4", "cache.row"];
  test.each(dialect === "sqlite" ? points : ["cache.row"])(
    "at %s leaves no wrong file and no row without one",
    async (failAt) => {
      expect(await ending(child(failAt))).toBe("SIGKILL");
      await checkCache();
      await checkRecovery();
      await checkTemporaries();
    },
  );

  test.runIf(dialect === "sqlite")(
    `of a body of 10 KB a second leaves no wrong file and no row without one (${kills} random kills)`,
    async () => {
      onTestFinished(() => {
        server.bytesPerSecond = Number.POSITIVE_INFINITY;
      });
      for (let round = 0; round < kills; round++) {
        ({ movieId } = await aFilm(db));
        const path = `/killed-${round}.jpg`;
        await offer(path, 200 + round);
        const picture = server.files.get(path);
        const bodyMs = typeof picture === "object" ? (1000 * picture.byteLength) / bytesPerSecond : 0;
        server.bytesPerSecond = bytesPerSecond;
        const running = child();
        const end = ending(running);
        await vi.waitFor(() => expect(server.asked).toContain(path), { timeout: 20_000, interval: 10 });
        // Most while the body is on its way, some while it is verified and kept.
        await sleep((bodyMs + 500) * Math.random());
        running.kill("SIGKILL");
        await end;
        server.bytesPerSecond = Number.POSITIVE_INFINITY;
        await checkCache();
        await checkRecovery();
      }
      await checkTemporaries();
    },
  );
});

describe("the sweep", () => {
  const day = 24 * 60 * 60 * 1000;
  const aged = async (path: string, ageMs: number) => {
    await mkdir(join(path, ".."), { recursive: true });
    if (!existsSync(path)) await writeFile(path, "x");
    const at = (Date.now() - ageMs) / 1000;
    await utimes(path, at, at);
    return path;
  };

  test("sends pictures to the recycle bin that no row has told of for 30 days, and removes what can be made again", async () => {
    await rm(cache, { recursive: true, force: true });
    await selectArtwork(db, { movieId });
    const [row] = await db.select().from(cacheImageFiles).where(eq(cacheImageFiles.entityId, movieId));
    // A temporary file's age cannot be set from outside, so two hours pass instead.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * 60 * 60 * 1000 });
    onTestFinished(() => void vi.useRealTimers());
    const used = await aged(join(env.DATA_DIR, row?.filePath ?? ""), 3 * day);
    const orphan = await aged(join(env.DATA_DIR, assetPath("ab".repeat(32), "jpg")), 31 * day);
    const young = await aged(join(env.DATA_DIR, assetPath("ba".repeat(32), "jpg")), 29 * day);
    const [thumb, youngThumb] = [
      await aged(join(env.DATA_DIR, thumbnailPath("ab".repeat(32), 150)), day),
      await aged(join(env.DATA_DIR, thumbnailPath("ba".repeat(32), 150)), day),
    ];
    const fresh = await aged(join(env.DATA_DIR, assetPath("cd".repeat(32), "jpg")), 1000);
    const temporary = await aged(join(cache, "assets/ab/ab/.mtr-0123abcd"), day);
    const foreign = await aged(join(cache, "assets/ab/ab/notes.txt"), day);
    const upload = await aged(join(cache, "uploads", "ef".repeat(32)), 8 * day);
    const preview = await aged(join(cache, "previews", "12".repeat(32)), 8 * day);
    expect(await sweepArtwork(db)).toEqual({ removed: 4, recycled: 1 });
    for (const path of [orphan, thumb, temporary, upload, preview]) expect(existsSync(path), path).toBe(false);
    for (const path of [used, young, youngThumb, fresh, foreign]) expect(existsSync(path), path).toBe(true);
    const [binned] = await db.select().from(recycleBin);
    expect(binned).toMatchObject({ originalPath: orphan, reason: "No longer used as artwork" });
    await restoreRecycled(db, { recycleId: binned?.id ?? 0 });
    expect(existsSync(orphan)).toBe(true);
  });

  test("of an empty cache does nothing", async () => {
    await rm(cache, { recursive: true, force: true });
    expect(await sweepArtwork(db)).toEqual({ removed: 0, recycled: 0 });
  });
});
