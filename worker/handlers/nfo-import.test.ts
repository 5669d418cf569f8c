import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { jobs, type libraries, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { scanLibrary } from "#lib/libraries/scan-library.ts";
import { aPublishableFilm, publishMovie, removeFolders, type TestFilm } from "#lib/publish/testing.ts";
import { runUntilIdle } from "../run.ts";

const db = await testDb();
removeFolders();
beforeEach(async () => {
  await db.delete(jobs);
});

const nfoPath = (film: TestFilm) => join(film.folder, "Heat (1995).nfo");
const getMovie = async (film: TestFilm) => (await db.select().from(movies).where(eq(movies.id, film.movieId)))[0];
const typesOfJobs = async () => (await db.select().from(jobs).orderBy(jobs.id)).map(({ type }) => type);

/** A published film whose NFO somebody gave another title. */
async function aChangedFilm(library: Partial<typeof libraries.$inferInsert>, movie = {}): Promise<TestFilm> {
  const film = await aPublishableFilm(db, { library, movie });
  await publishMovie(db, { movieId: film.movieId });
  const text = await readFile(nfoPath(film), "utf8");
  await writeFile(nfoPath(film), text.replace("<title>Heat</title>", "<title>Theirs</title>"));
  return film;
}

async function importNow(film: TestFilm) {
  const jobId = await transaction(db, (tx) => enqueue(tx, "nfo.import", { movieId: film.movieId }, { runId: "test" }));
  await runUntilIdle({ db, runId: "test" });
  return (await db.select().from(jobs).where(eq(jobs.id, jobId)))[0];
}

describe("an NFO changed outside after it was published", () => {
  test("is found by the next scan", async () => {
    const film = await aChangedFilm({ automation: "review" });
    await scanLibrary(db, { libraryId: film.libraryId });
    expect(await typesOfJobs()).toContain("nfo.import");
    await scanLibrary(db, { libraryId: film.libraryId, full: true });
    expect((await typesOfJobs()).filter((type) => type === "nfo.import")).toHaveLength(1);
  });

  test("is taken over and locked whatever the automation, and published where that is full", async () => {
    for (const automation of ["manual", "full"] as const) {
      const film = await aChangedFilm({ automation });
      expect(await importNow(film)).toMatchObject({
        status: "completed",
        result: { imported: ["Title"], toDecide: [] },
      });
      expect(await getMovie(film)).toMatchObject({ title: "Theirs", titleLocked: true });
    }
    expect((await typesOfJobs()).filter((type) => type === "movie.publish")).toHaveLength(1);
  });

  test("stays untouched where a lock is in the way or the library asks", async () => {
    const locked = await aChangedFilm({ automation: "full" }, { titleLocked: true });
    expect(await importNow(locked)).toMatchObject({ result: { imported: [], toDecide: ["Title"] } });
    const asks = await aChangedFilm({ automation: "full", nfoPolicy: "ask" });
    await importNow(asks);
    for (const film of [locked, asks]) {
      expect(await getMovie(film)).toMatchObject({ title: "Heat" });
      expect(await readFile(nfoPath(film), "utf8")).toContain("<title>Theirs</title>");
    }
  });
});
