import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type Db, installDatabase, type OpenDatabase, openDatabase } from "#db/client.ts";
import {
  actors,
  fieldChanges,
  folderFingerprints,
  jobs,
  libraryNfoFiles,
  mediaParts,
  movieActors,
  movies,
} from "#db/schema/index.ts";
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
      `<movie><title>Film ${index}</title><shelf>${index}</shelf>
        <actor><name>Actor ${index % 40}</name><role>Role ${index}</role></actor>
        <actor><name>Actor ${(index + 7) % 40}</name></actor></movie>`,
    );
    if (index % 10 === 0) writeFileSync(join(folder, "poster.jpg"), `poster ${index}`);
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

/** Numbers of rows and moments, which differ between two databases that say the same. */
const ownOf = new Set([
  "id",
  "entityId",
  "movieId",
  "actorId",
  "libraryId",
  "jobId",
  "createdAt",
  "updatedAt",
  "changedAt",
]);
const ownMoments = new Set(["lastScannedAt", "scannedAt", "readAt"]);

function comparable<T extends Record<string, unknown>>(row: T, more: Record<string, unknown> = {}): string {
  const kept = Object.entries(row).filter(([name]) => !ownOf.has(name) && !ownMoments.has(name));
  return JSON.stringify({ ...Object.fromEntries(kept), ...more });
}

/** All a scan left in a database: films, cast, files, NFO records, history, fingerprints, and which films wait for what. */
async function everythingFrom(source: Db): Promise<Record<string, string[]>> {
  const films = await source.select().from(movies);
  const pathOf = new Map(films.map((film) => [film.id, film.filePath]));
  const people = new Map((await source.select().from(actors)).map((actor) => [actor.id, actor.name]));
  const cast = await source.select().from(movieActors);
  const history = await source.select().from(fieldChanges);
  const waiting = await source.select().from(jobs).where(eq(jobs.status, "pending"));
  const followUps = waiting.flatMap(({ type, payload }) =>
    filmIdsIn(payload).flatMap((movieId) => (pathOf.has(movieId) ? [`${type} ${pathOf.get(movieId)}`] : [])),
  );
  const all = {
    films: films.map((film) => comparable(film)),
    cast: cast.map((row) => comparable(row, { film: pathOf.get(row.movieId), name: people.get(row.actorId) })),
    files: (await source.select().from(mediaParts)).map((row) => comparable(row)),
    nfos: (await source.select().from(libraryNfoFiles))
      .filter((row) => pathOf.has(row.entityId))
      .map((row) => comparable(row, { film: pathOf.get(row.entityId) })),
    history: history
      .filter((row) => pathOf.has(row.entityId))
      .map((row) => comparable(row, { film: pathOf.get(row.entityId) })),
    fingerprints: (await source.select().from(folderFingerprints)).map((row) => comparable(row)),
    followUps: [...new Set(followUps)],
  };
  return Object.fromEntries(Object.entries(all).map(([name, list]) => [name, list.toSorted()]));
}

function filmIdsIn(payload: unknown): number[] {
  const read = z
    .object({ movieId: z.number().optional(), movieIds: z.array(z.number()).optional() })
    .parse(payload ?? {});
  return [...(read.movieIds ?? []), ...(read.movieId === undefined ? [] : [read.movieId])];
}

/** The same folder scanned once in a database of its own, without any stop. */
async function undisturbed(): Promise<Record<string, string[]>> {
  const other = openDatabase(await testTarget());
  try {
    const library = await addLibrary(other.db, { name: "Films", paths: [root] }, { scan: false });
    await scanLibrary(other.db, { libraryId: library.id });
    return await everythingFrom(other.db);
  } finally {
    await other.close();
  }
}

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
  const wanted = await undisturbed();
  expect(wanted).toMatchObject({
    films: { length: filmCount },
    cast: { length: 2 * filmCount },
    nfos: { length: filmCount },
    followUps: { length: filmCount + filmCount / 10 },
  });
  expect(await everythingFrom(db)).toEqual(wanted);
});
