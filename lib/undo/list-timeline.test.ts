import { and, eq, gt } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { fieldChanges, itemEvents, jobs, users } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { editEntity } from "#lib/editing/edit-entity.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import { recordEvents } from "#lib/editing/record-events.ts";
import { aMovie, editMovie } from "#lib/movies/testing.ts";
import { episodeKind } from "#lib/series/episode-kind.ts";
import { seriesKind } from "#lib/series/series-kind.ts";
import { aShow } from "#lib/series/testing.ts";
import { listJobChanges } from "./job-changes.ts";
import { listTimeline, type TimelineEntry, type TimelinePosition } from "./list-timeline.ts";
import { undoTarget } from "./undo-changes.ts";

let db: Db;
let userId = 0;
beforeAll(async () => {
  db = await testDb();
  const [user] = await db
    .insert(users)
    .values({ username: "anna", usernameFolded: "anna", passwordHash: "-", role: "editor" })
    .returning({ id: users.id });
  userId = user?.id ?? 0;
});

async function aJob(): Promise<number> {
  const [job] = await db
    .insert(jobs)
    .values({ type: "movie.enrich", lane: "providers", priority: 5, maxAttempts: 3, status: "completed" })
    .returning({ jobId: jobs.id });
  return job?.jobId ?? 0;
}

const brief = (entry: TimelineEntry) =>
  entry.type === "event"
    ? `${entry.kind}: ${entry.summary}`
    : `${entry.part} ${entry.count}${entry.isUndo ? " undo" : ""}${entry.isUndone ? " undone" : ""}: ${entry.fields.map(({ of, field }) => (of ? `${of} ${field}` : field)).join()}`;

/** Puts what was written of an item into the past, each time a minute after the last, so that no two share a moment. */
function stepsInTime() {
  let minutes = 0;
  const recent = new Date("2020-01-01T00:00:00Z");
  return async (entityId: number) => {
    minutes += 1;
    const at = new Date(Date.UTC(2019, 0, 1, 0, minutes));
    const [changes, events] = [fieldChanges, itemEvents];
    await db
      .update(changes)
      .set({ changedAt: at })
      .where(and(eq(changes.entityId, entityId), gt(changes.changedAt, recent)));
    await db
      .update(events)
      .set({ happenedAt: at })
      .where(and(eq(events.entityId, entityId), gt(events.happenedAt, recent)));
  };
}

/** A film that was found, identified, enriched, published and edited. */
async function aStory() {
  const ago = stepsInTime();
  const movieId = await aMovie(db, { title: "Old" });
  const jobId = await aJob();
  const change = (field: string, newValue: unknown, source: string) => ({ field, oldValue: null, newValue, source });
  await transaction(db, async (tx) => {
    const first = [change("*", { title: "Old" }, "filename")];
    await recordChanges(tx, "movie", [{ entityId: movieId, changes: first }], { source: "filename" });
    await recordEvents(tx, { entityType: "movie", kind: "scan", jobId: 9_999 }, [
      { entityId: movieId, summary: "Found" },
    ]);
  });
  await ago(movieId);
  await transaction(db, async (tx) => {
    const said = [change("tmdbId", 1, "tmdb"), change("plot", "p", "tmdb"), change("outline", "o", "omdb")];
    const pictures = [change("poster", ["http://poster"], "tmdb")];
    await recordChanges(tx, "movie", [{ entityId: movieId, changes: [...said, ...pictures] }], {
      source: "tmdb",
      jobId,
    });
  });
  await ago(movieId);
  await transaction(db, (tx) =>
    recordEvents(tx, { entityType: "movie", kind: "publish", jobId }, [
      { entityId: movieId, summary: "Published 3 files" },
    ]),
  );
  await ago(movieId);
  await transaction(db, (tx) => editMovie(tx, { movieId, patch: { title: "New", tagline: "T" }, userId }));
  return { movieId, jobId };
}

test("what was changed together is one entry, and stands among the events by time", async () => {
  const { movieId, jobId } = await aStory();
  const { entries, next } = await listTimeline(db, { scope: { movieId } });
  expect(next).toBeNull();
  expect(entries.map(brief)).toEqual([
    "changes 2: title,tagline",
    "publish: Published 3 files",
    "artwork 1: poster",
    "changes 2: plot,outline",
    "match 1: tmdbId",
    "scan: Found",
    "scan 1: *",
  ]);
  expect(entries[0]).toMatchObject({
    username: "anna",
    job: null,
    target: { changeIds: [expect.any(Number), expect.any(Number)] },
  });
  expect(entries[3]).toMatchObject({
    ...{ username: null, job: { jobId, type: "movie.enrich" }, items: 1 },
    fields: [{ source: "tmdb" }, { source: "omdb" }],
    target: { jobId, of: { movieId }, part: "changes" },
  });
  expect(entries[5]).toMatchObject({ job: { jobId: 9_999, type: null } });
  expect(entries[6]).toMatchObject({ target: null });
});

test("it comes in pages that pass over nothing, and one part at a time", async () => {
  const { movieId } = await aStory();
  const all = (await listTimeline(db, { scope: { movieId } })).entries.map(brief);
  const read: string[] = [];
  let before: TimelinePosition | null = { changeId: null, eventId: null };
  while (before) {
    const page: Awaited<ReturnType<typeof listTimeline>> = await listTimeline(db, {
      scope: { movieId },
      before,
      limit: 2,
    });
    read.push(...page.entries.map(brief));
    before = page.next;
  }
  expect(read).toEqual(all);
  const ofPart = async (part: "match" | "scan" | "publish") =>
    (await listTimeline(db, { scope: { movieId }, part })).entries.map(brief);
  expect(await ofPart("match")).toEqual(["match 1: tmdbId"]);
  expect(await ofPart("scan")).toEqual(["scan: Found", "scan 1: *"]);
  expect(await ofPart("publish")).toEqual(["publish: Published 3 files"]);
});

test("an entry is taken back by its target, part by part, and shown as undone", async () => {
  const { movieId, jobId } = await aStory();
  const isOfJob = (entry: TimelineEntry) => entry.part === "changes" && entry.job !== null;
  const changes = (await listTimeline(db, { scope: { movieId } })).entries.find(isOfJob);
  if (changes?.type !== "changes" || !changes.target || "redoOf" in changes.target)
    throw new Error("There is nothing to take back.");
  // The story only wrote the history: the film has none of the values, so nothing is written over.
  expect(await undoTarget(db, { target: changes.target, userId })).toEqual({ items: 0, fields: 0, skipped: 2 });
  const [edit] = (await listTimeline(db, { scope: { movieId } })).entries;
  if (edit?.type !== "changes" || !edit.target || "redoOf" in edit.target)
    throw new Error("There is nothing to take back.");
  expect(await undoTarget(db, { target: edit.target, userId })).toEqual({ items: 1, fields: 2, skipped: 0 });
  const { entries } = await listTimeline(db, { scope: { movieId } });
  expect(entries.slice(0, 3).map(brief)).toEqual([
    "changes 2 undo: title,tagline",
    "changes 2 undone: title,tagline",
    "publish: Published 3 files",
  ]);
  // What was taken back can be brought back.
  expect(entries[0]).toMatchObject({ target: { redoOf: expect.any(Number), of: { movieId }, part: "changes" } });
  expect(entries[1]).toMatchObject({ target: null });
  expect(await listJobChanges(db, { jobId })).toMatchObject({ items: 1, changes: 4, undone: 0 });
});

test("a series has its episodes in it", async () => {
  const { seriesId, episodeIds } = await aShow(db, { episodes: [{ season: 1, number: 2, title: "Two" }] });
  const jobId = await aJob();
  await transaction(db, async (tx) => {
    const author = { source: "tmdb", jobId };
    await editEntity(tx, seriesKind, { entityId: seriesId, patch: { plot: "p" }, author });
    await editEntity(tx, episodeKind, { entityId: episodeIds[0] ?? 0, patch: { title: "Deux" }, author });
    await recordEvents(tx, { entityType: "episode", kind: "scan" }, [
      { entityId: episodeIds[0] ?? 0, summary: "Back" },
    ]);
  });
  const { entries } = await listTimeline(db, { scope: { seriesId } });
  expect(entries.map(brief).toSorted()).toEqual(["changes 2: plot,S01E02 title", "scan: Back"]);
  expect(entries.find(({ type }) => type === "changes")).toMatchObject({
    items: 2,
    target: { jobId, of: { seriesId } },
  });
  expect(await listJobChanges(db, { jobId })).toMatchObject({
    items: 2,
    fields: [
      { entityType: "episode", field: "title", count: 1 },
      { entityType: "series", field: "plot", count: 1 },
    ],
  });
});
