import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { dialect } from "#db/dialect/index.ts";
import { targetOf } from "#db/handle.ts";
import { cacheVideoFiles, jobs, trailerCandidates } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { env } from "#lib/env.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { aFilmWithTrailers, realYtdlp, videoSites } from "#lib/trailers/testing.ts";

const db = await testDb();
const sites = videoSites();
const isLong = process.env.FAULTS === "1";
const kills = isLong ? 50 : 5;
const children = new Set<ChildProcess>();
const work = join(env.DATA_DIR, "cache/videos/tmp");

function startChild(failAt?: string): ChildProcess {
  const script = join(import.meta.dirname, "testing-trailer-worker.ts");
  const child = spawn(process.execPath, [script, JSON.stringify(targetOf(db))], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "test",
      DATA_DIR: env.DATA_DIR,
      YTDLP_PATH: realYtdlp,
      YOUTUBE_BASE_URL: sites.simulator.youtubeBaseUrl,
      VIMEO_BASE_URL: sites.simulator.vimeoBaseUrl,
      LOG_LEVEL: "fatal",
      ...(failAt === undefined ? {} : { FAIL_AT: failAt }),
    },
  });
  children.add(child);
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, "exit");
}

beforeEach(async () => {
  await db.delete(jobs);
  await db.delete(trailerCandidates);
});
afterEach(async () => {
  for (const child of children) await end(child, "SIGKILL");
});

/** A film whose chosen trailer waits to be downloaded. */
async function aWaitingTrailer(): Promise<number> {
  const { rows } = await aFilmWithTrailers(db, [{ isSelected: true, selectedBy: "enrichment", analyzed: true }]);
  const candidateId = rows[0]?.id ?? 0;
  await transaction(db, (tx) => enqueue(tx, "trailer.download", { candidateId }));
  return candidateId;
}

/** Every file of the cache is what its name says, and every row has its file. */
async function checkCache(): Promise<void> {
  const found = await readdir(join(env.DATA_DIR, "cache/videos"), { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile() && !entry.parentPath.startsWith(work));
  for (const { parentPath, name } of files) {
    const hash = createHash("sha256").update(await readFile(join(parentPath, name)));
    expect(`${hash.digest("hex")}.mp4`).toBe(name);
  }
  const names = new Set(files.map(({ name }) => name));
  for (const row of await db.select().from(cacheVideoFiles)) expect(names.has(row.fileName)).toBe(true);
}

/** Programs that still work in the folder of a download. */
async function strangers(): Promise<string[]> {
  const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => "")));
  return folders.filter((folder) => folder.startsWith(work));
}

/** Another worker comes to the end that there would have been without a stop, once. */
async function checkRecovery(candidateId: number): Promise<void> {
  const child = startChild();
  const status = async () =>
    (await db.select({ status: jobs.status }).from(jobs).where(eq(jobs.type, "trailer.download")))[0]?.status;
  await expect.poll(status, { timeout: 60_000, interval: 100 }).toMatch(/completed|failed/);
  await end(child, "SIGTERM");
  const [job] = await db.select().from(jobs).where(eq(jobs.type, "trailer.download"));
  expect(job).toMatchObject({ status: "completed" });
  const [row] = await db.select().from(trailerCandidates).where(eq(trailerCandidates.id, candidateId));
  const own = await db
    .select()
    .from(cacheVideoFiles)
    .where(eq(cacheVideoFiles.entityId, row?.entityId ?? 0));
  expect(own).toHaveLength(1);
  expect(row).toMatchObject({ cacheVideoFileId: own[0]?.id, isSelected: true, failureReason: null });
  await checkCache();
  expect(await readdir(work)).toEqual([]);
  expect(await strangers()).toEqual([]);
}

describe.skipIf(!realYtdlp)("R4: kill -9 during a trailer download (skipped where no yt-dlp is installed)", () => {
  const points = ["trailer.fetched", "trailer.flushed", "trailer.renamed", "trailer.saved"];
  test.each(isLong ? points : dialect === "sqlite" ? ["trailer.flushed", "trailer.saved"] : ["trailer.renamed"])(
    "at %s leaves nothing wrong, and the next worker goes on",
    async (failAt) => {
      const candidateId = await aWaitingTrailer();
      const [, signal] = await once(startChild(failAt), "exit");
      expect(signal).toBe("SIGKILL");
      await checkCache();
      await checkRecovery(candidateId);
    },
    120_000,
  );

  test.runIf(isLong || dialect === "sqlite")(
    `at any moment leaves nothing wrong, and the next worker goes on (${kills} random kills)`,
    async () => {
      for (let round = 0; round < kills; round++) {
        const candidateId = await aWaitingTrailer();
        // Slow enough that most kills find it on its way.
        sites.simulator.setFaults({ rules: [{ path: "/files/", bytesPerSecond: 150_000 }] });
        const child = startChild();
        await once(child.stdout ?? child, "data");
        await sleep(Math.random() * 3000);
        await end(child, "SIGKILL");
        await checkCache();
        sites.simulator.setFaults({});
        await checkRecovery(candidateId);
        await db.delete(jobs);
      }
    },
    kills * 60_000,
  );
});
