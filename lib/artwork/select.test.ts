import { and, eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { assetCandidates, fieldChanges, movies, rateLimits } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import type { ProviderArtwork } from "#lib/providers/provider.ts";
import { saveCandidates } from "./candidates.ts";
import { selectArtwork } from "./select.ts";
import { aFilm, anOffer, drawing, fanartSize, jpeg, posterSize, startPictureServer } from "./testing.ts";

const db = await testDb();
const server = await startPictureServer(db);
afterAll(() => server.close());
beforeEach(async () => {
  server.files.clear();
  server.asked.length = 0;
  // A breaker that one test opened must not reach the next.
  await db.delete(rateLimits);
});

const offer = async (movieId: number, candidates: ProviderArtwork[], provider = "tmdb") =>
  transaction(db, (tx) => saveCandidates(tx, { entityType: "movie", entityId: movieId, provider, candidates }));
const chosen = async (movieId: number, type: "poster" | "fanart" = "poster") => {
  const rows = await db
    .select()
    .from(assetCandidates)
    .where(
      and(
        eq(assetCandidates.entityId, movieId),
        eq(assetCandidates.assetType, type),
        eq(assetCandidates.isSelected, true),
      ),
    )
    .orderBy(assetCandidates.rank);
  return rows.map((row) => row.providerId);
};
const rowsOf = (movieId: number) =>
  db.select().from(assetCandidates).where(eq(assetCandidates.entityId, movieId)).orderBy(assetCandidates.id);
const getMovie = async (movieId: number) => (await db.select().from(movies).where(eq(movies.id, movieId)))[0];

describe("select", () => {
  test("takes the best, shows it and remembers the change", async () => {
    const { movieId } = await aFilm(db);
    server.files.set("/a.jpg", await jpeg(1)).set("/b.jpg", await jpeg(2));
    await offer(movieId, [anOffer("/a.jpg", posterSize), anOffer("/b.jpg", { ...posterSize, language: "fr" })]);
    const result = await selectArtwork(db, { movieId });
    expect(result).toEqual({ changed: ["poster"], downloaded: 1, incomplete: null, failures: [] });
    expect(await chosen(movieId)).toEqual(["/a.jpg"]);
    const [row] = await rowsOf(movieId);
    expect(row).toMatchObject({ ...posterSize, rank: 1, cacheFileId: expect.any(Number) });
    expect((await getMovie(movieId))?.posterId).toBe(row?.cacheFileId);
    const changes = await db.select().from(fieldChanges).where(eq(fieldChanges.entityId, movieId));
    expect(changes).toMatchObject([{ field: "poster", oldValue: [], newValue: [row?.url], source: "tmdb" }]);
  });

  test("keeps a picture that a person locked, and fills the other places around it", async () => {
    const { movieId } = await aFilm(db);
    const of = (votes: number) =>
      ({ assetType: "fanart", ...fanartSize, language: null, voteAverage: 9, voteCount: votes }) as const;
    for (const [index, name] of ["a", "b", "c", "d"].entries()) {
      server.files.set(`/kept-${name}.jpg`, await jpeg(60 + index, fanartSize));
    }
    await offer(movieId, [
      anOffer("/kept-a.jpg", of(40)),
      anOffer("/kept-b.jpg", of(30)),
      anOffer("/kept-d.jpg", of(0)),
    ]);
    await selectArtwork(db, { movieId });
    expect(await chosen(movieId, "fanart")).toEqual(["/kept-a.jpg", "/kept-b.jpg", "/kept-d.jpg"]);
    const worst = and(eq(assetCandidates.entityId, movieId), eq(assetCandidates.providerId, "/kept-d.jpg"));
    await db.update(assetCandidates).set({ userLocked: true }).where(worst);
    await offer(movieId, [
      anOffer("/kept-a.jpg", of(40)),
      anOffer("/kept-b.jpg", of(30)),
      anOffer("/kept-c.jpg", of(90)),
    ]);
    await selectArtwork(db, { movieId });
    const now = await chosen(movieId, "fanart");
    expect(now[0]).toBe("/kept-d.jpg");
    expect(now).toHaveLength(3);
    expect(now).toContain("/kept-c.jpg");
  });

  test.each([
    ["locks the picture that is shown", "shown", { userLocked: true }],
    ["blocks the picture that is being fetched", "fetched", { isBlocked: true }],
  ])("leaves what is shown alone when a person %s meanwhile", async (_, which, change) => {
    const { movieId } = await aFilm(db);
    // Paths of their own: what another film had from an address is not asked for again.
    const [shown, fetched] = [`/shown-${which}.jpg`, `/fetched-${which}.jpg`];
    server.files.set(shown, await jpeg(81)).set(fetched, await jpeg(82));
    await offer(movieId, [anOffer(shown, posterSize)]);
    await selectArtwork(db, { movieId });
    const votes = { voteAverage: 9, voteCount: 500 };
    await offer(movieId, [anOffer(shown, posterSize), anOffer(fetched, { ...posterSize, ...votes })]);
    const one = and(eq(assetCandidates.entityId, movieId), eq(assetCandidates.providerId, `/${which}-${which}.jpg`));
    await selectArtwork(db, {
      movieId,
      assertOwned: async (tx) => {
        await tx.update(assetCandidates).set(change).where(one);
      },
    });
    expect(await chosen(movieId)).toEqual([shown]);
    expect(server.asked).toContain(fetched);
  });

  test("a second run downloads and writes nothing", async () => {
    const { movieId } = await aFilm(db);
    server.files
      .set("/a.jpg", await jpeg(1))
      .set("/f.jpg", await jpeg(2, fanartSize))
      .set("/broken.jpg", Buffer.from("x"));
    await offer(movieId, [
      anOffer("/a.jpg"),
      anOffer("/broken.jpg", { voteAverage: 9, voteCount: 99 }),
      anOffer("/f.jpg", { assetType: "fanart", language: null }),
    ]);
    await selectArtwork(db, { movieId });
    const [before, rows] = [await getMovie(movieId), await rowsOf(movieId)];
    server.asked.length = 0;
    expect(await selectArtwork(db, { movieId })).toMatchObject({ changed: [], downloaded: 0, failures: [] });
    expect(server.asked).toEqual([]);
    expect(await getMovie(movieId)).toEqual(before);
    expect(await rowsOf(movieId)).toEqual(rows);
  });

  test("records what failed and goes on with the next", async () => {
    const { movieId } = await aFilm(db);
    server.files.set("/page.jpg", Buffer.from("<!DOCTYPE html><html>")).set("/c.jpg", await jpeg(3));
    await offer(movieId, [
      anOffer("/page.jpg", { voteCount: 500, voteAverage: 10 }),
      anOffer("/gone.jpg", { voteCount: 400, voteAverage: 10 }),
      anOffer("/c.jpg"),
    ]);
    const { failures, incomplete } = await selectArtwork(db, { movieId });
    expect(await chosen(movieId)).toEqual(["/c.jpg"]);
    expect(incomplete).toBeNull();
    expect(failures.map((each) => each.message)).toEqual([
      expect.stringContaining("is a web page. Use JPEG, PNG or WebP."),
      expect.stringContaining("no longer at"),
    ]);
    const rows = await rowsOf(movieId);
    expect(rows.map((row) => row.failureReason === null)).toEqual([false, false, true]);
  });

  test("leaves a locked type alone", async () => {
    const { movieId } = await aFilm(db, { movie: { posterLocked: true } });
    server.files.set("/a.jpg", await jpeg(1));
    await offer(movieId, [anOffer("/a.jpg")]);
    expect(await selectArtwork(db, { movieId })).toMatchObject({ changed: [], downloaded: 0 });
    expect(await chosen(movieId)).toEqual([]);
  });

  test("takes no blocked picture", async () => {
    const { movieId } = await aFilm(db);
    server.files.set("/a.jpg", await jpeg(1)).set("/b.jpg", await jpeg(2));
    await offer(movieId, [anOffer("/a.jpg"), anOffer("/b.jpg", { language: "fr" })]);
    await db.update(assetCandidates).set({ isBlocked: true }).where(eq(assetCandidates.providerId, "/a.jpg"));
    await selectArtwork(db, { movieId });
    expect(await chosen(movieId)).toEqual(["/b.jpg"]);
  });

  test("takes another title on the same picture as another picture, and a copy as the same one", async () => {
    const { movieId } = await aFilm(db);
    const titled = (at: number) => {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180"><g fill="#fff"><rect x="${20 + at}" y="140" width="16" height="20"/><rect x="${60 + 2 * at}" y="140" width="12" height="20"/></g></svg>`;
      return drawing(6, { width: 320, height: 180 })
        .composite([{ input: Buffer.from(svg) }])
        .jpeg()
        .toBuffer();
    };
    server.files
      .set("/textless.jpg", await jpeg(6, { width: 320, height: 180 }))
      .set("/copy.jpg", await drawing(6, { width: 300, height: 169 }).jpeg({ quality: 50 }).toBuffer())
      .set("/en.jpg", await titled(0))
      .set("/de.jpg", await titled(14));
    const paths = ["/textless.jpg", "/copy.jpg", "/en.jpg", "/de.jpg"];
    const size = { width: 320, height: 180 };
    const votes = (index: number) => ({ voteAverage: 9 - index, voteCount: 100 });
    await offer(
      movieId,
      paths.map((path, index) => anOffer(path, { assetType: "fanart", language: null, ...size, ...votes(index) })),
    );
    await selectArtwork(db, { movieId });
    expect(await chosen(movieId, "fanart")).toEqual(["/textless.jpg", "/en.jpg", "/de.jpg"]);
  });

  test("fills the limit without pictures that are nearly the same", async () => {
    const { movieId } = await aFilm(db);
    const small = await drawing(4, { width: 80, height: 45 }).png().toBuffer();
    server.files
      .set("/4.jpg", await jpeg(4, fanartSize))
      .set("/4small.jpg", small)
      .set("/5.jpg", await jpeg(5, fanartSize))
      .set("/6.jpg", await jpeg(6, fanartSize));
    const votes = (voteCount: number) => ({ assetType: "fanart", language: null, voteAverage: 9, voteCount }) as const;
    await offer(movieId, [
      anOffer("/4.jpg", { ...votes(90), ...fanartSize }),
      anOffer("/4small.jpg", { ...votes(80), ...fanartSize }),
      anOffer("/5.jpg", { ...votes(70), ...fanartSize }),
      anOffer("/6.jpg", { ...votes(60), ...fanartSize }),
    ]);
    await selectArtwork(db, { movieId });
    expect(await chosen(movieId, "fanart")).toEqual(["/4.jpg", "/5.jpg", "/6.jpg"]);
  });

  test("a picture that is smaller than it claimed loses its place", async () => {
    const { movieId } = await aFilm(db);
    server.files
      .set("/liar.jpg", await jpeg(7, { width: 50, height: 75 }))
      .set("/honest.jpg", await jpeg(8, { width: 200, height: 300 }));
    await offer(movieId, [
      anOffer("/liar.jpg", { voteAverage: 6, voteCount: 9 }),
      anOffer("/honest.jpg", { width: 200, height: 300 }),
    ]);
    await selectArtwork(db, { movieId });
    expect(await chosen(movieId)).toEqual(["/honest.jpg"]);
    expect(await selectArtwork(db, { movieId })).toMatchObject({ downloaded: 0, changed: [] });
  });

  test("a limit of 0 turns a type off", async () => {
    const { movieId } = await aFilm(db, { library: { artwork: { limits: { poster: 0 } } } });
    server.files.set("/a.jpg", await jpeg(1));
    await offer(movieId, [anOffer("/a.jpg")]);
    expect(await selectArtwork(db, { movieId })).toMatchObject({ downloaded: 0 });
  });

  test("a server that is down costs no picture, and is asked again later", async () => {
    const { movieId } = await aFilm(db);
    server.files.set("/a.jpg", await jpeg(1));
    await offer(movieId, [anOffer("/a.jpg")]);
    await selectArtwork(db, { movieId });
    server.files.set("/better.jpg", 429);
    await offer(movieId, [anOffer("/a.jpg"), anOffer("/better.jpg", { voteAverage: 10, voteCount: 900 })]);
    const result = await selectArtwork(db, { movieId });
    expect(result.incomplete).toMatchObject({
      reason: expect.stringContaining("slow down"),
      delayMs: expect.any(Number),
    });
    expect(await chosen(movieId)).toEqual(["/a.jpg"]);
    const rows = await rowsOf(movieId);
    expect(rows.map((row) => row.failureReason)).toEqual([null, null]);
  });
});
