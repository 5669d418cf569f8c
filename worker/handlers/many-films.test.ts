import { and, asc, eq, isNotNull } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { bulkInsert } from "#db/bulk.ts";
import type { Db } from "#db/client.ts";
import { fieldChanges, jobs, libraries, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { claimJobs } from "#lib/jobs/claim.ts";
import { retryJob } from "#lib/jobs/commands.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { JobAborted } from "#lib/jobs/outcomes.ts";
import { settleJobs } from "#lib/jobs/settle.ts";
import { bulkEditSchema } from "#lib/movies/vocabulary.ts";
import { titleColumns } from "#lib/sort-key.ts";
import { itemsAtOnce } from "#lib/undo/vocabulary.ts";
import { executeJob, holdJob } from "../execute.ts";
import type { Handlers } from "../handler.ts";
import { undoJob } from "./changes-undo.ts";
import { filmsEdit } from "./films-edit.ts";

/** More than a person's own request does, and no whole number of batches. */
const many = itemsAtOnce + 90;
const perBatch = 200;
const batch = "many";

let db: Db;
let movieIds: number[] = [];
beforeAll(async () => {
  db = await testDb();
  const [library] = await db
    .insert(libraries)
    .values({ name: "Films", path: "/films", type: "movie" })
    .returning({ libraryId: libraries.id });
  const rows = Array.from({ length: many }, (_, index) => {
    const title = `Film ${index}`;
    const names = titleColumns({ title, originalTitle: null, sortTitle: null });
    return {
      libraryId: library?.libraryId ?? 0,
      title,
      ...names,
      filePath: `/films/${index}.mkv`,
      fileName: `${index}.mkv`,
    };
  });
  await bulkInsert(
    db,
    movies,
    rows.map((row, index) => ({ ...row, genres: index % 2 === 0 ? ["Drama"] : null })),
  );
  movieIds = (await look()).map(({ id }) => id);
});

async function look() {
  const { id, genres, genresLocked, userRating } = movies;
  const rows = await db.select({ id, genres, genresLocked, userRating }).from(movies).orderBy(asc(id));
  return rows.map((row) => ({ ...row, genres: row.genres ?? [] }));
}
const edited = async () => (await look()).map(({ userRating }) => userRating === 7);
const firstTrue = (count: number) => Array.from({ length: many }, (_, index) => index < count);

/** Runs the job as the worker does. `stopAfter`: a person cancels it once so many batches are said to be done. */
async function work(jobId: number, { stopAfter = 0 } = {}) {
  const [job] = await claimJobs(db, { lane: "system", limit: 1, workerId: "test" });
  if (job?.jobId !== jobId) throw new Error(`The next job is ${job?.jobId ?? "none"}.`);
  const held = holdJob(job);
  const seen: [number, string | undefined][] = [];
  const watched = <C extends { progress: (percent: number, note?: string) => void }>(context: C): C => ({
    ...context,
    progress: (percent, note) => {
      seen.push([Math.round(percent), note]);
      context.progress(percent, note);
      if (seen.length === stopAfter) held.controller.abort(new JobAborted("cancelled", "Somebody cancelled it."));
    },
  });
  const handlers: Partial<Handlers> = {
    "films.edit": (context) => filmsEdit(watched(context)),
    "changes.undo": (context) => undoJob(watched(context)),
  };
  const outcome = await executeJob(db, held, { handlers, backoff: { firstMs: 1, maxMs: 1 } });
  if (outcome === undefined) throw new Error("The job was lost.");
  await settleJobs(db, [{ jobId: job.jobId, claimNo: job.claimNo, outcome }]);
  return { outcome, seen };
}

test("an edit of very many films can be cancelled between batches and gone on with, and taken back the same way", async () => {
  const before = await look();
  const edit = bulkEditSchema.parse({
    lists: { genres: { way: "add", names: ["Noir"] } },
    values: { userRating: 7 },
  });
  const editId = await transaction(db, (tx) => enqueue(tx, "films.edit", { movieIds, edit, batch, userId: 1 }));
  const stopped = await work(editId, { stopAfter: 1 });
  expect(stopped).toEqual({ outcome: { kind: "cancelled" }, seen: [[34, `${perBatch} of ${many} films`]] });
  expect(await edited()).toEqual(firstTrue(perBatch));
  expect(await db.$count(fieldChanges, eq(fieldChanges.batch, batch))).toBe(2 * perBatch);

  await retryJob(db, { jobId: editId });
  expect(await work(editId)).toEqual({
    outcome: { kind: "completed", result: { filmsChanged: many - perBatch, fieldsChanged: 2 * (many - perBatch) } },
    seen: [
      [34, `${perBatch} of ${many} films`],
      [68, `${2 * perBatch} of ${many} films`],
      [100, `${many} of ${many} films`],
    ],
  });
  const after = await look();
  expect(after.map(({ genres }) => genres)).toEqual(before.map(({ genres }) => [...genres, "Noir"]));
  expect(after.every(({ userRating, genresLocked }) => userRating === 7 && genresLocked)).toBe(true);

  // Somebody edits one of the last batch meanwhile: that stays.
  const latest = movieIds.at(-1) ?? 0;
  await db.update(movies).set({ userRating: 9 }).where(eq(movies.id, latest));
  const undoId = await transaction(db, (tx) => enqueue(tx, "changes.undo", { target: { batch }, userId: 1 }));
  expect(await work(undoId, { stopAfter: 2 })).toMatchObject({
    outcome: { kind: "cancelled" },
    seen: [
      [33, "1 of 3 parts"],
      [67, "2 of 3 parts"],
    ],
  });
  const half = await look();
  expect(half.slice(0, 2 * perBatch)).toEqual(before.slice(0, 2 * perBatch));
  expect(half.slice(2 * perBatch)).toEqual([...after.slice(2 * perBatch, -1), { ...after.at(-1), userRating: 9 }]);

  await retryJob(db, { jobId: undoId });
  expect((await work(undoId)).outcome).toEqual({
    kind: "completed",
    result: {
      itemsChanged: many - 2 * perBatch,
      fieldsTakenBack: 2 * (many - 2 * perBatch) - 1,
      changesThatStay: 1,
    },
  });
  const whole = await look();
  expect(whole.slice(0, -1)).toEqual(before.slice(0, -1));
  expect(whole.at(-1)).toMatchObject({ userRating: 9, genres: before.at(-1)?.genres });
  expect(await db.$count(jobs, eq(jobs.status, "completed"))).toBe(2);

  // One of them has it again, by a job too.
  const [movieId = 0] = movieIds;
  const [undo] = await db
    .select({ redoOf: fieldChanges.id })
    .from(fieldChanges)
    .where(and(eq(fieldChanges.entityId, movieId), isNotNull(fieldChanges.undoOf)));
  const target = { redoOf: undo?.redoOf ?? 0, of: { movieId }, part: "changes" as const };
  const redoId = await transaction(db, (tx) => enqueue(tx, "changes.undo", { target, userId: 1 }));
  expect(await work(redoId)).toEqual({
    outcome: { kind: "completed", result: { itemsChanged: 1, fieldsBroughtBack: 2, changesThatStay: 0 } },
    seen: [[100, "1 of 1 parts"]],
  });
  expect((await look())[0]).toEqual(after[0]);
});
