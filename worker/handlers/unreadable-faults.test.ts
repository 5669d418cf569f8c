import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { asc, eq } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { jobs, libraryRoots, mediaParts } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { mediaPath } from "#e2e/fixtures/library.ts";
import { closeProbe } from "#lib/files/probe.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { newRunId } from "#lib/jobs/run-phase.ts";
import { addLibrary } from "#lib/libraries/libraries.ts";
import type { Handler, Handlers } from "../handler.ts";
import { runUntilIdle } from "../run.ts";
import { handlers } from "./index.ts";

const db = await testDb();
const home = mkdtempSync(join(tmpdir(), "metarr-unreadable-"));
chmodSync(home, 0o755);

beforeEach(async () => {
  await db.delete(jobs);
});
afterAll(async () => {
  await closeProbe();
  rmSync(home, { recursive: true, force: true });
});

function put(path: string): string {
  const whole = join(home, path);
  mkdirSync(dirname(whole), { recursive: true });
  copyFileSync(mediaPath("h264-1080p-aac.mkv"), whole);
  return whole;
}

let underWay = 0;

/** While any handler works the process is nobody, whom permissions stop: handlers overlap, and share one identity. */
function asNobody<T extends keyof Handlers>(handler: Handler<T>): Handler<T> {
  return async (context) => {
    const isRoot = process.getuid?.() === 0;
    underWay += 1;
    if (isRoot && underWay === 1) process.seteuid?.(65_534);
    try {
      return await handler(context);
    } finally {
      underWay -= 1;
      if (isRoot && underWay === 0) process.seteuid?.(0);
    }
  };
}

const shutHandlers = {
  "library.scan": asNobody(handlers["library.scan"]),
  "movie.probe": asNobody(handlers["movie.probe"]),
  "episode.probe": asNobody(handlers["episode.probe"]),
};

/** Scans libraries and reads their files. Returns every job that ran. */
async function scanAsNobody(libraryIds: readonly number[]) {
  const runId = newRunId("scan");
  const payloads = libraryIds.map((libraryId) => ({ libraryId }));
  await transaction(db, (tx) => enqueueMany(tx, "library.scan", payloads, { runId }));
  await runUntilIdle({ db, runId, handlers: shutHandlers, backoff: { firstMs: 20, maxMs: 50 } });
  return db.select().from(jobs).where(eq(jobs.runId, runId)).orderBy(asc(jobs.id));
}

const message = (path: string) =>
  `Could not read the file ${path}: Metarr has no permission. Give the user that runs Metarr access to it.`;

test("R9 a film and an episode that may not be opened cost one sentence each and are tried once", async () => {
  const shut = [put("films/A (2001)/A (2001).mkv"), put("tv/Show/Show S01E01.mkv")];
  const open = [put("films/B (2002)/B (2002).mkv"), put("tv/Show/Show S01E02.mkv")];
  const libraries = [
    await addLibrary(db, { name: "Films", paths: [join(home, "films")] }, { scan: false }),
    await addLibrary(db, { name: "Series", paths: [join(home, "tv")], type: "tv" }, { scan: false }),
  ];
  for (const path of shut) chmodSync(path, 0o000);
  const ran = await scanAsNobody(libraries.map(({ id }) => id));
  expect(ran.map(({ status, attempts }) => [status, attempts])).toEqual(ran.map(() => ["completed", 1]));
  const errors = ran.filter(({ type }) => type.endsWith(".probe")).flatMap(({ result }) => result?.errors);
  expect(errors).toHaveLength(2);
  expect(errors).toEqual(expect.arrayContaining(shut.map((path) => ({ path, message: message(path) }))));
  const parts = new Map((await db.select().from(mediaParts)).map((part) => [part.path, part]));
  for (const path of shut) expect(parts.get(path)).toMatchObject({ probeError: message(path), partialHash: null });
  for (const path of open) expect(parts.get(path)).toMatchObject({ probeError: null, probeKey: expect.any(String) });
});

test("R9 a library that may not be read is tried three times at most, and others are read", async () => {
  put("closed/C (2003)/C (2003).mkv");
  const open = put("opened/D (2004)/D (2004).mkv");
  const closed = await addLibrary(db, { name: "Closed", paths: [join(home, "closed")] }, { scan: false });
  const opened = await addLibrary(db, { name: "Opened", paths: [join(home, "opened")] }, { scan: false });
  await scanAsNobody([closed.id]);
  await db.delete(jobs);
  chmodSync(join(home, "closed"), 0o000);
  const ran = await scanAsNobody([closed.id, opened.id]);
  chmodSync(join(home, "closed"), 0o755);
  const [refused] = ran;
  expect(refused).toMatchObject({ status: "failed", error: expect.stringContaining("Metarr has no permission") });
  expect(refused?.attempts).toBeLessThanOrEqual(3);
  expect(ran.filter(({ status }) => status === "failed")).toHaveLength(1);
  const [root] = await db.select().from(libraryRoots).where(eq(libraryRoots.libraryId, closed.id));
  expect(root).toMatchObject({ state: "offline", stateReason: expect.stringContaining("Metarr has no permission") });
  expect((await db.select().from(mediaParts)).map(({ path }) => path)).toContain(open);
});
