import { rm } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { assetCandidates, jobs, rateLimits } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { groupAlike } from "./alike.ts";
import { saveCandidates } from "./candidates.ts";
import { compareArtwork } from "./compare-artwork.ts";
import { compareSoon } from "./compare-soon.ts";
import { selectArtwork } from "./select.ts";
import { aFilm, anOffer, drawing, jpeg, startPictureServer } from "./testing.ts";

const db = await testDb();
const server = await startPictureServer(db);
afterAll(() => server.close());
let movieId = 0;
beforeEach(async () => {
  server.files.clear();
  server.asked.length = 0;
  // Previews are kept by their address, and every test has pictures of its own.
  await rm(join(env.DATA_DIR, "cache/previews"), { recursive: true, force: true });
  await db.delete(rateLimits);
  await db.delete(jobs);
  ({ movieId } = await aFilm(db));
});

const large = { width: 400, height: 600 };
const owner = () => ({ entityType: "movie" as const, entityId: movieId });
const offer = (paths: readonly string[]) =>
  transaction(db, (tx) =>
    saveCandidates(tx, {
      ...owner(),
      provider: "tmdb",
      // The first is the best.
      candidates: paths.map((path, index) => anOffer(path, { voteAverage: 9 - index, voteCount: 100 })),
    }),
  );
const rowsOf = () =>
  db.select().from(assetCandidates).where(eq(assetCandidates.entityId, movieId)).orderBy(assetCandidates.id);
const soon = () => transaction(db, (tx) => compareSoon(tx, owner()));

/** The same picture with a bar as a title across its lower part. */
async function titled(seed: number): Promise<Buffer> {
  const bar = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="600"><rect x="60" y="500" width="280" height="30" fill="#fff"/></svg>`;
  return sharp(await jpeg(seed, large))
    .composite([{ input: Buffer.from(bar) }])
    .jpeg()
    .toBuffer();
}

describe("comparing the pictures of a film", () => {
  test("groups copies under the best of them, and leaves another title and other pictures alone", async () => {
    server.files
      .set("/best.jpg", await jpeg(4, large))
      .set("/small.jpg", await drawing(4, { width: 200, height: 300 }).jpeg({ quality: 50 }).toBuffer())
      .set("/titled.jpg", await titled(4))
      .set("/other.jpg", await jpeg(9, large));
    await offer(["/best.jpg", "/small.jpg", "/titled.jpg", "/other.jpg"]);
    expect(await compareArtwork(db, owner())).toMatchObject({ compared: 4, groups: 1, changed: 4, trouble: undefined });
    const rows = await rowsOf();
    const idOf = new Map(rows.map((row) => [row.providerId, row.id]));
    const best = idOf.get("/best.jpg");
    expect(Object.fromEntries(rows.map((row) => [row.providerId, row.alikeTo]))).toEqual({
      "/best.jpg": best,
      "/small.jpg": best,
      "/titled.jpg": null,
      "/other.jpg": null,
    });
    for (const row of rows) expect(row.perceptualHash).toMatch(/^[0-9a-f]{16}$/);
  });

  test("writes and asks for nothing the second time, and takes what is new into the group", async () => {
    server.files.set("/a.jpg", await jpeg(5, large)).set("/b.jpg", await titled(6));
    await offer(["/a.jpg", "/b.jpg"]);
    await compareArtwork(db, owner());
    const before = await rowsOf();
    server.asked.length = 0;
    expect(await compareArtwork(db, owner())).toMatchObject({ compared: 2, groups: 0, changed: 0 });
    expect(server.asked).toEqual([]);
    expect(await rowsOf()).toEqual(before);
    server.files.set("/c.jpg", await drawing(5, large).jpeg({ quality: 40 }).toBuffer());
    await offer(["/a.jpg", "/b.jpg", "/c.jpg"]);
    expect(await compareArtwork(db, owner())).toMatchObject({ compared: 3, groups: 1, changed: 2 });
    expect(server.asked).toEqual(["/c.jpg"]);
  });

  test("knows what is in the cache by its thumbnails, and asks for no preview of it", async () => {
    server.files
      .set("/a.jpg", await jpeg(7, large))
      .set("/b.jpg", await drawing(7, large).jpeg({ quality: 60 }).toBuffer());
    await offer(["/a.jpg", "/b.jpg"]);
    await selectArtwork(db, { movieId });
    server.asked.length = 0;
    expect(await compareArtwork(db, owner())).toMatchObject({ groups: 1 });
    // Both were measured when the first turned out smaller than offered.
    expect(server.asked).toEqual([]);
  });

  test("says of a picture that is none why, goes on with the others and does not ask again", async () => {
    server.files.set("/a.jpg", await jpeg(8, large)).set("/page.jpg", Buffer.from("<html>"));
    await offer(["/a.jpg", "/page.jpg"]);
    expect(await compareArtwork(db, owner())).toMatchObject({ compared: 1, trouble: undefined });
    const page = (await rowsOf()).find((row) => row.providerId === "/page.jpg");
    expect(page).toMatchObject({ failureReason: expect.stringContaining("web page"), perceptualHash: null });
    expect(await soon()).toBe(false);
  });

  test("keeps what it could see when a server asks for patience", async () => {
    server.files.set("/a.jpg", await jpeg(8, large)).set("/b.jpg", 429);
    await offer(["/a.jpg", "/b.jpg"]);
    const { compared, trouble } = await compareArtwork(db, owner());
    expect(compared).toBe(1);
    expect(trouble).toBeInstanceOf(AppError);
    expect((await rowsOf()).map((row) => row.failureReason)).toEqual([null, null]);
  });

  test("ends with its signal and writes nothing then", async () => {
    server.files.set("/a.jpg", await jpeg(8, large));
    await offer(["/a.jpg", "/b.jpg"]);
    const stop = new AbortController();
    const onProgress = () => stop.abort(new Error("enough"));
    await expect(compareArtwork(db, { ...owner(), signal: stop.signal, onProgress })).rejects.toThrow("enough");
    expect((await rowsOf()).map((row) => row.perceptualHash)).toEqual([null, null]);
  });

  test("of a film that is gone is said to be so", async () => {
    await expect(compareArtwork(db, { entityType: "movie", entityId: 99_999 })).rejects.toThrow(AppError);
  });
});

describe("a comparison is queued", () => {
  test("once, and only while there is something new", async () => {
    server.files.set("/a.jpg", await jpeg(10, large)).set("/b.jpg", await jpeg(11, large));
    await offer(["/a.jpg"]);
    expect(await soon()).toBe(false);
    await offer(["/a.jpg", "/b.jpg"]);
    expect([await soon(), await soon()]).toEqual([true, true]);
    const queued = await db.select().from(jobs);
    expect(queued).toMatchObject([{ type: "artwork.compare", entityType: "movie", entityId: movieId }]);
    await compareArtwork(db, owner());
    expect(await soon()).toBe(false);
  });
});

test("a group is led by its first picture in the order given, also when its leader is gone", () => {
  const rows = [3, 1, 2, 4].map((id) => ({ id, alikeTo: id === 4 ? null : 9 }));
  expect(groupAlike(rows).map(({ leader, others }) => [leader.id, ...others.map(({ id }) => id)])).toEqual([
    [3, 1, 2],
    [4],
  ]);
});
