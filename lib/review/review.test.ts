import { basename } from "node:path";
import Database from "better-sqlite3";
import { and, asc, eq } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bulkInsert } from "#db/bulk.ts";
import { type Db, sqliteFile } from "#db/client.ts";
import { targetOf } from "#db/handle.ts";
import {
  fieldChanges,
  itemEvents,
  jobs,
  libraryNfoFiles,
  mediaParts,
  movies,
  reviewCandidates,
  series,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { getMovieState } from "#lib/movies/movie-state.ts";
import { aMovie, editMovie } from "#lib/movies/testing.ts";
import { writeValues } from "#lib/movies/write-values.ts";
import { aShow } from "#lib/series/testing.ts";
import { takeBackDecision } from "#lib/undo/take-back.ts";
import { acceptSure, countSure, listSure } from "./accept-sure.ts";
import { acceptCandidate, markUnlisted } from "./decide.ts";
import { listReviewQueue } from "./list-queue.ts";
import type { ReviewKind } from "./vocabulary.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  for (const table of [reviewCandidates, itemEvents, jobs, movies, series]) await db.delete(table);
});

const unsure = { identificationStatus: "needs_identification" as const };
const film = (title: string, more: Partial<typeof movies.$inferInsert> = {}) =>
  aMovie(db, { title, sortKey: title.toLowerCase(), ...unsure, ...more });
const show = async (title: string) =>
  (
    await aShow(db, {
      series: { title, sortKey: title.toLowerCase(), ...unsure },
      episodes: [
        { season: 1, number: 1 },
        { season: 1, number: 2 },
      ],
    })
  ).seriesId;
async function candidates(entityType: ReviewKind, entityId: number, scores: readonly number[]): Promise<number[]> {
  const rows = scores.map((score, index) => ({
    entityType,
    entityId,
    provider: "tmdb",
    providerId: String(entityId * 100 + index),
    title: `Candidate ${index + 1}`,
    year: 2000 + index,
    score,
    reasons: ["The title is the same."],
    rank: index + 1,
  }));
  await bulkInsert(db, reviewCandidates, rows);
  const made = await db
    .select({ id: reviewCandidates.id })
    .from(reviewCandidates)
    .where(and(eq(reviewCandidates.entityType, entityType), eq(reviewCandidates.entityId, entityId)))
    .orderBy(asc(reviewCandidates.rank));
  return made.map(({ id }) => id);
}
const movieRow = async (movieId: number) => (await db.select().from(movies).where(eq(movies.id, movieId)))[0];
const accept = (candidateId: number) => transaction(db, (tx) => acceptCandidate(tx, { candidateId, userId: null }));
const findItem = async (kind: ReviewKind, itemId: number) =>
  (await listReviewQueue(db, { limit: 50 })).items.find((item) => item.kind === kind && item.itemId === itemId);
const takeBack = (eventId: number) => transaction(db, (tx) => takeBackDecision(tx, { eventId, userId: null }));

describe("the queue", () => {
  test("has films and series by title, in pages that leave nothing out and repeat nothing", async () => {
    for (const title of ["Alpha", "Beta", "Beta", "Delta"]) await film(title);
    for (const title of ["Beta", "Gamma"]) await show(title);
    await film("Known", { identificationStatus: "identified" });
    await film("Gone", { missingAt: new Date() });
    await film("Removed", { deletedAt: new Date() });
    const seen: string[] = [];
    let after: string | undefined;
    for (let page = 0; page < 10; page++) {
      const { items, next } = await listReviewQueue(db, { after, limit: 2 });
      seen.push(...items.map(({ kind, title }) => `${kind} ${title}`));
      if (next === null) break;
      after = next;
    }
    const expected = ["movie Alpha", "movie Beta", "movie Beta", "series Beta", "movie Delta", "series Gamma"];
    expect(seen).toEqual(expected);
    await expect(listReviewQueue(db, { after: "nonsense", limit: 2 })).rejects.toMatchObject({ code: "invalid" });
  });

  test("says what the files of an item are, what its NFO says, and who it might be", async () => {
    const movieId = await film("Holiday", {
      filePath: "/films/Holiday 2019/holiday.mkv",
      identificationReasons: ["No film of this name was found."],
    });
    const part = { movieId, kind: "version" as const, path: "/films/Holiday 2019/holiday.mkv", sizeBytes: 5 };
    await db.insert(mediaParts).values({ ...part, durationSeconds: 3600 });
    await db.insert(libraryNfoFiles).values({
      entityType: "movie",
      entityId: movieId,
      path: "/films/Holiday 2019/movie.nfo",
      hash: "x",
      snapshot: { uniqueIds: [{ type: "imdb", value: "tt0133093", default: true }] },
    });
    await candidates("movie", movieId, [70, 60]);
    expect(await findItem("movie", movieId)).toMatchObject({
      fileName: "holiday.mkv",
      folder: "/films/Holiday 2019",
      minutes: 60,
      nfoIds: ["IMDb tt0133093"],
      reasons: ["No film of this name was found."],
      candidates: [{ score: 70 }, { score: 60 }],
    });
    const seriesId = await show("Home videos");
    expect(await findItem("series", seriesId)).toMatchObject({
      contents: ["Season 1: 2 episodes"],
    });
  });
});

describe("a decision", () => {
  test("takes a candidate and has it fetched; taking it back brings everything back but a person's edits", async () => {
    const movieId = await film("Holiday", { plot: "ours" });
    const [first = 0, second = 0] = await candidates("movie", movieId, [70, 60]);
    const before = await movieRow(movieId);
    const { eventId } = await accept(first);
    expect(await movieRow(movieId)).toMatchObject({ tmdbId: movieId * 100, identificationStatus: "identified" });
    expect(await db.select({ type: jobs.type }).from(jobs)).toEqual([{ type: "movie.enrich" }]);
    await expect(accept(second)).rejects.toMatchObject({ code: "conflict" });

    await transaction(db, async (tx) => {
      const { movie } = await getMovieState(tx, movieId);
      const told = [
        { field: "title" as const, oldValue: "Holiday", newValue: "Theirs" },
        { field: "plot" as const, oldValue: "ours", newValue: "theirs" },
        { field: "genres" as const, oldValue: null, newValue: ["Drama"] },
      ];
      await writeValues(tx, movie, told, { source: "tmdb", jobId: 5 }, { identificationStatus: "enriched" });
      await editMovie(tx, { movieId, patch: { tagline: "mine" }, userId: null });
    });
    expect(await movieRow(movieId)).toMatchObject({ title: "Theirs", plot: "theirs", tagline: "mine" });

    expect(await takeBack(eventId)).toMatchObject({ kind: "movie", itemId: movieId });
    expect(await movieRow(movieId)).toEqual({
      ...before,
      tagline: "mine",
      taglineLocked: true,
      genres: [],
      version: expect.any(Number),
      updatedAt: expect.any(Date),
    });
    expect((await findItem("movie", movieId))?.candidates).toHaveLength(2);
    await expect(takeBack(eventId)).rejects.toMatchObject({ code: "conflict" });
    const open = await db.select().from(fieldChanges).where(eq(fieldChanges.entityId, movieId));
    const standing = open.filter(({ undoneAt, undoOf }) => undoneAt === null && undoOf === null);
    expect(standing.map(({ field }) => field)).toEqual(["tagline"]);
  });

  test("of a series is kept and taken back the same way", async () => {
    const seriesId = await show("Ghosts");
    const [first = 0] = await candidates("series", seriesId, [80]);
    const { eventId } = await accept(first);
    const rowOf = async () => (await db.select().from(series).where(eq(series.id, seriesId)))[0];
    expect(await rowOf()).toMatchObject({ tmdbId: seriesId * 100, identifiedBy: "user" });
    await takeBack(eventId);
    expect(await rowOf()).toMatchObject({ tmdbId: null, identifiedBy: null, ...unsure });
  });

  test("that no database has it empties the queue, and can be taken back", async () => {
    const movieId = await film("Holiday");
    const seriesId = await show("Home videos");
    const marks: number[] = [];
    for (const [kind, itemId] of [
      ["movie", movieId],
      ["series", seriesId],
    ] as const) {
      marks.push((await transaction(db, (tx) => markUnlisted(tx, { kind, itemId, userId: null }))).eventId);
    }
    expect((await listReviewQueue(db, { limit: 5 })).items).toEqual([]);
    expect(await movieRow(movieId)).toMatchObject({ unlisted: true, tmdbId: null });
    for (const eventId of marks) await takeBack(eventId);
    expect((await listReviewQueue(db, { limit: 5 })).items).toHaveLength(2);
    expect(await movieRow(movieId)).toMatchObject({ unlisted: false });
    const summaries = (await db.select().from(itemEvents).where(eq(itemEvents.entityId, movieId))).map(
      ({ summary }) => summary,
    );
    expect(summaries).toContain("Taken back: Said to be in no database");
  });
});

/** A film that the database refuses to make this one. */
const refused = 666;
async function refuseOne(): Promise<void> {
  const target = targetOf(db);
  if (target.type === "sqlite") {
    const file = new Database(sqliteFile(target.dataDir));
    file.exec(`CREATE TRIGGER refuse_one BEFORE UPDATE ON movies WHEN NEW.tmdb_id = ${refused}
      BEGIN SELECT RAISE(ABORT, 'refused'); END`);
    file.close();
  } else {
    const server = postgres(target.url, { max: 1 });
    await server.unsafe(`ALTER TABLE movies ADD CONSTRAINT refuse_one CHECK (tmdb_id <> ${refused})`);
    await server.end();
  }
}

test("a failure in the middle of many keeps the events of what was decided before; one odd candidate stops nothing", async () => {
  await refuseOne();
  const items: number[] = [];
  for (let index = 0; index < 27; index++) items.push(await film(`Film ${index}`));
  const odd = await show("Odd");
  for (const movieId of items) await candidates("movie", movieId, [90]);
  await candidates("series", odd, [90]);
  await db.update(reviewCandidates).set({ provider: "unknown" }).where(eq(reviewCandidates.entityType, "series"));
  const last = items.at(-1) ?? 0;
  await db
    .update(reviewCandidates)
    .set({ providerId: String(refused) })
    .where(eq(reviewCandidates.entityId, last));
  const { eventIds, stoppedBy } = await acceptSure(db, { score: 80, limit: 100, userId: null });
  expect(eventIds).toHaveLength(25);
  expect(stoppedBy).toBeInstanceOf(Error);
  for (const eventId of eventIds) await takeBack(eventId);
  expect(await countSure(db, 80)).toBe(28);
  await db.delete(reviewCandidates).where(eq(reviewCandidates.entityId, last));
  expect(await acceptSure(db, { score: 80, limit: 100, userId: null })).toMatchObject({
    eventIds: { length: 26 },
    left: 1,
  });
  await candidates("movie", last, [90]);
  await db
    .update(reviewCandidates)
    .set({ providerId: String(refused) })
    .where(eq(reviewCandidates.entityId, last));
  // Nothing was decided, so there is nothing to take back: the failure itself is told.
  await expect(acceptSure(db, { score: 80, limit: 100, userId: null })).rejects.toThrow();
});

test("all items whose best candidate is sure enough are taken at once, and no other", async () => {
  const items = [await film("One"), await film("Two"), await film("Three", { identificationStatus: "identified" })];
  const seriesId = await show("Four");
  for (const [index, score] of [90, 79.9, 95].entries()) await candidates("movie", items[index] ?? 0, [score, 70]);
  await candidates("series", seriesId, [80]);
  // Of two that are as good as each other a person says which.
  const tied = await film("Five");
  await candidates("movie", tied, [92, 92]);
  expect(await countSure(db, 80)).toBe(2);
  // What a person is shown before is what is taken.
  const shown = await listSure(db, { score: 80, limit: 10 });
  const nameOfOne = basename((await movieRow(items[0] ?? 0))?.filePath ?? "");
  expect(shown.map(({ candidateId: _id, ...item }) => item)).toEqual([
    { name: expect.stringMatching(/^Four/), title: "Candidate 1", year: 2000, score: 80 },
    { name: nameOfOne, title: "Candidate 1", year: 2000, score: 90 },
  ]);
  expect(await listSure(db, { score: 80, limit: 1 })).toHaveLength(1);
  const { eventIds } = await acceptSure(db, { score: 80, limit: 100, userId: null });
  expect(eventIds).toHaveLength(2);
  expect(await countSure(db, 80)).toBe(0);
  expect((await listReviewQueue(db, { limit: 5 })).items.map(({ title }) => title).toSorted()).toEqual(["Five", "Two"]);
});
