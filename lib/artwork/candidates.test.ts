import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { assetCandidates } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import type { ProviderArtwork } from "#lib/providers/provider.ts";
import { clearSetting, setSetting } from "#lib/settings/write-settings.ts";
import { cacheImage } from "./cache.ts";
import { saveCandidates } from "./candidates.ts";
import { aFilm, anOffer, jpeg, posterSize } from "./testing.ts";

const db = await testDb();

const save = (movieId: number, candidates: ProviderArtwork[]) =>
  transaction(db, (tx) => saveCandidates(tx, { entityType: "movie", entityId: movieId, provider: "tmdb", candidates }));
const rowsOf = (movieId: number) =>
  db.select().from(assetCandidates).where(eq(assetCandidates.entityId, movieId)).orderBy(assetCandidates.id);

describe("candidates", () => {
  test("are kept with their score and its reasons", async () => {
    const { movieId } = await aFilm(db, { library: { language: "de" }, movie: { originalLanguage: "ja" } });
    await save(movieId, [anOffer("/a.jpg", { language: "de", voteCount: 0 })]);
    const [row] = await rowsOf(movieId);
    expect(row).toMatchObject({ provider: "tmdb", score: 90, isSelected: false, isBlocked: false, cacheFileId: null });
    expect(row?.scoreBreakdown?.language).toEqual({ points: 20, of: 20, reason: "Language de: choice 1 of 4" });
  });

  test("are judged by the order of providers of their type, where the settings have one", async () => {
    const { movieId } = await aFilm(db);
    await transaction(db, (tx) => setSetting(tx, "priority.artwork", { poster: ["fanart"] }));
    await save(movieId, [anOffer("/a.jpg"), anOffer("/f.jpg", { assetType: "fanart" })]);
    await transaction(db, (tx) => clearSetting(tx, "priority.artwork"));
    const reasons = (await rowsOf(movieId)).map((row) => row.scoreBreakdown?.provider.reason);
    expect(reasons).toEqual(["TMDB, second of 4 providers", "TMDB, first of 4 providers"]);
  });

  test("that did not change are not written again", async () => {
    const { movieId } = await aFilm(db);
    const offers = [anOffer("/a.jpg"), anOffer("/b.jpg", { width: null, height: null, language: null })];
    expect(await save(movieId, offers)).toEqual({ added: 2, changed: 0, removed: 0 });
    const before = await rowsOf(movieId);
    expect(await save(movieId, offers)).toEqual({ added: 0, changed: 0, removed: 0 });
    expect(await rowsOf(movieId)).toEqual(before);
  });

  test("follow new votes and keep what a person did", async () => {
    const { movieId } = await aFilm(db);
    await save(movieId, [anOffer("/a.jpg"), anOffer("/b.jpg")]);
    const person = { isBlocked: true, userLocked: true, isSelected: true, rank: 1 };
    await db.update(assetCandidates).set(person).where(eq(assetCandidates.providerId, "/a.jpg"));
    expect(await save(movieId, [anOffer("/a.jpg", { voteAverage: 9, voteCount: 90 }), anOffer("/b.jpg")])).toEqual({
      added: 0,
      changed: 1,
      removed: 0,
    });
    expect((await rowsOf(movieId))[0]).toMatchObject({ ...person, voteCount: 90 });
  });

  test("that are gone go, unless somebody used them", async () => {
    const { movieId } = await aFilm(db);
    await save(movieId, [anOffer("/a.jpg"), anOffer("/b.jpg"), anOffer("/f.jpg", { assetType: "fanart" })]);
    await db.update(assetCandidates).set({ isSelected: true }).where(eq(assetCandidates.providerId, "/a.jpg"));
    expect(await save(movieId, [anOffer("/c.jpg")])).toEqual({ added: 1, changed: 0, removed: 1 });
    expect((await rowsOf(movieId)).map((row) => row.providerId)).toEqual(["/a.jpg", "/f.jpg", "/c.jpg"]);
  });

  test("R22: an empty answer erases nothing", async () => {
    const { movieId } = await aFilm(db);
    await save(movieId, [anOffer("/a.jpg")]);
    expect(await save(movieId, [])).toEqual({ added: 0, changed: 0, removed: 0 });
    expect(await rowsOf(movieId)).toHaveLength(1);
  });

  test("keep the true size of a picture that was downloaded", async () => {
    const { movieId } = await aFilm(db);
    await save(movieId, [anOffer("/a.jpg", { width: 2000, height: 3000 })]);
    const { cacheFileId } = await cacheImage(db, {
      entityType: "movie",
      entityId: movieId,
      imageType: "poster",
      bytes: await jpeg(1),
      name: "a.jpg",
      source: { sourceType: "provider", sourceUrl: null, providerName: "tmdb" },
    });
    await db
      .update(assetCandidates)
      .set({ cacheFileId, ...posterSize })
      .where(eq(assetCandidates.entityId, movieId));
    await save(movieId, [anOffer("/a.jpg", { width: 2000, height: 3000 })]);
    expect((await rowsOf(movieId))[0]).toMatchObject(posterSize);
    expect(await save(movieId, [anOffer("/a.jpg", { width: 2000, height: 3000 })])).toMatchObject({ changed: 0 });
  });

  test("of a type nobody knows, and more than a hundred of one, are left out", async () => {
    const { movieId } = await aFilm(db);
    const many = Array.from({ length: 130 }, (_, index) => anOffer(`/${index}.jpg`, { voteCount: index }));
    expect(await save(movieId, [...many, anOffer("/x.jpg", { assetType: "unknown" })])).toMatchObject({ added: 100 });
  });
});
