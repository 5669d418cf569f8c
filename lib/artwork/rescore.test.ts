import { rm } from "node:fs/promises";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { assetCandidates, jobs, libraries, movies } from "#db/schema/index.ts";
import { inOrder, testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { saveCandidates } from "./candidates.ts";
import { listLibraryOwners, type OwnerCursor } from "./library-owners.ts";
import { planChoices } from "./plan-choices.ts";
import { rescoreLibrary } from "./rescore.ts";
import { selectArtwork } from "./select.ts";
import { aFilm, anOffer, jpeg, startPictureServer } from "./testing.ts";
import { aShow } from "./testing-show.ts";

const db = await testDb();
const server = await startPictureServer(db);
afterAll(() => server.close());

let film: { libraryId: number; movieId: number };
/** A film with a chosen English poster and a German one that is as good. */
beforeEach(async () => {
  await db.delete(jobs);
  film = await aFilm(db);
  server.files.set("/en.jpg", await jpeg(1));
  server.files.set("/de.jpg", await jpeg(2));
  const candidates = [anOffer("/en.jpg", { voteCount: 50 }), anOffer("/de.jpg", { language: "de" })];
  const params = { entityType: "movie", entityId: film.movieId, provider: "tmdb", candidates } as const;
  await transaction(db, (tx) => saveCandidates(tx, params));
  await selectArtwork(db, film);
});

const german = { languages: { poster: ["de"] } };
const change = (artwork: Record<string, unknown>) =>
  db.update(libraries).set({ artwork }).where(eq(libraries.id, film.libraryId));
const plan = async (artwork: Record<string, unknown> | null, scope: Partial<Parameters<typeof planChoices>[1]> = {}) =>
  planChoices(db, {
    entityType: "movie",
    library: { artwork, language: "en", existing: "keep" },
    owners: [{ entityId: film.movieId, originalLanguage: null }],
    types: null,
    onlyMissing: false,
    ...scope,
  });
const names = (rows: readonly { url: string }[]) => rows.map(({ url }) => url.split("/").at(-1));

describe("what would be chosen", () => {
  test("is nothing else while the settings are the same", async () => {
    expect(await plan(null)).toEqual({ changes: [], rescored: [], locked: 0 });
  });

  test("is told before it happens, without a download and without a write", async () => {
    server.asked.length = 0;
    const before = await db.select().from(assetCandidates).where(eq(assetCandidates.entityId, film.movieId));
    const { changes, rescored } = await plan(german);
    expect(changes.map(({ type, before: one, after }) => [type, names(one), names(after)])).toEqual([
      ["poster", ["en.jpg"], ["de.jpg"]],
    ]);
    expect(rescored).toHaveLength(2);
    expect(server.asked).toEqual([]);
    const after = await db.select().from(assetCandidates).where(eq(assetCandidates.entityId, film.movieId));
    expect(inOrder(after)).toEqual(inOrder(before));
  });

  test("leaves a locked type alone, and says so", async () => {
    await db.update(movies).set({ posterLocked: true }).where(eq(movies.id, film.movieId));
    expect(await plan(german)).toMatchObject({ changes: [], locked: 1 });
  });

  test("may be asked for one type, and only where nothing is chosen", async () => {
    expect((await plan(german, { types: ["fanart"] })).changes).toEqual([]);
    expect((await plan(german, { onlyMissing: true })).changes).toEqual([]);
    await db.update(assetCandidates).set({ isSelected: false, rank: null });
    expect((await plan(german, { onlyMissing: true })).changes).toHaveLength(1);
  });

  test("is nothing for a type that the settings switch off", async () => {
    const { changes } = await plan({ limits: { poster: 0 } });
    expect(changes.map(({ after }) => after)).toEqual([[]]);
  });
});

describe("scoring a library anew", () => {
  test("writes what changed, once, and has those films chosen anew whose pictures would be others", async () => {
    await change(german);
    const other = await aFilm(db);
    expect(await rescoreLibrary(db, film)).toEqual({ rescored: 2, choosing: 1 });
    const queued = await db.select().from(jobs);
    expect(queued.map(({ type, payload }) => [type, payload])).toEqual([["artwork.select", { movieId: film.movieId }]]);
    expect(other.movieId).not.toBe(film.movieId);
    await selectArtwork(db, film);
    expect(await rescoreLibrary(db, film)).toEqual({ rescored: 0, choosing: 0 });
    const [chosen] = await db
      .select()
      .from(assetCandidates)
      .where(and(eq(assetCandidates.entityId, film.movieId), eq(assetCandidates.isSelected, true)));
    expect(chosen?.url).toContain("de.jpg");
  });

  test("chooses nothing for what automation leaves alone", async () => {
    await change(german);
    await db.update(movies).set({ monitored: false }).where(eq(movies.id, film.movieId));
    expect(await rescoreLibrary(db, film)).toEqual({ rescored: 2, choosing: 0 });
    await db.update(movies).set({ monitored: true }).where(eq(movies.id, film.movieId));
    await db.update(libraries).set({ automation: "manual" }).where(eq(libraries.id, film.libraryId));
    expect(await rescoreLibrary(db, film)).toEqual({ rescored: 0, choosing: 0 });
    expect(await db.select().from(jobs)).toEqual([]);
  });

  test("stops when it is told to", async () => {
    const stopped = rescoreLibrary(db, { ...film, signal: AbortSignal.abort(new Error("stopped")) });
    await expect(stopped).rejects.toThrow("stopped");
  });
});

describe("the owners of a library", () => {
  const walk = async (libraryId: number) => {
    const seen: string[] = [];
    for (let after: OwnerCursor | null = null; ; ) {
      const page = await listLibraryOwners(db, { libraryId, after, limit: 2 });
      seen.push(...page.owners.map(({ entityId }) => `${page.entityType} ${entityId}`));
      if (page.next === null) return seen;
      after = page.next;
    }
  };

  test("are its series, then their seasons, then their episodes, each once", async () => {
    const at = (season: number, number: number) => ({ file: `Show/S${season}E${number}.mkv`, season, number });
    const show = await aShow(db, { episodes: [at(1, 1), at(1, 2), at(1, 3), at(2, 1), at(3, 1)], pictures: {} });
    onTestFinished(() => rm(show.root, { recursive: true, force: true }));
    const seen = await walk(show.libraryId);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen[0]).toBe(`series ${show.seriesId}`);
    expect([...new Set(seen.map((each) => each.split(" ")[0]))]).toEqual(["series", "season", "episode"]);
  });

  test("are not those that are removed", async () => {
    await db.update(movies).set({ deletedAt: new Date() }).where(eq(movies.id, film.movieId));
    expect(await walk(film.libraryId)).toEqual([]);
  });
});
