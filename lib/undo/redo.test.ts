import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { collections, episodes, jobs, movies } from "#db/schema/index.ts";
import { testDb, untilLater } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { collectionKind } from "#lib/collections/kind.ts";
import { editEntity, getLoaded } from "#lib/editing/edit-entity.ts";
import { fieldSources } from "#lib/editing/field-sources.ts";
import { applyMetadata } from "#lib/movies/apply-metadata.ts";
import { setLocks } from "#lib/movies/edit.ts";
import { identifyAs } from "#lib/movies/identify.ts";
import { movieKind } from "#lib/movies/kind.ts";
import { getMovieState } from "#lib/movies/movie-state.ts";
import { aMovie, aProviderMovie, combined, editMovie } from "#lib/movies/testing.ts";
import { episodeKind } from "#lib/series/episode-kind.ts";
import { identifySeriesAs } from "#lib/series/identify.ts";
import { seriesKind } from "#lib/series/series-kind.ts";
import { aShow } from "#lib/series/testing.ts";
import { listFixed } from "./list-fixed.ts";
import { type ChangesEntry, listTimeline } from "./list-timeline.ts";
import { planUndo } from "./plan-undo.ts";
import { redoTarget } from "./redo.ts";
import type { ItemScope, RedoTarget } from "./target.ts";
import { undoTarget } from "./undo-changes.ts";
import type { TimelinePart } from "./vocabulary.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});

let lastJob = 2000;
const newJob = () => {
  lastJob += 1;
  return lastJob;
};
const enrich = (movieId: number, jobId: number, fields: Parameters<typeof aProviderMovie>[0]) =>
  transaction(db, async (tx) =>
    applyMetadata(tx, await getMovieState(tx, movieId), combined(aProviderMovie(fields)), { jobId }),
  );
const edit = (movieId: number, patch: Parameters<typeof editMovie>[1]["patch"]) =>
  transaction(db, (tx) => editMovie(tx, { movieId, patch, userId: 1 }));
const filmOf = async (movieId: number) => (await db.select().from(movies).where(eq(movies.id, movieId)))[0];

const entriesOf = async (scope: ItemScope) =>
  (await listTimeline(db, { scope })).entries.filter((entry): entry is ChangesEntry => entry.type === "changes");
/** The way back from what was taken back last, as the timeline offers it. */
async function wayBack(scope: ItemScope, of: TimelinePart = "changes"): Promise<RedoTarget> {
  await untilLater(db);
  const target = (await entriesOf(scope)).find(
    ({ isUndo, isUndone, part }) => isUndo && !isUndone && part === of,
  )?.target;
  if (!target || !("redoOf" in target)) throw new Error("The timeline offers no way back.");
  return target;
}
const redo = (target: RedoTarget) => redoTarget(db, { target, userId: 1 });
/** Takes back what was changed last. */
async function takeLastBack(scope: ItemScope): Promise<void> {
  await untilLater(db);
  const target = (await entriesOf(scope)).find(
    ({ isUndo, isUndone, part }) => !isUndo && !isUndone && part === "changes",
  )?.target;
  if (!target || "redoOf" in target) throw new Error("The timeline does not offer to take it back.");
  await undoTarget(db, { target, userId: 1 });
}

/** A film whose enrichment was taken back. */
async function aFilmTakenBack() {
  const movieId = await aMovie(db, { title: "Old", plot: "old plot", tmdbId: 10331 });
  const jobId = newJob();
  await enrich(movieId, jobId, { title: "New", plot: "new plot", genres: ["Drama"] });
  const enriched = await filmOf(movieId);
  await undoTarget(db, { target: { jobId }, userId: 1 });
  return { movieId, jobId, enriched };
}
const lasting = (film: typeof movies.$inferSelect | undefined) => {
  const { version: _version, updatedAt: _updatedAt, ...values } = film ?? {};
  return values;
};

describe("bringing back what was taken back", () => {
  test("gives values, locks and sources as they were before, and refreshes go on", async () => {
    const { movieId, enriched } = await aFilmTakenBack();
    expect(await filmOf(movieId)).toMatchObject({ title: "Old", plot: "old plot", titleLocked: true });
    const target = await wayBack({ movieId });
    const plan = await planUndo(db, target);
    expect(plan).toMatchObject({ items: 1, fields: 3, skipped: 0, identities: 0 });
    expect(plan.lines[0]).toMatchObject({ label: "Title", now: "Old", becomes: "New", locks: false });

    expect(await redo(target)).toEqual({ items: 1, fields: 3, skipped: 0 });
    expect(await redo(await wayBack({ movieId }, "match"))).toEqual({ items: 1, fields: 1, skipped: 0 });
    expect(lasting(await filmOf(movieId))).toEqual(lasting(enriched));
    const sources = await fieldSources(db, "movie", movieId);
    expect(sources.get("plot")).toMatchObject({ source: "tmdb", userId: null });
    await enrich(movieId, newJob(), { title: "New", plot: "newer plot", genres: ["Drama"] });
    expect(await filmOf(movieId)).toMatchObject({ plot: "newer plot" });
  });

  test("is told in the history, once, and can be taken back itself", async () => {
    const { movieId } = await aFilmTakenBack();
    const target = await wayBack({ movieId });
    const before = await filmOf(movieId);
    await redo(target);
    const [newest, undo] = (await entriesOf({ movieId })).filter(({ part }) => part === "changes");
    expect(newest).toMatchObject({ isUndo: false, isUndone: false });
    expect(undo).toMatchObject({ isUndo: true, isUndone: true, target: null });
    expect(await planUndo(db, target)).toMatchObject({ items: 0, fields: 0 });
    expect(await redo(target)).toEqual({ items: 0, fields: 0, skipped: 0 });

    await takeLastBack({ movieId });
    expect(lasting(await filmOf(movieId))).toEqual(lasting(before));
    expect(await redo(await wayBack({ movieId }))).toMatchObject({ items: 1, skipped: 0 });
    expect(await filmOf(movieId)).toMatchObject({ title: "New", plot: "new plot", titleLocked: false });
  });

  test("leaves what was changed since, and a lock that was switched since", async () => {
    const { movieId } = await aFilmTakenBack();
    const target = await wayBack({ movieId });
    await edit(movieId, { plot: "mine" });
    await transaction(db, (tx) => setLocks(tx, { movieId, locks: { genres: false }, userId: 1 }));
    await transaction(db, (tx) => setLocks(tx, { movieId, locks: { genres: true }, userId: 1 }));
    const plan = await planUndo(db, target);
    expect(plan).toMatchObject({ fields: 2, skipped: 1 });
    expect(plan.lines.at(-1)).toMatchObject({ label: "Plot", now: "mine", reason: "It was changed again since." });
    expect(await redo(target)).toEqual({ items: 1, fields: 2, skipped: 1 });
    expect(await filmOf(movieId)).toMatchObject({ title: "New", plot: "mine", genres: ["Drama"], genresLocked: true });
  });

  test("gives an edit of a person back as theirs, locked", async () => {
    const movieId = await aMovie(db, { plot: "first" });
    await edit(movieId, { plot: "mine" });
    await takeLastBack({ movieId });
    expect(await filmOf(movieId)).toMatchObject({ plot: "first", plotLocked: false });
    await redo(await wayBack({ movieId }));
    expect(await filmOf(movieId)).toMatchObject({ plot: "mine", plotLocked: true });
    expect((await fieldSources(db, "movie", movieId)).get("plot")).toMatchObject({ source: "user", userId: 1 });
  });

  test("two at the same time bring it back once", async () => {
    const { movieId } = await aFilmTakenBack();
    const target = await wayBack({ movieId });
    const done = await Promise.all([redo(target), redo(target)]);
    expect(done.map(({ fields }) => fields).toSorted()).toEqual([0, 3]);
    expect(await filmOf(movieId)).toMatchObject({ title: "New", plot: "new plot" });
  });

  test("is published, as an edit is", async () => {
    const movieId = await aMovie(
      db,
      { plot: "first", tmdbId: 10331, identificationStatus: "enriched" },
      { automation: "full" },
    );
    await edit(movieId, { plot: "mine" });
    await takeLastBack({ movieId });
    await db.delete(jobs);
    await redo(await wayBack({ movieId }));
    expect(await db.select({ type: jobs.type, payload: jobs.payload }).from(jobs)).toEqual([
      { type: "movie.publish", payload: { movieId } },
    ]);
  });
});

describe("one after the other", () => {
  test("two undos are both brought back, the last one first", async () => {
    const movieId = await aMovie(db, { plot: "zero" });
    await edit(movieId, { plot: "one" });
    await untilLater(db);
    await edit(movieId, { plot: "two" });
    await takeLastBack({ movieId });
    await takeLastBack({ movieId });
    expect(await filmOf(movieId)).toMatchObject({ plot: "zero", plotLocked: false });
    await redo(await wayBack({ movieId }));
    expect(await filmOf(movieId)).toMatchObject({ plot: "one", plotLocked: true });
    await redo(await wayBack({ movieId }));
    expect(await filmOf(movieId)).toMatchObject({ plot: "two", plotLocked: true });
  });

  test.each([
    { what: "bringing back", last: "redo" },
    { what: "taking back what was brought back", last: "undo" },
  ])("$what leaves the lock of a field that was typed since", async ({ last }) => {
    const movieId = await aMovie(db, { tagline: "first" });
    await edit(movieId, { tagline: "one" });
    await takeLastBack({ movieId });
    await redo(await wayBack({ movieId }));
    if (last === "redo") await takeLastBack({ movieId });
    await untilLater(db);
    const entries = await entriesOf({ movieId });
    const target = entries.find(({ isUndo, isRedo }) => (last === "redo" ? isUndo : isRedo))?.target;
    if (!target) throw new Error("The timeline offers nothing.");
    await edit(movieId, { tagline: "mine" });
    if ("redoOf" in target) await redo(target);
    else await undoTarget(db, { target, userId: 1 });
    expect(await filmOf(movieId)).toMatchObject({ tagline: "mine", taglineLocked: true });
  });
});

test("a preview is another one when other locks would be switched", async () => {
  const { movieId } = await aFilmTakenBack();
  const target = await wayBack({ movieId });
  const { fingerprint } = await planUndo(db, target);
  for (const plot of [false, true]) {
    await transaction(db, (tx) => setLocks(tx, { movieId, locks: { plot }, userId: 1 }));
  }
  expect((await planUndo(db, target)).fingerprint).not.toBe(fingerprint);
});

test("a set's sort title has no lock to bring back", async () => {
  const [set] = await db.insert(collections).values({ name: "Nights" }).returning();
  const scope = { collectionId: set?.id ?? 0 };
  const author = { source: "user", userId: 1 };
  await transaction(db, (tx) =>
    editEntity(tx, collectionKind, { entityId: scope.collectionId, patch: { sortTitle: "zz" }, author }),
  );
  await takeLastBack(scope);
  await redo(await wayBack(scope));
  expect((await entriesOf(scope))[0]?.fields.map(({ field }) => field)).toEqual(["sortTitle"]);
  await takeLastBack(scope);
  expect((await entriesOf(scope)).map(({ isUndone }) => isUndone)).toEqual([false, true, true, true]);
});

test("a set's name is brought back to a film although the set was renamed since", async () => {
  const movieId = await aMovie(db);
  for (const collection of ["Set A", "Set B"]) {
    await untilLater(db);
    await edit(movieId, { collection });
  }
  await takeLastBack({ movieId });
  const target = await wayBack({ movieId });
  const [set] = await db.select().from(collections).where(eq(collections.name, "Set A"));
  const author = { source: "user", userId: 1 };
  const patch = { name: "Set A, renamed" };
  await transaction(db, (tx) => editEntity(tx, collectionKind, { entityId: set?.id ?? 0, patch, author }));
  expect(await redo(target)).toMatchObject({ fields: 1, skipped: 0 });
  expect((await getLoaded(db, movieKind, movieId)).values.collection).toBe("Set B");
});

describe("what is of another title by now", () => {
  test("is not brought back to a film that was identified otherwise since", async () => {
    const { movieId } = await aFilmTakenBack();
    const target = await wayBack({ movieId });
    await transaction(db, (tx) => identifyAs(tx, { movieId, tmdbId: 949, userId: 1 }));
    const plan = await planUndo(db, target);
    expect(plan).toMatchObject({ fields: 0, skipped: 3 });
    expect(plan.lines[0]).toMatchObject({ reason: "It was identified otherwise since." });
    expect(await redo(target)).toEqual({ items: 0, fields: 0, skipped: 3 });
    expect(await filmOf(movieId)).toMatchObject({ title: "Old" });
    // The same one again: then its values may come back.
    await transaction(db, (tx) => identifyAs(tx, { movieId, tmdbId: 10331, userId: 1 }));
    expect(await planUndo(db, target)).toMatchObject({ skipped: 0 });
  });

  test("is not brought back to a series that had no identity in between, and an episode of it", async () => {
    const { seriesId, episodeIds } = await aShow(db, {
      series: { title: "Folder" },
      episodes: [{ season: 1, number: 1 }],
    });
    const [author, [episodeId = 0]] = [{ source: "tmdb", jobId: newJob() }, episodeIds];
    await transaction(db, async (tx) => {
      const entity = await getLoaded(tx, seriesKind, seriesId);
      const changes = Object.entries({ tmdbId: 1, plot: "of one" }).map(([field, newValue]) => ({
        ...{ field, oldValue: null, newValue },
      }));
      await seriesKind.write(tx, [{ entity, changes }], author);
      await editEntity(tx, episodeKind, { entityId: episodeId, patch: { title: "Of one" }, author });
    });
    await undoTarget(db, { target: { jobId: author.jobId }, userId: 1 });
    const pick = { provider: "tmdb" as const, providerId: 2, name: "Two" };
    await transaction(db, (tx) => identifySeriesAs(tx, { seriesId, pick, userId: 1 }));
    const takings = (await entriesOf({ seriesId })).filter(({ isUndo, part }) => isUndo && part === "changes");
    expect(takings).toHaveLength(2);
    for (const { target, fields } of takings) {
      if (!target || !("redoOf" in target)) throw new Error("The timeline offers no way back.");
      expect(await redo(target)).toMatchObject({ fields: 0, skipped: 1 });
      const why = await listFixed(
        db,
        fields.map(({ changeId }) => changeId),
      );
      expect([...why.values()]).toEqual(["It was identified otherwise since."]);
    }
    expect((await getLoaded(db, seriesKind, seriesId)).values).toMatchObject({ tmdbId: 2, plot: null });
  });

  test("is not brought back to an episode whose series is counted otherwise since; a season's episodes come together", async () => {
    const show = await aShow(db, {
      series: { tmdbId: 1 },
      episodes: [1, 2].map((number) => ({ season: 1, number, title: `Old ${number}` })),
    });
    const titlesOf = async () =>
      (await db.select().from(episodes).where(eq(episodes.seriesId, show.seriesId)).orderBy(episodes.id)).map(
        ({ title }) => title,
      );
    const jobId = newJob();
    for (const [index, entityId] of show.episodeIds.entries()) {
      const author = { source: "tmdb", jobId };
      await transaction(db, (tx) =>
        editEntity(tx, episodeKind, { entityId, patch: { title: `New ${index + 1}` }, author }),
      );
    }
    const takeBack = () => undoTarget(db, { target: { jobId }, userId: 1 });
    await takeBack();
    expect(await titlesOf()).toEqual(["Old 1", "Old 2"]);
    const target = await wayBack({ seriesId: show.seriesId });
    expect(await redo(target)).toEqual({ items: 2, fields: 2, skipped: 0 });
    expect(await titlesOf()).toEqual(["New 1", "New 2"]);

    await takeLastBack({ seriesId: show.seriesId });
    const again = await wayBack({ seriesId: show.seriesId });
    const patch = { episodeOrder: "dvd" };
    const author = { source: "user", userId: 1 };
    await transaction(db, (tx) => editEntity(tx, seriesKind, { entityId: show.seriesId, patch, author }));
    const plan = await planUndo(db, again);
    expect(plan).toMatchObject({ fields: 0, skipped: 4 });
    expect(plan.lines[0]).toMatchObject({ reason: "The episodes were counted otherwise since." });
  });
});
