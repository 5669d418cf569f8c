import { and, asc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import {
  actors,
  episodes,
  fieldChanges,
  itemEvents,
  jobs,
  movieActors,
  movieKeywords,
  movies,
  providerRecords,
  ratings,
  series,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { enrichMovie } from "#lib/movies/enrich.ts";
import { applyIdentity, identifyAs } from "#lib/movies/identify.ts";
import { getMovieState } from "#lib/movies/movie-state.ts";
import { aMovie, aProviderMovie, editMovie } from "#lib/movies/testing.ts";
import { applyCast } from "#lib/people/apply-cast.ts";
import type { ProviderMovie } from "#lib/providers/provider.ts";
import { saveRecords } from "#lib/providers/records.ts";
import { providerNames } from "#lib/providers/vocabulary.ts";
import { markUnlisted } from "#lib/review/decide.ts";
import { episodeKind } from "#lib/series/episode-kind.ts";
import { identifySeriesAs } from "#lib/series/identify.ts";
import { seriesKind } from "#lib/series/series-kind.ts";
import { aShow } from "#lib/series/testing.ts";
import { type EventEntry, listTimeline, type TimelineEntry } from "./list-timeline.ts";
import { planUndo } from "./plan-undo.ts";
import { planTakeBack, takeBackDecision } from "./take-back.ts";
import { undoTarget } from "./undo-changes.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});

const takeBack = (eventId: number) => transaction(db, (tx) => takeBackDecision(tx, { eventId, userId: null }));
const filmOf = async (movieId: number) => (await db.select().from(movies).where(eq(movies.id, movieId)))[0];
const isEvent = (entry: TimelineEntry): entry is EventEntry => entry.type === "event";
const eventsOf = async (scope: { movieId: number } | { seriesId: number }) =>
  (await listTimeline(db, { scope })).entries.filter(isEvent);
const wayBack = async (scope: { movieId: number } | { seriesId: number }) =>
  (await eventsOf(scope)).map(({ summary, target, isUndone, isUndo }) => [
    `${isUndo ? "undo " : ""}${isUndone ? "undone " : ""}${summary}`,
    target !== null,
  ]);
const jobsOf = async (entityId: number) =>
  (await db.select({ type: jobs.type }).from(jobs).where(eq(jobs.entityId, entityId))).map(({ type }) => type);

/** As a job does: by a search, or by an id. */
const identifyByJob = (movieId: number, tmdbId: number) =>
  transaction(db, (tx) =>
    applyIdentity(tx, {
      movieId,
      jobId: 5,
      identity: {
        ...{ outcome: "identified", by: "search", how: "by its name", name: `Film ${tmdbId}`, reasons: ["Alike."] },
        ids: { tmdb: tmdbId, imdb: null, tvdb: null },
      },
    }),
  );
const identifyByHand = (movieId: number, tmdbId: number) =>
  transaction(db, (tx) => identifyAs(tx, { movieId, tmdbId, userId: null, name: `Film ${tmdbId}` }));
const priority = { order: [...providerNames], orderOf: () => [...providerNames] };
const enrich = (movieId: number, answer: ProviderMovie) =>
  transaction(db, async (tx) => {
    const asked = { answers: [answer], missing: [], failures: [] };
    const rules = { parts: ["metadata", "artwork", "cast"] as const, mode: undefined, jobId: 6, defaultRating: "imdb" };
    return enrichMovie(tx, asked, { ...rules, state: await getMovieState(tx, movieId), priority });
  });
const about = (tmdbId: number, plot: string, tagline: string | null = null) =>
  aProviderMovie(
    { title: `Film ${tmdbId}`, plot, tagline, budget: tmdbId },
    {
      ids: { tmdb: tmdbId, imdb: null, tvdb: null },
      keywords: [`about ${tmdbId}`],
      ratings: [{ source: "themoviedb", value: 7, max: 10, votes: 5 }],
      cast: [{ tmdbId: tmdbId * 10, name: `Actor ${tmdbId}`, role: "Somebody", order: 1, imageUrl: null }],
    },
  );

describe("two identities that are taken back by their changes, the last one first", () => {
  test("leave the reasons of each, and the first decision can be taken back once the second was", async () => {
    const movieId = await aMovie(db);
    await identifyByJob(movieId, 1);
    await identifyByHand(movieId, 2);
    const undoId = async () => {
      const ofId = and(eq(fieldChanges.entityId, movieId), eq(fieldChanges.field, "tmdbId"));
      const open = (await db.select().from(fieldChanges).where(ofId).orderBy(fieldChanges.id)).filter(
        ({ undoneAt, undoOf }) => undoneAt === null && undoOf === null,
      );
      const changeIds = [open.at(-1)?.id ?? 0];
      await undoTarget(db, { target: { changeIds }, userId: null });
    };
    await undoId();
    expect(await filmOf(movieId)).toMatchObject({
      tmdbId: 1,
      identifiedBy: "search",
      identificationReasons: ["Alike."],
    });
    expect((await eventsOf({ movieId })).at(-1)?.target).not.toBeNull();
    await undoId();
    const nobody = { tmdbId: null, identifiedBy: null, identificationReasons: null };
    expect(await filmOf(movieId)).toMatchObject({ ...nobody, identificationStatus: "needs_identification" });
  });
});

describe("what automation found", () => {
  test("leaves no cast, votes or popularity of the wrong film where the disk's cast was replaced by it", async () => {
    const movieId = await aMovie(db);
    const { movie } = await getMovieState(db, movieId);
    const found = [{ tmdbId: null, name: "Named by the NFO", role: "Self", order: 1, imageUrl: null }];
    await transaction(db, (tx) => applyCast(tx, movie, found));
    const reading = { entityType: "movie", entityId: movieId, field: "*", source: "nfo" } as const;
    await db.insert(fieldChanges).values({ ...reading, newValue: { cast: ["Named by the NFO"] } });
    const castOf = async () =>
      (
        await db
          .select({ role: movieActors.role, name: actors.name })
          .from(movieActors)
          .innerJoin(actors, eq(actors.id, movieActors.actorId))
          .where(eq(movieActors.movieId, movieId))
      ).map(({ name }) => name);
    await identifyByJob(movieId, 11);
    await enrich(movieId, about(11, "First."));
    expect(await castOf()).toEqual(["Named by the NFO"]);
    await identifyByHand(movieId, 12);
    await enrich(movieId, about(12, "Second."));
    expect(await castOf()).toEqual(["Actor 12"]);
    const [event] = await eventsOf({ movieId });
    await takeBack(event?.target?.eventId ?? 0);
    expect(await castOf()).toEqual([]);
    expect(await filmOf(movieId)).toMatchObject({ tmdbId: 11, popularity: null, voteCount: null });
    await enrich(movieId, about(11, "First."));
    expect(await castOf()).toEqual(["Actor 11"]);
  });

  test("is taken back from the timeline, with everything that was fetched because of it, and a person is asked", async () => {
    const movieId = await aMovie(db, { title: "Holiday", tagline: "ours" });
    await identifyByJob(movieId, 1);
    await enrich(movieId, about(1, "Wrong."));
    await transaction(db, (tx) => editMovie(tx, { movieId, patch: { outline: "mine" }, userId: 1 }));
    const [event] = await eventsOf({ movieId });
    const eventId = event?.target?.eventId ?? 0;
    const plan = await planTakeBack(db, eventId);
    expect(plan).toMatchObject({ items: 1, identities: 0, skipped: 0 });
    expect(plan.lines).toContainEqual(expect.objectContaining({ field: "plot", now: "Wrong.", becomes: null }));
    const words = { field: "identity", now: "Identified", becomes: "Waits for a person to say what it is" };
    expect(plan.lines[0]).toMatchObject(words);
    expect(await planTakeBack(db, eventId)).toEqual(plan);
    await takeBack(eventId);
    expect(await filmOf(movieId)).toMatchObject({
      ...{ title: "Holiday", tagline: "ours", outline: "mine", plot: null, budget: null, rating: null, tmdbId: null },
      ...{ identificationStatus: "needs_identification", titleLocked: false, plotLocked: false },
    });
    for (const table of [movieKeywords, movieActors]) {
      expect(await db.select().from(table).where(eq(table.movieId, movieId))).toEqual([]);
    }
    for (const table of [ratings, providerRecords]) {
      const ofFilm = and(eq(table.entityType, "movie"), eq(table.entityId, movieId));
      expect(await db.select().from(table).where(ofFilm)).toEqual([]);
    }
    expect(await jobsOf(movieId)).toEqual([]);
    expect(await wayBack({ movieId })).toEqual([
      ["undo Taken back: Identified as Film 1 by its name", false],
      ["undone Identified as Film 1 by its name", false],
    ]);
    await expect(planTakeBack(db, eventId)).rejects.toMatchObject({ code: "conflict" });
  });

  test("is taken back only after what came later, one after the other, and what it was before is fetched anew", async () => {
    const movieId = await aMovie(db, { title: "Holiday" });
    await identifyByJob(movieId, 1);
    await enrich(movieId, about(1, "First.", "First line."));
    await identifyByHand(movieId, 2);
    await enrich(movieId, about(2, "Second."));
    expect(await filmOf(movieId)).toMatchObject({ plot: "Second.", tagline: null });
    const [second, first] = await eventsOf({ movieId });
    expect(await wayBack({ movieId })).toEqual([
      ["Identified as Film 2 by hand", true],
      ["Identified as Film 1 by its name", false],
    ]);
    const firstId = Number(first?.key.slice(1));
    await expect(takeBack(firstId)).rejects.toMatchObject({ code: "conflict" });
    await takeBack(second?.target?.eventId ?? 0);
    const before = { title: "Film 1", plot: "First.", tagline: "First line.", budget: 1, tmdbId: 1 };
    expect(await filmOf(movieId)).toMatchObject({ ...before, identificationStatus: "enriched", plotLocked: false });
    expect(await jobsOf(movieId)).toEqual(["movie.enrich"]);
    // What the databases say of the first one only fills what is not known.
    await enrich(movieId, aProviderMovie({}, { ids: { tmdb: 1, imdb: null, tvdb: null } }));
    expect(await filmOf(movieId)).toMatchObject(before);
    expect((await wayBack({ movieId })).at(-1)).toEqual(["Identified as Film 1 by its name", true]);
    await takeBack(firstId);
    expect(await filmOf(movieId)).toMatchObject({ title: "Holiday", plot: null, tmdbId: null });
  });
});

test("that something is in no database is taken back from the timeline", async () => {
  const movieId = await aMovie(db, { identificationStatus: "needs_identification" });
  const { seriesId } = await aShow(db, { series: { identificationStatus: "needs_identification" } });
  for (const [kind, itemId, scope] of [
    ["movie", movieId, { movieId }],
    ["series", seriesId, { seriesId }],
  ] as const) {
    const { eventId } = await transaction(db, (tx) => markUnlisted(tx, { kind, itemId, userId: null }));
    expect((await eventsOf(scope))[0]).toMatchObject({ target: { eventId } });
    const plan = await planTakeBack(db, eventId);
    expect(plan).toMatchObject({ items: 1, fields: 1, identities: 0 });
    expect(plan.lines[0]).toMatchObject({ now: "In no database", becomes: "Waits for a person to say what it is" });
    await takeBack(eventId);
    expect((await wayBack(scope))[1]).toEqual(["undone Said to be in no database", false]);
  }
  expect(await filmOf(movieId)).toMatchObject({ unlisted: false, identificationStatus: "needs_identification" });
});

test("taking the identity of a series back takes back what was fetched for its episodes", async () => {
  const { seriesId, episodeIds } = await aShow(db, {
    series: { title: "Ghosts", identificationStatus: "needs_identification" },
    episodes: [1, 2].map((number) => ({ season: 1, number, title: `Ours ${number}` })),
  });
  const pick = { provider: "tmdb" as const, providerId: 2, name: "Another" };
  const { eventId } = await transaction(db, (tx) => identifySeriesAs(tx, { seriesId, pick, userId: null }));
  await transaction(db, async (tx) => {
    const said = { entityId: seriesId, provider: "tmdb", providerId: "2", fields: { title: "Another" } };
    await saveRecords(tx, "series", { said: [said] });
    const author = { source: "tmdb", jobId: 9 };
    const [show] = await seriesKind.list(tx, [seriesId]);
    const told = [{ field: "plot", oldValue: null, newValue: "Theirs." }];
    if (show) await seriesKind.write(tx, [{ entity: show, changes: told }], author);
    const loaded = await episodeKind.list(tx, episodeIds);
    const changesOf = (number: unknown) => [
      { field: "title", oldValue: number, newValue: "Theirs" },
      { field: "tmdbId", oldValue: null, newValue: 77 },
    ];
    const writes = loaded.map((entity) => ({ entity, changes: changesOf(entity.values.title) }));
    await episodeKind.write(tx, writes, author);
  });
  expect(await planTakeBack(db, eventId)).toMatchObject({ items: 3, fields: 7 });
  expect(await takeBack(eventId)).toMatchObject({ items: 3, fields: 6 });
  const rows = await db.select().from(episodes).where(eq(episodes.seriesId, seriesId)).orderBy(asc(episodes.id));
  expect(rows.map(({ title, tmdbId, titleLocked }) => [title, tmdbId, titleLocked])).toEqual([
    ["Ours 1", null, false],
    ["Ours 2", null, false],
  ]);
  const [row] = await db.select().from(series).where(eq(series.id, seriesId));
  expect(row).toMatchObject({ tmdbId: null, plot: null, identificationStatus: "needs_identification" });
  expect(await db.select().from(providerRecords).where(eq(providerRecords.entityType, "series"))).toEqual([]);
});

test("the change of an id taken back in the history brings the values of the first title back, without locks", async () => {
  const movieId = await aMovie(db, { tmdbId: 1 });
  await enrich(movieId, about(1, "First.", "First line."));
  await identifyByHand(movieId, 2);
  await enrich(movieId, about(2, "Second."));
  await transaction(db, (tx) => editMovie(tx, { movieId, patch: { outline: "mine" }, userId: 1 }));
  const [change] = await db
    .select({ id: fieldChanges.id })
    .from(fieldChanges)
    .where(and(eq(fieldChanges.entityId, movieId), eq(fieldChanges.field, "tmdbId"), eq(fieldChanges.source, "user")));
  const target = { changeIds: [change?.id ?? 0] };
  const plan = await planUndo(db, target);
  expect(plan).toMatchObject({ identities: 1, skipped: 0 });
  expect(plan.lines).toContainEqual(expect.objectContaining({ field: "tagline", now: null, becomes: "First line." }));
  await undoTarget(db, { target, userId: 1 });
  expect(await filmOf(movieId)).toMatchObject({
    ...{ tmdbId: 1, title: "Film 1", plot: "First.", tagline: "First line.", budget: 1, outline: "mine" },
    ...{ plotLocked: false, titleLocked: false, outlineLocked: true, identificationStatus: "identified" },
  });
  expect(await jobsOf(movieId)).toEqual(["movie.enrich"]);
  expect(await db.select().from(movieKeywords).where(eq(movieKeywords.movieId, movieId))).toEqual([]);
  const events = await db.select().from(itemEvents).where(eq(itemEvents.entityId, movieId));
  expect(events.map(({ summary }) => summary)).toContain("Identified as it was before");
});
