import { spawn } from "node:child_process";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { fromNow } from "#db/clock.ts";
import { targetOf } from "#db/handle.ts";
import { cacheImageFiles, downloadFlights, rateLimits } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { env } from "#lib/env.ts";
import { saveCandidates } from "./candidates.ts";
import { shareDownload } from "./download-flight.ts";
import { selectArtwork } from "./select.ts";
import { aFilm, anOffer, jpeg, startPictureServer } from "./testing.ts";

const db = await testDb();
const server = await startPictureServer(db);
afterAll(() => server.close());
const target = targetOf(db);
beforeEach(async () => {
  server.files.clear();
  server.asked.length = 0;
  server.bytesPerSecond = Number.POSITIVE_INFINITY;
  await db.delete(rateLimits);
  await db.delete(downloadFlights);
});

const waiting = { timeout: 30_000, interval: 50 };

async function filmOffered(path: string, types: readonly ("poster" | "keyart")[] = ["poster"]): Promise<number> {
  const { movieId } = await aFilm(db);
  const candidates = types.map((assetType) => anOffer(path, { assetType }));
  await transaction(db, (tx) =>
    saveCandidates(tx, { entityType: "movie", entityId: movieId, provider: "tmdb", candidates }),
  );
  return movieId;
}

/** Another worker: selects a film's artwork and tells how it ended. */
function worker(movieId: number) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "testing-child.ts"), String(movieId)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "test",
      DATA_DIR: env.DATA_DIR,
      ...(target.type === "postgres" ? { DATABASE_URL: target.url } : {}),
    },
  });
  const ended = new Promise<string>((done) => child.on("exit", (code, signal) => done(signal ?? `exit ${code}`)));
  return { child, ended };
}

describe("the same address for two workers", { timeout: 60_000 }, () => {
  test("is downloaded once, by whoever was first, and both films have the picture", async () => {
    server.files.set("/set.jpg", await jpeg(400, { width: 400, height: 600 }));
    // Slow enough for the second to come while the first is at it.
    server.bytesPerSecond = 4_000;
    const films = [await filmOffered("/set.jpg"), await filmOffered("/set.jpg")];
    const ends = await Promise.all(films.map((movieId) => worker(movieId).ended));
    expect(ends).toEqual(["exit 0", "exit 0"]);
    expect(server.asked).toEqual(["/set.jpg"]);
    const rows = await db.select().from(cacheImageFiles).where(eq(cacheImageFiles.imageType, "poster"));
    const owners = rows.filter((row) => films.includes(row.entityId));
    expect(owners.map((row) => row.entityId).toSorted((a, b) => a - b)).toEqual(films);
    expect(new Set(owners.map((row) => row.filePath)).size).toBe(1);
    expect(await db.$count(downloadFlights)).toBe(0);
  });

  test("is left by a worker that is killed, and taken over when its claim runs out", async () => {
    server.files.set("/killed.jpg", await jpeg(401, { width: 400, height: 600 }));
    server.bytesPerSecond = 500;
    const movieId = await filmOffered("/killed.jpg");
    const { child, ended } = worker(movieId);
    await vi.waitFor(() => expect(server.asked).toHaveLength(1), waiting);
    child.kill("SIGKILL");
    expect(await ended).toBe("SIGKILL");
    expect(await db.$count(downloadFlights)).toBe(1);
    server.bytesPerSecond = Number.POSITIVE_INFINITY;
    await db.update(downloadFlights).set({ expiresAt: fromNow(-1) });
    expect(await selectArtwork(db, { movieId })).toMatchObject({ changed: ["poster"], downloaded: 1 });
    expect(server.asked).toHaveLength(2);
    expect(await db.$count(downloadFlights)).toBe(0);
  });
});

describe("an address", () => {
  test("is asked for once for two types of a film", async () => {
    server.files.set("/two.jpg", await jpeg(402));
    const movieId = await filmOffered("/two.jpg", ["poster", "keyart"]);
    expect(await selectArtwork(db, { movieId })).toMatchObject({ changed: ["poster", "keyart"] });
    expect(server.asked).toEqual(["/two.jpg"]);
  });

  test("that failed is free for the next one", async () => {
    server.files.set("/later.jpg", 404);
    const films = [await filmOffered("/later.jpg"), await filmOffered("/later.jpg")];
    await selectArtwork(db, { movieId: films[0] ?? 0 });
    expect(await db.$count(downloadFlights)).toBe(0);
    server.files.set("/later.jpg", await jpeg(403));
    expect(await selectArtwork(db, { movieId: films[1] ?? 0 })).toMatchObject({ changed: ["poster"] });
  });

  test("that another fetches is waited for, and the wait ends with the signal", async () => {
    const stop = new AbortController();
    const url = "https://pictures.example/a.jpg";
    const other = Promise.withResolvers<string>();
    let looks = 0;
    const first = shareDownload(db, { url, find: async () => undefined, fetch: () => other.promise });
    await vi.waitFor(async () => expect(await db.$count(downloadFlights)).toBe(1), waiting);
    const find = async () => {
      looks += 1;
      return undefined;
    };
    const fetch = () => Promise.reject(new Error("Two at once."));
    const second = shareDownload<string>(db, { url, find, fetch, signal: stop.signal });
    await vi.waitFor(() => expect(looks).toBeGreaterThan(1), waiting);
    stop.abort(new Error("cancelled by a person"));
    await expect(second).rejects.toThrow("cancelled by a person");
    other.resolve("bytes");
    expect(await first).toBe("bytes");
    expect(await db.$count(downloadFlights)).toBe(0);
  });
});
