import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { episodes, fieldChanges, jobs, movies, seasons, series, seriesExternalIds } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { editEntity, setEntityLocks } from "#lib/editing/edit-entity.ts";
import { applyMetadata } from "#lib/movies/apply-metadata.ts";
import { setLocks } from "#lib/movies/edit.ts";
import { identifyAs } from "#lib/movies/identify.ts";
import { getMovieState } from "#lib/movies/movie-state.ts";
import { aMovie, aProviderMovie, combined, editMovie } from "#lib/movies/testing.ts";
import { episodeKind } from "#lib/series/episode-kind.ts";
import { identifySeriesAs } from "#lib/series/identify.ts";
import { seasonKind } from "#lib/series/season-kind.ts";
import { seriesKind } from "#lib/series/series-kind.ts";
import { getSeriesState } from "#lib/series/series-state.ts";
import { aShow } from "#lib/series/testing.ts";
import { planUndo } from "./plan-undo.ts";
import { undoChanges, undoTarget } from "./undo-changes.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});

let lastJob = 1000;
const newJob = () => {
  lastJob += 1;
  return lastJob;
};
const enrich = (movieId: number, jobId: number, fields: Parameters<typeof aProviderMovie>[0], more = {}) =>
  transaction(db, async (tx) =>
    applyMetadata(tx, await getMovieState(tx, movieId), combined(aProviderMovie(fields, more)), {
      jobId,
      extra: { identificationStatus: "enriched" },
    }),
  );
const edit = (movieId: number, patch: Parameters<typeof editMovie>[1]["patch"]) =>
  transaction(db, (tx) => editMovie(tx, { movieId, patch, userId: 1 }));
const filmOf = async (movieId: number) => (await db.select().from(movies).where(eq(movies.id, movieId)))[0];
const undoJob = (jobId: number) => undoTarget(db, { target: { jobId }, userId: 1 });
const idsOf = async (movieId: number, field: string) =>
  (
    await db
      .select({ id: fieldChanges.id })
      .from(fieldChanges)
      .where(and(eq(fieldChanges.entityId, movieId), eq(fieldChanges.field, field), isNull(fieldChanges.undoOf)))
      .orderBy(desc(fieldChanges.id))
  ).map(({ id }) => id);

describe("taking a whole job back", () => {
  test("restores every field it changed, locks them, and leaves what was edited since", async () => {
    const movieId = await aMovie(db, {
      title: "Old",
      plot: "old plot",
      genres: [],
      tmdbId: 10331,
      imdbId: "tt0063350",
    });
    const jobId = newJob();
    await enrich(movieId, jobId, {
      title: "New",
      plot: "new plot",
      genres: ["Drama"],
      tagline: "t",
      collection: "A set",
    });
    await edit(movieId, { plot: "mine" });
    const plan = await planUndo(db, { jobId });
    expect(plan).toMatchObject({ items: 1, fields: 4, skipped: 1, identities: 0 });
    expect(plan.lines).toContainEqual(
      expect.objectContaining({ item: "New", label: "Title", now: "New", becomes: "Old", locks: true }),
    );
    expect(plan.lines.at(-1)).toMatchObject({ label: "Plot", now: "mine", reason: "It was changed again since." });
    expect(plan.lines.at(-1)).not.toHaveProperty("becomes");

    expect(await undoJob(jobId)).toEqual({ items: 1, fields: 4, skipped: 1 });
    const film = await filmOf(movieId);
    expect(film).toMatchObject({ title: "Old", sortKey: "old", titleLocked: true, plot: "mine", tagline: null });
    expect(film).toMatchObject({ genres: [], collectionId: null, version: 4 });
    await enrich(movieId, newJob(), { title: "New", genres: ["Drama"] });
    expect(await filmOf(movieId)).toMatchObject({ title: "Old", genres: [] });
    // Once more finds nothing to do.
    expect(await undoJob(jobId)).toEqual({ items: 0, fields: 0, skipped: 1 });
  });

  test("of many films is a handful of statements and one row of history per field", async () => {
    const jobId = newJob();
    const movieIds: number[] = [];
    for (let index = 0; index < 5; index += 1) movieIds.push(await aMovie(db, { title: `Film ${index}` }));
    for (const movieId of movieIds) await enrich(movieId, jobId, { plot: `plot ${movieId}`, directors: ["A", "B"] });
    const plan = await planUndo(db, { jobId });
    expect(plan).toMatchObject({ items: 5, skipped: 0 });
    expect((await planUndo(db, { jobId })).fingerprint).toBe(plan.fingerprint);
    await edit(movieIds[0] ?? 0, { plot: "mine" });
    expect((await planUndo(db, { jobId })).fingerprint).not.toBe(plan.fingerprint);
    await undoJob(jobId);
    const films = await db.select().from(movies).where(inArray(movies.id, movieIds)).orderBy(movies.id);
    expect(films.map(({ plot }) => plot)).toEqual(["mine", null, null, null, null]);
    expect(films.map(({ directors }) => directors ?? [])).toEqual([[], [], [], [], []]);
    const undos = await db
      .select({ undoOf: fieldChanges.undoOf })
      .from(fieldChanges)
      .where(
        and(inArray(fieldChanges.entityId, movieIds), eq(fieldChanges.field, "plot"), eq(fieldChanges.source, "user")),
      );
    expect(undos.filter(({ undoOf }) => undoOf !== null)).toHaveLength(4);
  });

  test("a field that one job changed twice goes back to what it was before both", async () => {
    const movieId = await aMovie(db, { plot: "first" });
    const jobId = newJob();
    await enrich(movieId, jobId, { plot: "second" });
    await enrich(movieId, jobId, { plot: "third" });
    await undoTarget(db, { target: { jobId, of: { movieId } }, userId: 1 });
    expect(await filmOf(movieId)).toMatchObject({ plot: "first", plotLocked: true });
    expect(await planUndo(db, { jobId })).toMatchObject({ items: 0, skipped: 0 });
  });

  test("a value that a person set away and back again since is theirs", async () => {
    const movieId = await aMovie(db, { plot: "first" });
    const jobId = newJob();
    await enrich(movieId, jobId, { plot: "second" });
    await edit(movieId, { plot: "other" });
    await edit(movieId, { plot: "second" });
    const plan = await planUndo(db, { jobId });
    expect(plan).toMatchObject({ skipped: 1 });
    expect(plan.lines.at(-1)).toMatchObject({ label: "Plot", reason: "It was changed again since." });
  });

  test("changes series, seasons and episodes back, each of them or one series alone", async () => {
    const show = await aShow(db, { series: { title: "Old" }, episodes: [{ season: 1, number: 1, title: "One" }] });
    const other = await aShow(db, { series: { title: "Other" } });
    const [season] = await db.select({ id: seasons.id }).from(seasons).where(eq(seasons.seriesId, show.seriesId));
    const jobId = newJob();
    const author = { source: "tmdb", jobId };
    await transaction(db, async (tx) => {
      await editEntity(tx, seriesKind, { entityId: show.seriesId, patch: { title: "New", genres: ["War"] }, author });
      await editEntity(tx, seriesKind, { entityId: other.seriesId, patch: { title: "Another" }, author });
      await editEntity(tx, seasonKind, { entityId: season?.id ?? 0, patch: { plot: "p" }, author });
      const entityId = show.episodeIds[0] ?? 0;
      await editEntity(tx, episodeKind, { entityId, patch: { title: "Uno", directors: ["D"] }, author });
    });
    const of = { seriesId: show.seriesId };
    expect(await planUndo(db, { jobId, of })).toMatchObject({ items: 3, fields: 5 });
    await undoTarget(db, { target: { jobId, of }, userId: 1 });
    const [row] = await db.select().from(series).where(eq(series.id, show.seriesId));
    expect(row).toMatchObject({ title: "Old", titleLocked: true });
    const [episode] = await db.select().from(episodes).where(eq(episodes.seriesId, show.seriesId));
    expect(episode).toMatchObject({ title: "One", titleLocked: true });
    expect(await planUndo(db, { jobId })).toMatchObject({ items: 1, fields: 1 });
  });
});

describe("taking an identification back", () => {
  test("brings all ids back although the next enrichment filled them, and asks for the metadata anew", async () => {
    const movieId = await aMovie(
      db,
      { tmdbId: 949, imdbId: "tt0113277", identificationStatus: "enriched", posterLocked: true, plotLocked: true },
      { automation: "full" },
    );
    await transaction(db, (tx) => identifyAs(tx, { movieId, tmdbId: 10331, userId: 1 }));
    await enrich(movieId, newJob(), {});
    expect(await filmOf(movieId)).toMatchObject({ tmdbId: 10331, imdbId: "tt0063350" });
    const [changeId = 0] = await idsOf(movieId, "tmdbId");
    const target = { changeIds: [changeId] };
    expect(await planUndo(db, target)).toMatchObject({ identities: 1, fields: 2, skipped: 0 });
    await db.delete(jobs);
    await undoTarget(db, { target, userId: 1 });
    expect(await filmOf(movieId)).toMatchObject({
      ...{ tmdbId: 949, imdbId: "tt0113277", identificationStatus: "identified" },
      ...{ posterLocked: true, plotLocked: true },
    });
    expect(await db.select({ type: jobs.type, payload: jobs.payload }).from(jobs)).toEqual([
      { type: "movie.enrich", payload: { movieId } },
    ]);
  });

  test("is refused when a person identified it again since", async () => {
    const movieId = await aMovie(db, { tmdbId: 949 });
    await transaction(db, (tx) => identifyAs(tx, { movieId, tmdbId: 10331, userId: 1 }));
    const [changeId = 0] = await idsOf(movieId, "tmdbId");
    await transaction(db, (tx) => identifyAs(tx, { movieId, tmdbId: 45745, userId: 1 }));
    await expect(transaction(db, (tx) => undoChanges(tx, { changeIds: [changeId], userId: 1 }))).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await filmOf(movieId)).toMatchObject({ tmdbId: 45745 });
  });
});

test("taking the identity of a series back takes its id at TVmaze with the others, also one that was filled since", async () => {
  const { seriesId } = await aShow(db, { series: { tmdbId: 1, tvdbId: 11, identificationStatus: "enriched" } });
  await db.insert(seriesExternalIds).values({ seriesId, tvmazeId: 111 });
  const idsNow = async () => (await getSeriesState(db, seriesId)).ids;
  const pick = { provider: "tmdb" as const, providerId: 2, name: "Another" };
  await transaction(db, (tx) => identifySeriesAs(tx, { seriesId, pick, userId: 1 }));
  expect(await idsNow()).toEqual({ tmdb: 2, tvdb: null, imdb: null, tvmaze: null });
  const author = { source: "tvmaze", jobId: newJob() };
  await transaction(db, async (tx) => {
    const [entity] = await seriesKind.list(tx, [seriesId]);
    const changes = [{ field: "tvmazeId", oldValue: null, newValue: 222 }];
    if (entity) await seriesKind.write(tx, [{ entity, changes }], author);
  });
  expect(await idsNow()).toMatchObject({ tvmaze: 222 });
  await undoTarget(db, { target: { changeIds: (await idsOf(seriesId, "tmdbId")).slice(0, 1) }, userId: 1 });
  expect(await idsNow()).toEqual({ tmdb: 1, tvdb: 11, imdb: null, tvmaze: 111 });
});

test("an id that only leads a further database to a series is no identity: its enrichment can be taken back", async () => {
  const { seriesId } = await aShow(db, { series: { tmdbId: 1, plot: "old", identificationStatus: "enriched" } });
  const jobId = newJob();
  await transaction(db, async (tx) => {
    const [entity] = await seriesKind.list(tx, [seriesId]);
    const changes = [
      { field: "tvdbId", oldValue: null, newValue: 5 },
      { field: "plot", oldValue: "old", newValue: "new" },
    ];
    if (entity) await seriesKind.write(tx, [{ entity, changes }], { source: "tmdb", jobId });
  });
  await db.delete(jobs);
  expect(await planUndo(db, { jobId })).toMatchObject({ fields: 2, identities: 0 });
  await undoJob(jobId);
  const [row] = await db.select().from(series).where(eq(series.id, seriesId));
  expect(row).toMatchObject({ tvdbId: null, plot: "old", plotLocked: true, identificationStatus: "enriched" });
  expect(await db.select().from(jobs)).toEqual([]);
});

describe("locks", () => {
  const history = (movieId: number) =>
    db.select().from(fieldChanges).where(eq(fieldChanges.entityId, movieId)).orderBy(desc(fieldChanges.id));

  test("switched by hand stand in the history and can be taken back", async () => {
    const movieId = await aMovie(db);
    await transaction(db, (tx) => setLocks(tx, { movieId, locks: { plot: true }, userId: 1 }));
    const [entry] = await history(movieId);
    expect(entry).toMatchObject({ field: "plotLocked", oldValue: false, newValue: true, userId: 1 });
    await undoTarget(db, { target: { changeIds: [entry?.id ?? 0] }, userId: 1 });
    expect(await filmOf(movieId)).toMatchObject({ plotLocked: false, version: 3 });
    expect((await history(movieId))[0]).toMatchObject({ field: "plotLocked", newValue: false, undoOf: entry?.id });
  });

  test("that stood before an edit stand after it was taken back", async () => {
    const movieId = await aMovie(db, { plot: "old" });
    await transaction(db, (tx) => setLocks(tx, { movieId, locks: { plot: true } }));
    await edit(movieId, { plot: "mine" });
    await undoTarget(db, { target: { changeIds: await idsOf(movieId, "plot") }, userId: 1 });
    expect(await filmOf(movieId)).toMatchObject({ plot: "old", plotLocked: true });
  });

  test("that came from refusing an enrichment stand after a later edit was taken back", async () => {
    const movieId = await aMovie(db, { plot: "old" });
    const jobId = newJob();
    await enrich(movieId, jobId, { plot: "theirs" });
    await undoJob(jobId);
    await edit(movieId, { plot: "mine" });
    const [changeId = 0] = await idsOf(movieId, "plot");
    await undoTarget(db, { target: { changeIds: [changeId] }, userId: 1 });
    expect(await filmOf(movieId)).toMatchObject({ plot: "old", plotLocked: true });
  });

  test("of a series are kept in its history too", async () => {
    const { seriesId } = await aShow(db);
    const locks = { plotLocked: true };
    await transaction(db, (tx) => setEntityLocks(tx, seriesKind, { entityId: seriesId, locks, userId: 1 }));
    const target = { changeIds: (await idsOf(seriesId, "plotLocked")).slice(0, 1) };
    expect(await planUndo(db, target)).toMatchObject({ items: 1, fields: 1 });
  });
});

test("another order of episodes is taken back with what the episodes are by it: the series is fetched anew", async () => {
  const { seriesId } = await aShow(db);
  const patch = { episodeOrder: "tmdb:a73b" };
  await transaction(db, (tx) => editEntity(tx, seriesKind, { entityId: seriesId, patch, author: { source: "user" } }));
  const ofOrder = and(eq(fieldChanges.entityId, seriesId), eq(fieldChanges.field, "episodeOrder"));
  const [change] = await db.select().from(fieldChanges).where(ofOrder);
  const target = { changeIds: [change?.id ?? 0] };
  expect(await planUndo(db, target)).toMatchObject({ orders: 1, identities: 0 });
  await undoTarget(db, { target, userId: 1 });
  const waiting = await db.select({ type: jobs.type }).from(jobs).where(eq(jobs.entityId, seriesId));
  expect(waiting).toEqual([{ type: "series.enrich" }]);
});
