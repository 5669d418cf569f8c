import { spawnSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { and, desc, eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { targetOf } from "#db/handle.ts";
import { jobs, type libraries, movies, verifyFindings, verifyRuns } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { env } from "#lib/env.ts";
import { cancelJob } from "#lib/jobs/commands.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { aPublishableFilm, publishMovie, removeFolders, type TestFilm } from "#lib/publish/testing.ts";
import { runUntilIdle } from "../run.ts";

const db = await testDb();
removeFolders();
afterEach(() => db.delete(jobs));

const target = targetOf(db);
const childEnv = () => ({
  ...process.env,
  DATA_DIR: target.type === "sqlite" ? target.dataDir : env.DATA_DIR,
  ...(target.type === "postgres" ? { DATABASE_URL: target.url } : {}),
});

const nfoOf = (film: TestFilm) => join(film.folder, "Heat (1995).nfo");

async function aPublishedFilm(library: Partial<typeof libraries.$inferInsert> = {}) {
  const film = await aPublishableFilm(db, { library });
  await publishMovie(db, { movieId: film.movieId });
  return film;
}

/** Some films beside the first: more than one slice looks at. */
async function addFilms(film: TestFilm, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => ({
    libraryId: film.libraryId,
    filePath: join(film.root, `Film ${index}`, "film.mkv"),
    fileName: "film.mkv",
    title: `Film ${index}`,
  }));
  for (const { filePath } of rows) {
    await mkdir(join(filePath, ".."));
    await writeFile(filePath, "video");
  }
  await db.insert(movies).values(rows);
}

async function work(libraryId: number, payload: { repair?: boolean } = {}) {
  const runId = `verify.${libraryId}.${Math.random()}`;
  await transaction(db, (tx) => enqueue(tx, "library.verify", { libraryId, ...payload }, { runId }));
  await runUntilIdle({ db, runId });
  return db.select().from(jobs).where(eq(jobs.runId, runId)).orderBy(jobs.id);
}

const lastRun = async (libraryId: number) =>
  (await db.select().from(verifyRuns).where(eq(verifyRuns.libraryId, libraryId)).orderBy(desc(verifyRuns.id)))[0];
const open = async (libraryId: number) =>
  (await db.select().from(verifyFindings).where(eq(verifyFindings.libraryId, libraryId))).filter(
    // Nothing of the example chose what lists show.
    (row) => !row.repairedAt && row.kind !== "row",
  );

test("a library is verified slice by slice, each a job that gives way to what is more urgent", async () => {
  const film = await aPublishedFilm();
  await addFilms(film, 250);
  await rm(nfoOf(film));
  const done = await work(film.libraryId);
  expect(done.map(({ type, status, lane }) => `${type} ${status} ${lane}`)).toEqual(
    Array(2).fill("library.verify completed verify"),
  );
  expect(await lastRun(film.libraryId)).toMatchObject({ status: "completed", slices: 2, itemsChecked: 251 });
  expect(await open(film.libraryId)).toMatchObject([{ kind: "file.missing", path: nfoOf(film) }]);
});

test.each([
  ["the library wants it", { verifyRepair: true }, {}],
  ["somebody asked for it", {}, { repair: true }],
])("what is safe is repaired at the end when %s, and nothing that somebody changed", async (_, library, payload) => {
  const film = await aPublishedFilm({ ...library, nfoPolicy: "overwrite" });
  const poster = join(film.folder, "Heat (1995)-poster.jpg");
  await rm(poster);
  await writeFile(nfoOf(film), "<movie>theirs</movie>");
  expect((await work(film.libraryId, payload)).map(({ type }) => type)).toEqual(["library.verify", "verify.repair"]);
  expect((await readFile(poster)).length).toBeGreaterThan(100);
  expect(await readFile(nfoOf(film), "utf8")).toContain("theirs");
  expect(await open(film.libraryId)).toMatchObject([{ kind: "file.changed" }]);
});

test("a run is not begun twice, and one that was cancelled ends", async () => {
  const film = await aPublishedFilm();
  await addFilms(film, 250);
  const { libraryId } = film;
  const runId = "verify.twice";
  const jobId = await transaction(db, (tx) => enqueue(tx, "library.verify", { libraryId }, { runId }));
  const [first] = await db
    .insert(verifyRuns)
    .values({ libraryId, stage: "units", jobId: jobId + 1000 })
    .returning();
  await db.insert(jobs).values({ id: jobId + 1000, type: "library.verify", lane: "elsewhere", payload: { libraryId } });
  await runUntilIdle({ db, runId });
  expect(await db.select().from(jobs).where(eq(jobs.id, jobId))).toMatchObject([
    { status: "completed", result: { skipped: expect.stringContaining("already") } },
  ]);
  await cancelJob(db, { jobId: jobId + 1000 });
  await work(libraryId);
  expect(
    await db
      .select()
      .from(verifyRuns)
      .where(eq(verifyRuns.id, first?.id ?? 0)),
  ).toMatchObject([{ status: "cancelled" }]);
  expect(await lastRun(libraryId)).toMatchObject({ status: "completed" });
});

test("R4 a slice whose worker was killed before its end was noted does not run beside the one after it", async () => {
  const film = await aPublishedFilm();
  await rm(nfoOf(film));
  const { libraryId } = film;
  const [next] = await db
    .insert(jobs)
    .values({ type: "library.verify", lane: "elsewhere", payload: { libraryId } })
    .returning();
  const [run] = await db
    .insert(verifyRuns)
    .values({ libraryId, stage: "nfos", slices: 1, itemsChecked: 1, jobId: next?.id ?? 0 })
    .returning();
  const runId = "verify.killed";
  const payload = { libraryId, verifyRunId: run?.id ?? 0 };
  await transaction(db, (tx) => enqueue(tx, "library.verify", payload, { runId }));
  await runUntilIdle({ db, runId });
  expect(await db.select().from(jobs).where(eq(jobs.runId, runId))).toMatchObject([
    { status: "completed", result: { skipped: expect.any(String) } },
  ]);
  expect(await lastRun(libraryId)).toEqual(run);
});

describe("R9", () => {
  test("a library that is away is one clear error at the first attempt, and calls nothing missing", async () => {
    const film = await aPublishedFilm();
    await rm(film.root, { recursive: true });
    const [job] = await work(film.libraryId);
    expect(job).toMatchObject({ status: "failed", attempts: 1, error: expect.stringContaining(film.root) });
    expect(await lastRun(film.libraryId)).toMatchObject({
      status: "failed",
      error: expect.stringContaining(film.root),
    });
    expect(await open(film.libraryId)).toEqual([]);
  });

  const canMount = spawnSync("unshare", ["-Urm", "true"]).status === 0;
  const why = canMount ? "" : " (needs user namespaces)";
  test.runIf(canMount)(
    `a library that may only be read is verified, and one error when it is repaired${why}`,
    async () => {
      const film = await aPublishedFilm();
      for (const name of [".nfo", "-poster.jpg"]) await rm(join(film.folder, `Heat (1995)${name}`));
      const script = `mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && exec "$2" "$3" "$4"`;
      const child = join(import.meta.dirname, "../../lib/verify/testing-child.ts");
      const args = [film.root, process.execPath, child, String(film.libraryId)];
      const done = spawnSync("unshare", ["-Urm", "sh", "-c", script, "sh", ...args], {
        env: childEnv(),
        encoding: "utf8",
      });
      expect(JSON.parse(done.stdout)).toEqual({ status: "completed", found: { "file.missing": 2, row: 2 } });
      expect(done.stderr.trim().split("\n")).toEqual([expect.stringContaining("read-only")]);
      expect(done.status).toBe(1);
      expect(await open(film.libraryId)).toHaveLength(2);
      await work(film.libraryId, { repair: true });
      const where = and(eq(verifyFindings.libraryId, film.libraryId), eq(verifyFindings.kind, "file.missing"));
      expect(await db.select().from(verifyFindings).where(where)).toMatchObject([
        { repairedHow: "It was written again." },
        { repairedHow: "It was written again." },
      ]);
    },
  );
});
