import { rm } from "node:fs/promises";
import { join } from "node:path";
import { bulkInsert } from "#db/bulk.ts";
import type { Db } from "#db/client.ts";
import { targetOf } from "#db/handle.ts";
import { libraries, movies } from "#db/schema/index.ts";
import { databaseBytes } from "#db/size.ts";
import { restoreBackup } from "#lib/backup/restore-backup.ts";
import { writeBackup } from "#lib/backup/write-backup.ts";
import { env } from "#lib/env.ts";
import { type Bench, type BenchRow, timeMs } from "./bench.ts";
import { openFresh } from "./open.ts";

const wantedBytes = 237 * 1024 * 1024;
const words = "the a of night day house king lost river city light under dark road home war summer winter".split(" ");

/** Backs a database of 237 MB up, and restores it over another one of that size, which is backed up before. */
export const restore: Bench = async ({ engine }) => {
  const [source, place] = [await openFresh(engine), await openFresh(engine)];
  const films = await fill(source.db);
  const sizeBytes = await databaseBytes(targetOf(source.db));
  const path = join(env.DATA_DIR, "bench.tar");
  const options = { target: targetOf(source.db), dataDir: source.folder, path, withCache: false, withSecrets: false };
  let packedBytes = 0;
  const backupMs = await timeMs(async () => {
    packedBytes = (await writeBackup(options)).sizeBytes;
  });
  const there = { target: targetOf(place.db), dataDir: place.folder, path };
  await place.close();
  await restoreBackup(there);
  const before = process.cpuUsage();
  const restoreMs = await timeMs(() => restoreBackup(there));
  const { user, system } = process.cpuUsage(before);
  await source.close();
  await rm(place.folder, { recursive: true, force: true });
  const inMb = (bytes: number) => (bytes / 1_048_576).toFixed(0);
  return {
    name: "restore",
    workload: `a database of ${inMb(sizeBytes)} MB with ${films.toLocaleString("en")} films`,
    floor: "none: seconds",
    rows: [row("restore", restoreMs), row("backup", backupMs)],
    notes: [
      `the backup has ${inMb(packedBytes)} MB`,
      `restoring took ${((user + system) / 1_000_000).toFixed(1)} s of a processor; the rest is the disk and other programs`,
    ],
  };
};

/** Adds films until the database is large enough. Returns how many. */
async function fill(db: Db): Promise<number> {
  const added = { name: "Films", path: "/films", type: "movie" as const };
  const [library] = await db.insert(libraries).values(added).returning({ libraryId: libraries.id });
  const libraryId = library?.libraryId ?? 0;
  let films = 0;
  while ((await databaseBytes(targetOf(db))) < wantedBytes) {
    const batch = Array.from({ length: 1000 }, () => {
      films += 1;
      const fileName = `${films}.mkv`;
      return { libraryId, title: `Film ${films}`, fileName, filePath: `/films/${fileName}`, plot: sentence(400) };
    });
    await bulkInsert(db, movies, batch);
  }
  return films;
}

const sentence = (length: number): string =>
  Array.from({ length }, () => words[Math.floor(Math.random() * words.length)]).join(" ");

const row = (metric: string, ms: number): BenchRow => ({
  metric,
  ours: ms / 1000,
  floor: null,
  unit: "s",
  ratio: ms / 1000,
  target: { atMost: 30 },
});
