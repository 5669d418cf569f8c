import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { asc, eq } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { jobs, mediaParts } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { type MediaFixture, mediaPath } from "#e2e/fixtures/library.ts";
import { hashPartially } from "#lib/files/fingerprint.ts";
import { closeProbe } from "#lib/files/probe.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { newRunId } from "#lib/jobs/run-phase.ts";
import { addLibrary } from "#lib/libraries/libraries.ts";
import { runUntilIdle } from "../run.ts";

const db = await testDb();
const home = mkdtempSync(join(tmpdir(), "metarr-settling-"));
const writers = new Set<ChildProcess>();

beforeEach(async () => {
  await db.delete(jobs);
});
afterAll(async () => {
  for (const writer of writers) writer.kill("SIGKILL");
  await closeProbe();
  rmSync(home, { recursive: true, force: true });
});

function put(path: string, media: MediaFixture): string {
  const whole = join(home, path);
  mkdirSync(dirname(whole), { recursive: true });
  copyFileSync(mediaPath(media), whole);
  return whole;
}

/** A process that appends to files without a pause, as a download does; resolves once it has begun. */
async function startWriter(paths: readonly string[]): Promise<() => Promise<void>> {
  const script = `while :; do for f in "$@"; do head -c 4096 /dev/zero >> "$f"; done; echo; sleep 0.02; done`;
  const writer = spawn("sh", ["-c", script, "writer", ...paths], { stdio: ["ignore", "pipe", "inherit"] });
  writers.add(writer);
  await new Promise((resolve) => writer.stdout.once("data", resolve));
  writer.stdout.resume();
  return async () => {
    writers.delete(writer);
    const ended = new Promise((resolve) => writer.once("exit", resolve));
    writer.kill("SIGKILL");
    await ended;
  };
}

const partsByPath = async () =>
  new Map((await db.select().from(mediaParts).orderBy(asc(mediaParts.path))).map((part) => [part.path, part]));
const waiting = () => db.select().from(jobs).where(eq(jobs.status, "pending")).orderBy(asc(jobs.id));

/** Lets the time come of everything that waits, and works until all is done. */
async function runWaiting(runId: string): Promise<void> {
  await db.update(jobs).set({ nextRetryAt: null, runId }).where(eq(jobs.status, "pending"));
  expect(await runUntilIdle({ db, runId })).toMatchObject({ failed: 0 });
}

test("R12 a film and an episode that grow while they are scanned and read wait until they are whole", async () => {
  const still = [
    put("films/Still (2002)/Still.mkv", "h264-1080p-aac.mkv"),
    put("tv/Show/Show S01E02.mkv", "vp9-1080p-opus.webm"),
  ];
  const growing = [
    put("films/Grows (2001)/Grows.mkv", "h264-1080p-dts.mkv"),
    put("tv/Show/Show S01E01.mkv", "h264-1080p-aac.mkv"),
  ];
  const libraries = [
    await addLibrary(db, { name: "Films", paths: [join(home, "films")] }, { scan: false }),
    await addLibrary(db, { name: "Series", paths: [join(home, "tv")], type: "tv" }, { scan: false }),
  ];
  const stopWriting = await startWriter(growing);
  const runId = newRunId("scan");
  await transaction(db, async (tx) => {
    for (const { id: libraryId } of libraries) await enqueue(tx, "library.scan", { libraryId }, { runId });
  });
  expect(await runUntilIdle({ db, runId })).toMatchObject({ failed: 0 });

  // Twice: the look that comes 30 seconds later finds them still growing.
  for (const round of [1, 2]) {
    const parts = await partsByPath();
    for (const path of still) {
      expect(parts.get(path)).toMatchObject({ partialHash: await hashPartially(path), probeError: null });
    }
    for (const path of growing) {
      expect(parts.get(path)).toMatchObject({ partialHash: null, probeKey: null });
      expect(parts.get(path)?.probeError).toContain("is still being written. It is looked at again in 30 seconds.");
    }
    const later = await waiting();
    expect(later.map(({ type, payload }) => [type, payload])).toEqual(
      expect.arrayContaining(libraries.map(({ id: libraryId }) => ["library.scan", { libraryId, settling: true }])),
    );
    expect(later).toHaveLength(2);
    for (const { nextRetryAt, createdAt } of later) {
      const waitMs = (nextRetryAt?.getTime() ?? 0) - createdAt.getTime();
      expect(Math.abs(waitMs - 30_000)).toBeLessThan(2000);
    }
    if (round === 2) await stopWriting();
    await runWaiting(newRunId("scan"));
  }

  const parts = await partsByPath();
  expect([...parts.keys()]).toEqual([...still, ...growing].toSorted());
  for (const [path, part] of parts) {
    expect(part).toMatchObject({
      partialHash: await hashPartially(path),
      probeError: null,
      probeKey: expect.any(String),
    });
  }
  expect(await waiting()).toEqual([]);
});
