import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Db, installDatabase, type OpenDatabase, openDatabase } from "#db/client.ts";
import { folderFingerprints, jobs, mediaParts, movies } from "#db/schema/index.ts";
import { type TestTarget, testTarget } from "#db/testing.ts";
import { addLibrary } from "./libraries.ts";
import { scanLibrary } from "./scan-library.ts";

const filmCount = 200;
/** Kills in a run; hundreds in the long tier. */
const kills = process.env.FAULTS ? 200 : 5;

let target: TestTarget;
let opened: OpenDatabase;
let db: Db;
const home = mkdtempSync(join(tmpdir(), "metarr-kill-"));
const root = join(home, "films");

beforeAll(async () => {
  target = await testTarget();
  opened = openDatabase(target);
  installDatabase(opened);
  db = opened.db;
  for (let index = 0; index < filmCount; index += 1) {
    const folder = join(root, `Film ${index} (2001)`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "film.mkv"), `film ${index}`);
    writeFileSync(
      join(folder, "film.nfo"),
      `<movie><title>Film ${index}</title><actor><name>Actor ${index % 40}</name></actor></movie>`,
    );
  }
});
afterAll(async () => {
  await opened.close();
  rmSync(home, { recursive: true, force: true });
});

const script = new URL("./testing-scan.ts", import.meta.url).pathname;

/** Scans in a process of its own and kills it after a while. */
function scanAndKill(libraryId: number, afterMs: number): Promise<void> {
  const child = spawn(process.execPath, [script, JSON.stringify(target), String(libraryId)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.stdout.once("data", () => setTimeout(() => child.kill("SIGKILL"), afterMs));
  return new Promise((resolve, reject) => {
    child.once("exit", (code) =>
      code === 0 || code === null ? resolve() : reject(new Error(`The scan failed: ${code}`)),
    );
  });
}

const filmsOf = (libraryId: number) =>
  db
    .select({ path: movies.filePath, title: movies.title })
    .from(movies)
    .where(eq(movies.libraryId, libraryId))
    .orderBy(asc(movies.filePath));

test("R1 a scan killed again and again ends with each film once, as an undisturbed one", {
  timeout: 60_000 + kills * 5000,
}, async () => {
  const library = await addLibrary(db, { name: "Films", paths: [root] }, { scan: false });
  for (let kill = 0; kill < kills; kill += 1) {
    const before = (await filmsOf(library.id)).length;
    await scanAndKill(library.id, Math.random() * 600);
    expect((await filmsOf(library.id)).length).toBeGreaterThanOrEqual(before);
    // Half of the rounds begin again from nothing, so that early batches are hit as often as late ones.
    if (kill % 2 === 1 && kill < kills - 1) {
      await db.delete(movies).where(eq(movies.libraryId, library.id));
      await db.delete(folderFingerprints).where(eq(folderFingerprints.libraryId, library.id));
    }
  }
  await scanLibrary(db, { libraryId: library.id });
  await scanLibrary(db, { libraryId: library.id, full: true });
  const found = await filmsOf(library.id);
  expect(found).toHaveLength(filmCount);
  expect(new Set(found.map((film) => film.path)).size).toBe(filmCount);
  expect(await db.$count(mediaParts)).toBe(filmCount);
  expect(await db.$count(jobs, eq(jobs.type, "movie.probe"))).toBeGreaterThan(0);
});
