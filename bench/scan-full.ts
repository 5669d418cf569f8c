import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import type { Db } from "#db/client.ts";
import { cacheImageFiles, videoStreams } from "#db/schema/index.ts";
import { newRunId } from "#lib/jobs/run-phase.ts";
import { addLibrary } from "#lib/libraries/libraries.ts";
import { enqueuePhase } from "#lib/libraries/phases.ts";
import { runUntilIdle } from "#worker/run.ts";
import { type Bench, median, repeat, timeMs } from "./bench.ts";
import { makeFilms } from "./make-library.ts";
import { openFresh } from "./open.ts";
import { floorScan } from "./scan-list.ts";
import { walkAndStat } from "./walk-floor.ts";
import { pictureCost, probeCost } from "./work-floor.ts";

const filmCount = 1000;
/** Files whose cost is measured; the rest are their hard links. */
const sampleSize = 40;

/** A first scan of 1,000 films to its end: rows, streams, and every picture verified, hashed and made into thumbnails. */
export const scanFull: Bench = async ({ engine }) => {
  const home = mkdtempSync(join(tmpdir(), "metarr-films-"));
  const root = join(home, "films");
  mkdirSync(root);
  try {
    await makeFilms(root, filmCount);
    const files = walkAndStat(root);
    const floor = await repeat(3, () => floorMs(engine, root, files));
    const times: number[] = [];
    for (let run = 0; run < 3; run += 1) times.push(await scanAll(engine, root));
    const ours = median(times);
    return {
      name: "scan-full",
      workload: `first scan of ${filmCount} films with an NFO and two pictures, with streams, hashes and thumbnails`,
      floor: `walk + NFO parse + inserts, and reading streams and pictures one by one, over ${availableParallelism()} cores`,
      rows: [
        {
          metric: "time",
          ours,
          floor: floor.median,
          unit: "ms",
          ratio: ours / floor.median,
          target: { atMost: 1.4 },
          spread: { min: Math.min(...times) / floor.median, max: Math.max(...times) / floor.median },
        },
      ],
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};

async function floorMs(engine: "sqlite" | "postgres", root: string, files: string[]): Promise<number> {
  const fresh = await openFresh(engine);
  const listMs = await timeMs(() => floorScan(fresh.db, root));
  await fresh.close();
  const ending = (suffix: string) => files.filter((file) => file.endsWith(suffix)).slice(0, sampleSize);
  const probeMs = filmCount * (await probeCost(ending(".mkv")));
  const pictures = (await pictureCost(ending("-poster.jpg"))) + (await pictureCost(ending("-fanart.jpg")));
  return listMs + (probeMs + filmCount * pictures) / availableParallelism();
}

async function scanAll(engine: "sqlite" | "postgres", root: string): Promise<number> {
  const fresh = await openFresh(engine);
  try {
    const library = await addLibrary(fresh.db, { name: "Films", paths: [root], automation: "manual" }, { scan: false });
    const runId = newRunId("scan");
    const time = await timeMs(async () => {
      await enqueuePhase(fresh.db, { phase: "scan", target: { libraryId: library.id }, runId });
      await runUntilIdle({ db: fresh.db, runId });
    });
    await assertDone(fresh.db);
    return time;
  } finally {
    await fresh.close();
  }
}

/** A run that left work undone would be a fast one. */
async function assertDone(db: Db): Promise<void> {
  const [streams, pictures] = await Promise.all([db.$count(videoStreams), db.$count(cacheImageFiles)]);
  if (streams !== filmCount || pictures !== 2 * filmCount)
    throw new Error(`Only ${streams} files were read and ${pictures} pictures kept.`);
}
