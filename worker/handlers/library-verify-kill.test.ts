import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { and, asc, desc, eq, like } from "drizzle-orm";
import { expect, test } from "vitest";
import { bulkInsert } from "#db/bulk.ts";
import { dialect } from "#db/dialect/index.ts";
import { targetOf } from "#db/handle.ts";
import {
  jobs,
  libraryImageFiles,
  libraryNfoFiles,
  movies,
  recycleBin,
  verifyFindings,
  verifyRuns,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { env } from "#lib/env.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { aPublishableFilm, publishMovie, removeFolders } from "#lib/publish/testing.ts";
import { rot } from "#lib/verify/testing-files.ts";
import { runUntilIdle } from "../run.ts";

const db = await testDb();
removeFolders();

/** So many films are three slices. */
const films = 401;
const film = await aPublishableFilm(db);
const { libraryId } = film;
await publishMovie(db, { movieId: film.movieId });
await addFilms(films - 1);

async function addFilms(count: number): Promise<number[]> {
  const rows = Array.from({ length: count }, (_, index) => ({
    libraryId,
    filePath: join(film.root, `Film ${index}`, "film.mkv"),
    fileName: "film.mkv",
    title: `Film ${index}`,
  }));
  for (const { filePath } of rows) {
    await mkdir(join(filePath, ".."), { recursive: true });
    await writeFile(filePath, "video");
  }
  return (await bulkInsert(db, movies, rows, { returning: ["id"] })).map(({ id }) => id);
}

/** A film that was published, and is gone without its NFO. */
async function leaveBehind(name: string): Promise<string> {
  const folder = join(film.root, name);
  await mkdir(folder);
  await writeFile(join(folder, "gone.mkv"), "video");
  const [row] = await db
    .insert(movies)
    .values({ libraryId, filePath: join(folder, "gone.mkv"), fileName: "gone.mkv", title: name })
    .returning();
  const movieId = row?.id ?? 0;
  await publishMovie(db, { movieId });
  await rm(join(folder, "gone.mkv"));
  await db.update(movies).set({ deletedAt: new Date() }).where(eq(movies.id, movieId));
  return join(folder, "gone.nfo");
}

function kill(runId: string, failAt: string): Promise<string> {
  const script = join(import.meta.dirname, "../testing-verify-worker.ts");
  const child = spawn(process.execPath, [script, JSON.stringify(targetOf(db)), runId], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NODE_ENV: "test", DATA_DIR: env.DATA_DIR, LOG_LEVEL: "fatal", FAIL_AT: failAt },
  });
  return new Promise((done) => child.on("exit", (code, signal) => done(signal ?? `exit ${code}`)));
}

const binned = (path: string) => db.select().from(recycleBin).where(eq(recycleBin.originalPath, path));

const all = [
  ...["verify.checked:1", "verify.checked:2", "verify.checked:3", "verify.repaired:1", "verify.repaired:2"],
  ...["verify.repaired:3", "recycle.recorded:1", "recycle.moved:1", "recycle.recorded:2", "recycle.moved:2"],
  ...["publish.written:1", "publish.rows:1", "publish.rows:2"],
  // What was done is written down, and the end of the job is not.
  ...["verify.ended:1", "verify.ended:2", "verify.ended:3", "verify.ended:4"],
];
/** The full number is the long tier's (npm run test:faults): 50 kills, each point in turn. */
const stops = process.env.FAULTS
  ? Array.from({ length: 50 }, (_, round) => ({ failAt: all[round % all.length] ?? "", round }))
  : (dialect === "sqlite" ? ["verify.checked:2", "recycle.moved:2"] : ["verify.repaired:3"]).map((failAt, round) => ({
      failAt,
      round,
    }));

test.each(stops)(
  "R4 S26 a worker killed at $failAt in a chain of three slices and a repair: all is found once, and a file is in one place",
  { timeout: 120_000 },
  async ({ failAt, round }) => {
    const [nfo, poster] = [".nfo", "-poster.jpg"].map((end) => join(film.folder, `Heat (1995)${end}`));
    if (!nfo || !poster) throw new Error("There is nothing to damage.");
    await db.delete(verifyFindings);
    await db.delete(recycleBin);
    // A round that was stopped before the rows of its publish leaves the time of the file before.
    const modifiedMs = Math.floor((await stat(poster)).mtimeMs);
    await db.update(libraryImageFiles).set({ modifiedMs }).where(eq(libraryImageFiles.filePath, poster));
    const good = await readFile(poster);
    await rm(nfo);
    await rot(poster);
    const orphan = await leaveBehind(`Gone ${round}`);
    const [damaged, left] = [await readFile(poster), await readFile(orphan)];
    const runId = `verify.kill.${round}`;
    await transaction(db, (tx) => enqueue(tx, "library.verify", { libraryId, repair: true }, { runId }));

    expect(await kill(runId, failAt)).toBe("SIGKILL");
    await runUntilIdle({ db, runId });

    const done = await db.select().from(jobs).where(eq(jobs.runId, runId)).orderBy(asc(jobs.id));
    expect(done.map(({ type, status }) => `${type} ${status}`)).toEqual([
      ...Array(3).fill("library.verify completed"),
      "verify.repair completed",
    ]);
    const [run] = await db.select().from(verifyRuns).orderBy(desc(verifyRuns.id)).limit(1);
    // The poster of the example and its fanart are in the cache; nothing chose what lists show.
    expect(run).toMatchObject({
      ...{ status: "completed", slices: 3, itemsChecked: films, mediaChecked: films, filesChecked: 4, cacheChecked: 2 },
      found: { "file.missing": 1, "file.damaged": 1, "file.orphan": 1 },
    });
    expect(await db.$count(verifyRuns, eq(verifyRuns.libraryId, libraryId))).toBe(round + 1);
    const findings = await db
      .select()
      .from(verifyFindings)
      .where(and(eq(verifyFindings.libraryId, libraryId), like(verifyFindings.kind, "file.%")))
      .orderBy(asc(verifyFindings.kind));
    expect(findings.map(({ kind, path, repairedAt }) => [kind, path, repairedAt !== null])).toEqual([
      ["file.damaged", poster, true],
      ["file.missing", nfo, true],
      ["file.orphan", orphan, true],
    ]);

    expect(await readFile(poster)).toEqual(good);
    expect(existsSync(nfo)).toBe(true);
    expect(existsSync(orphan)).toBe(false);
    for (const [path, bytes] of [
      [poster, damaged],
      [orphan, left],
    ] as const) {
      const rows = await binned(path);
      expect(rows).toHaveLength(1);
      expect(await readFile(join(env.DATA_DIR, rows[0]?.recyclePath ?? ""))).toEqual(bytes);
    }
    expect(await db.$count(libraryNfoFiles, eq(libraryNfoFiles.path, orphan))).toBe(0);
  },
);
