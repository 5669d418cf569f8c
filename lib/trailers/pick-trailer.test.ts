import { and, desc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { Tx } from "#db/client.ts";
import { configuration, fieldChanges, jobs, movies, series, trailerCandidates } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { aFilm } from "#lib/artwork/testing.ts";
import { aShow } from "#lib/series/testing.ts";
import { undoChanges } from "#lib/undo/undo-changes.ts";
import { listTrailers } from "./list-trailers.ts";
import type { TrailerChooser } from "./owners.ts";
import {
  addTrailerUrl,
  addUploadedTrailer,
  askTestOfTrailer,
  pickTrailer,
  removeTrailer,
  restoreTrailers,
  retryTrailer,
  setTrailerLock,
  unpickTrailer,
} from "./pick-trailer.ts";
import { aTrailer, keepBytes } from "./testing-rows.ts";
import { saveTrailerCandidates } from "./trailer-candidates.ts";

const db = await testDb();
const by = { userId: 1 };
const run = <T>(work: (tx: Tx) => Promise<T>) => transaction(db, work);
const upload = { sha256: "a".repeat(64), extension: "mp4" as const, sizeBytes: 10 };

let owner: TrailerChooser;
let movieId: number;
beforeEach(async () => {
  await db.delete(jobs);
  const movie = { identificationStatus: "enriched" as const };
  movieId = (await aFilm(db, { movie, library: { automation: "full" } })).movieId;
  owner = { entityType: "movie", entityId: movieId };
});

const lockOf = async () => (await db.select().from(movies).where(eq(movies.id, movieId)))[0]?.trailerLocked;
const rowOf = async (id: number) => (await db.select().from(trailerCandidates).where(eq(trailerCandidates.id, id)))[0];
const jobsOf = async () =>
  (await db.select({ type: jobs.type, payload: jobs.payload }).from(jobs).orderBy(jobs.id)).map(
    ({ type, payload }) => `${type} ${payload?.candidateId ?? payload?.movieId}`,
  );
const historyOf = (of = owner) =>
  db
    .select({
      id: fieldChanges.id,
      from: fieldChanges.oldValue,
      to: fieldChanges.newValue,
      source: fieldChanges.source,
    })
    .from(fieldChanges)
    .where(and(eq(fieldChanges.entityType, of.entityType), eq(fieldChanges.entityId, of.entityId)))
    .orderBy(desc(fieldChanges.id));
const chosenIds = async () =>
  (await listTrailers(db, owner)).trailers.filter(({ isSelected }) => isSelected).map(({ candidateId }) => candidateId);

const first = "https://www.youtube.com/watch?v=aaaaaaaaaaa";
const second = "https://vimeo.com/76979871";
const two = async () =>
  [
    await aTrailer(db, owner, { sourceUrl: first, score: 190, analyzed: true }),
    await aTrailer(db, owner, { sourceUrl: second, score: 150, analyzed: true }),
  ] as const;

describe("a trailer that a person chooses", () => {
  test("takes the place of the other, is locked, downloaded and kept in the history", async () => {
    const [one, other] = await two();
    await run((tx) => pickTrailer(tx, { candidateId: one, ...by }));
    await run((tx) => pickTrailer(tx, { candidateId: other, ...by }));
    expect(await chosenIds()).toEqual([other]);
    expect(await rowOf(other)).toMatchObject({ isSelected: true, selectedBy: "user" });
    expect(await rowOf(one)).toMatchObject({ isSelected: false, selectedBy: null, selectedAt: null });
    expect(await lockOf()).toBe(true);
    expect(await jobsOf()).toEqual([`trailer.download ${one}`, `trailer.download ${other}`]);
    expect(await historyOf()).toMatchObject([
      { from: first, to: second, source: "user" },
      { from: null, to: first, source: "user" },
    ]);
  });

  test("that is in the cache is published", async () => {
    const [one] = await two();
    await keepBytes(db, { candidateId: one, bytes: Buffer.from(`file ${one}`) });
    await run((tx) => pickTrailer(tx, { candidateId: one, ...by }));
    expect(await jobsOf()).toEqual([`movie.publish ${movieId}`]);
  });

  test("is tried again although it failed", async () => {
    const [one] = await two();
    const failed = { failureReason: "download_error" as const, failureMessage: "No.", retryAfterAt: new Date(9e12) };
    await db.update(trailerCandidates).set(failed).where(eq(trailerCandidates.id, one));
    await run((tx) => pickTrailer(tx, { candidateId: one, ...by }));
    expect(await rowOf(one)).toMatchObject({ failureReason: null, failureMessage: null, retryAfterAt: null });
  });

  test("chosen twice is told once", async () => {
    const [one] = await two();
    for (let times = 0; times < 2; times += 1) await run((tx) => pickTrailer(tx, { candidateId: one, ...by }));
    expect(await historyOf()).toHaveLength(1);
    expect(await jobsOf()).toEqual([`trailer.download ${one}`]);
  });

  test("is not used any more, and stays locked", async () => {
    const [one] = await two();
    await run((tx) => pickTrailer(tx, { candidateId: one, ...by }));
    await run((tx) => unpickTrailer(tx, { candidateId: one, ...by }));
    expect(await chosenIds()).toEqual([]);
    expect(await lockOf()).toBe(true);
    await run((tx) => setTrailerLock(tx, { ...owner, locked: false }));
    expect(await lockOf()).toBe(false);
  });

  test("may be of a series", async () => {
    const { seriesId } = await aShow(db);
    owner = { entityType: "series", entityId: seriesId };
    const [one] = await two();
    await run((tx) => pickTrailer(tx, { candidateId: one, ...by }));
    expect(await chosenIds()).toEqual([one]);
    expect((await db.select().from(series).where(eq(series.id, seriesId)))[0]?.trailerLocked).toBe(true);
  });

  test("has to be there", async () => {
    await expect(run((tx) => pickTrailer(tx, { candidateId: 999_999, ...by }))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("a trailer that a person brings", () => {
  test("by its address is chosen, locked and downloaded, whatever way it is written", async () => {
    const url = "https://youtu.be/bbbbbbbbbbb?si=1";
    const { candidateId } = await run((tx) => addTrailerUrl(tx, { ...owner, url, ...by }));
    expect(await rowOf(candidateId)).toMatchObject({
      sourceType: "user",
      sourceUrl: "https://www.youtube.com/watch?v=bbbbbbbbbbb",
      isSelected: true,
      score: 170,
    });
    expect(await lockOf()).toBe(true);
    const again = await run((tx) =>
      addTrailerUrl(tx, { ...owner, url: "https://www.youtube.com/embed/bbbbbbbbbbb", ...by }),
    );
    expect(again.candidateId).toBe(candidateId);
    expect(await jobsOf()).toEqual([`trailer.test ${candidateId}`, `trailer.download ${candidateId}`]);
  });

  test("that is offered already is that one, also after it was taken out", async () => {
    const [one] = await two();
    await run((tx) => removeTrailer(tx, { candidateId: one, ...by }));
    const added = await run((tx) => addTrailerUrl(tx, { ...owner, url: first, ...by }));
    expect(added.candidateId).toBe(one);
    expect(await rowOf(one)).toMatchObject({ sourceType: "provider", removedAt: null, isSelected: true });
  });

  test("of a page is refused while nobody here can read pages, and nothing is written", async () => {
    const value = JSON.stringify({ version: null, trouble: "yt-dlp is not installed." });
    await db.insert(configuration).values({ key: "ytdlp", value, type: "json" });
    const refused = run((tx) => addTrailerUrl(tx, { ...owner, url: "https://youtu.be/ccccccccccc", ...by }));
    await expect(refused).rejects.toMatchObject({ code: "unavailable", message: "yt-dlp is not installed." });
    await run((tx) => addTrailerUrl(tx, { ...owner, url: "https://example.org/trailer.mp4", ...by }));
    await db.delete(configuration).where(eq(configuration.key, "ytdlp"));
    expect(await lockOf()).toBe(true);
  });

  test("from a place that is none of trailers is refused, and nothing is written", async () => {
    const refused = run((tx) => addTrailerUrl(tx, { ...owner, url: "file:///etc/passwd", ...by }));
    await expect(refused).rejects.toMatchObject({ code: "invalid", field: "url" });
    expect(await db.$count(trailerCandidates, eq(trailerCandidates.entityId, movieId))).toBe(0);
    expect(await lockOf()).toBe(false);
  });

  test("as a file is chosen and kept by the worker; the same file is the same trailer", async () => {
    const name = "../../etc/passwd.mp4";
    const { candidateId } = await run((tx) => addUploadedTrailer(tx, { ...owner, upload, name, ...by }));
    const again = await run((tx) => addUploadedTrailer(tx, { ...owner, upload, name: null, ...by }));
    expect(again.candidateId).toBe(candidateId);
    expect(await rowOf(candidateId)).toMatchObject({ sourceType: "upload", sourceUrl: null, title: name });
    expect(await jobsOf()).toEqual([`trailer.download ${candidateId}`]);
    expect((await historyOf())[0]).toMatchObject({ to: `upload:${upload.sha256}` });
    await expect(run((tx) => askTestOfTrailer(tx, { candidateId, ...by }))).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("a trailer that is taken out", () => {
  test("is not listed and not chosen any more, and comes back as it was", async () => {
    const [one, other] = await two();
    await run((tx) => pickTrailer(tx, { candidateId: one, ...by }));
    await run((tx) => removeTrailer(tx, { candidateId: one, ...by }));
    expect((await listTrailers(db, owner)).trailers.map(({ candidateId }) => candidateId)).toEqual([other]);
    await expect(run((tx) => pickTrailer(tx, { candidateId: one, ...by }))).rejects.toMatchObject({
      code: "not_found",
    });
    const before = { chosenId: one, locked: false, listedIds: [one] };
    await run((tx) => restoreTrailers(tx, { ...owner, ...before, ...by }));
    expect(await chosenIds()).toEqual([one]);
    expect(await lockOf()).toBe(false);
  });
});

test("taking a lock back leaves a trailer that was chosen by itself just that", async () => {
  const one = await aTrailer(db, owner, { isSelected: true, selectedBy: "enrichment" });
  await run((tx) => setTrailerLock(tx, { ...owner, locked: true }));
  await run((tx) => restoreTrailers(tx, { ...owner, chosenId: one, locked: false, listedIds: [one], ...by }));
  expect(await rowOf(one)).toMatchObject({ isSelected: true, selectedBy: "enrichment" });
  expect(await lockOf()).toBe(false);
  expect(await historyOf()).toEqual([]);
});

test("one that was taken out does not come back when its provider drops it for a while", async () => {
  const [one] = await two();
  await run((tx) => removeTrailer(tx, { candidateId: one, ...by }));
  const words = {
    site: "youtube",
    name: "A trailer",
    type: "Trailer",
    official: true,
    language: "en",
    lines: null,
  } as const;
  const offer = (url: string) => ({ ...words, url, videoId: url.slice(-11) });
  for (const url of ["https://www.youtube.com/watch?v=bbbbbbbbbbb", first]) {
    await run((tx) => saveTrailerCandidates(tx, { ...owner, provider: "tmdb", videos: [offer(url)] }));
  }
  const { trailers } = await listTrailers(db, owner);
  expect(trailers.map(({ candidateId }) => candidateId)).not.toContain(one);
  expect(trailers.map(({ url }) => url)).not.toContain(first);
});

describe("trying a trailer again", () => {
  test("downloads the chosen one, and tests another", async () => {
    const [one, other] = await two();
    await db.update(trailerCandidates).set({ failureReason: "unavailable" }).where(eq(trailerCandidates.id, other));
    await run((tx) => pickTrailer(tx, { candidateId: one, ...by }));
    await db.delete(jobs);
    await run((tx) => retryTrailer(tx, { candidateId: one, ...by }));
    await run((tx) => retryTrailer(tx, { candidateId: other, ...by }));
    expect(await jobsOf()).toEqual([`trailer.download ${one}`, `trailer.test ${other}`]);
    expect(await rowOf(other)).toMatchObject({ failureReason: null });
  });
});

describe("the history of trailers", () => {
  const undo = async () => {
    const [latest] = await historyOf();
    await run((tx) => undoChanges(tx, { changeIds: [latest?.id ?? 0], userId: 1 }));
  };

  test("takes a choice back: the one before is chosen again, and the lock is what it was", async () => {
    const [one, other] = await two();
    await run((tx) => pickTrailer(tx, { candidateId: one, ...by }));
    await run((tx) => pickTrailer(tx, { candidateId: other, ...by }));
    await undo();
    expect(await chosenIds()).toEqual([one]);
    expect(await lockOf()).toBe(true);
  });

  test("unlocks what no person chose before", async () => {
    const [one] = await two();
    await run((tx) => pickTrailer(tx, { candidateId: one, ...by }));
    await undo();
    expect(await chosenIds()).toEqual([]);
    expect(await lockOf()).toBe(false);
  });

  test("brings one back that was taken out", async () => {
    const [one] = await two();
    await run((tx) => pickTrailer(tx, { candidateId: one, ...by }));
    await run((tx) => removeTrailer(tx, { candidateId: one, ...by }));
    await undo();
    expect(await chosenIds()).toEqual([one]);
  });
});

describe("the list of trailers", () => {
  test("has the chosen one first, then the best, and those that are gone last", async () => {
    const [one, other] = await two();
    const gone = await aTrailer(db, owner, {
      sourceUrl: "https://vimeo.com/3",
      score: 190,
      failureReason: "unavailable",
    });
    await run((tx) => pickTrailer(tx, { candidateId: other, ...by }));
    await run((tx) => askTestOfTrailer(tx, { candidateId: one, ...by }));
    const { trailers, isLocked } = await listTrailers(db, owner);
    expect(isLocked).toBe(true);
    expect(trailers.map(({ candidateId }) => candidateId)).toEqual([other, one, gone]);
    expect(trailers).toMatchObject([
      { state: "selected", isByHand: true, job: { kind: "download", isWaiting: true } },
      { state: "tested", job: { kind: "test", isWaiting: true }, hasThumbnail: true },
      { state: "unavailable", job: null, hasThumbnail: false },
    ]);
  });

  test("tells no path of the server and nothing raw", async () => {
    const [one] = await two();
    await keepBytes(db, { candidateId: one, bytes: Buffer.from(`list ${one}`) });
    await db
      .update(trailerCandidates)
      .set({ ytdlpMetadata: { secret: "raw" } })
      .where(eq(trailerCandidates.id, one));
    const text = JSON.stringify(await listTrailers(db, owner));
    expect(text).not.toMatch(/cache\/videos|raw/);
    expect((await listTrailers(db, owner)).trailers[0]).toMatchObject({ state: "downloaded", durationSeconds: 90 });
  });
});
