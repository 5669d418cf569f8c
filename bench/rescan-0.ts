import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Db } from "#db/client.ts";
import { fieldChanges, folderFingerprints, jobs, movies } from "#db/schema/index.ts";
import { addLibrary } from "#lib/libraries/libraries.ts";
import { scanLibrary } from "#lib/libraries/scan-library.ts";
import { type Bench, repeat, timeMs } from "./bench.ts";
import { makeFilms } from "./make-library.ts";
import { openFresh } from "./open.ts";
import { walkAndStat } from "./walk-floor.ts";

const filmCount = 10_000;

/** A scan of 10,000 films in which nothing changed. */
export const rescan0: Bench = async ({ engine }) => {
  const home = mkdtempSync(join(tmpdir(), "metarr-films-"));
  const root = join(home, "films");
  mkdirSync(root);
  const fresh = await openFresh(engine);
  try {
    await makeFilms(root, filmCount);
    const library = await addLibrary(fresh.db, { name: "Films", paths: [root] }, { scan: false });
    await scanLibrary(fresh.db, { libraryId: library.id });
    const before = await countRows(fresh.db);
    const floor = await repeat(5, () => timeMs(() => walkAndStat(root)));
    const ours = await repeat(5, () => timeMs(() => scanLibrary(fresh.db, { libraryId: library.id })));
    const after = await countRows(fresh.db);
    return {
      name: "rescan-0",
      workload: `scan of ${filmCount} films, nothing changed`,
      floor: "walk + stat, synchronous",
      rows: [
        {
          metric: "time",
          ours: ours.median,
          floor: floor.median,
          unit: "ms",
          ratio: ours.median / floor.median,
          target: { atMost: 4 },
          spread: { min: ours.min / floor.median, max: ours.max / floor.median },
        },
        {
          metric: "files probed",
          ours: after.jobs - before.jobs,
          floor: null,
          unit: "jobs",
          ratio: after.jobs - before.jobs,
          target: { atMost: 0 },
        },
        {
          metric: "rows written but the scan's own",
          ours: after.rows - before.rows,
          floor: null,
          unit: "rows",
          ratio: after.rows - before.rows,
          target: { atMost: 0 },
        },
      ],
    };
  } finally {
    await fresh.close();
    rmSync(home, { recursive: true, force: true });
  }
};

async function countRows(db: Db): Promise<{ jobs: number; rows: number }> {
  const tables = [movies, folderFingerprints, fieldChanges];
  const counts = await Promise.all(tables.map((table) => db.$count(table)));
  const versions = await db.select({ version: movies.version }).from(movies);
  const jobCount = await db.$count(jobs);
  return {
    jobs: jobCount,
    rows: counts.reduce((sum, count) => sum + count, 0) + versions.reduce((sum, row) => sum + row.version, 0),
  };
}
