import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bulkInsert } from "#db/bulk.ts";
import type { Db } from "#db/client.ts";
import { actors, libraries, mediaParts, movieActors, movies } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { addLibrary } from "#lib/libraries/libraries.ts";
import { scanLibrary } from "#lib/libraries/scan-library.ts";
import { type Bench, repeat, timeMs } from "./bench.ts";
import { makeFilms } from "./make-library.ts";
import { openFresh } from "./open.ts";
import { parseNfos, walkAndStat } from "./walk-floor.ts";

const filmCount = 5000;

/** A first scan of 5,000 films, until their rows are there. Streams and pictures are jobs of their own. */
export const scanList: Bench = async ({ engine }) => {
  const home = mkdtempSync(join(tmpdir(), "metarr-films-"));
  const root = join(home, "films");
  mkdirSync(root);
  try {
    await makeFilms(root, filmCount);
    walkAndStat(root); // warms the disk cache for both
    const floor = await repeat(3, async () => {
      const fresh = await openFresh(engine);
      const time = await timeMs(() => floorScan(fresh.db, root));
      await fresh.close();
      return time;
    });
    const ours = await repeat(3, async () => {
      const fresh = await openFresh(engine);
      const library = await addLibrary(fresh.db, { name: "Films", paths: [root] }, { scan: false });
      const time = await timeMs(() => scanLibrary(fresh.db, { libraryId: library.id }));
      await fresh.close();
      return time;
    });
    return {
      name: "scan-list",
      workload: `first scan of ${filmCount} films with an NFO of 20 actors`,
      floor: "walk + stat + parse of the NFO files + batched inserts of films, files, people and cast",
      rows: [
        {
          metric: "time",
          ours: ours.median,
          floor: floor.median,
          unit: "ms",
          ratio: ours.median / floor.median,
          target: { atMost: 2.5 },
          spread: { min: ours.min / floor.median, max: ours.max / floor.median },
        },
      ],
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};

/** The same facts into the same tables, without looking at what is there, history, locks or lists. */
export async function floorScan(db: Db, root: string): Promise<void> {
  const files = walkAndStat(root);
  const parsed = parseNfos(files);
  const [library] = await db.insert(libraries).values({ name: "Films", path: root, type: "movie" }).returning();
  const films = files.filter((file) => file.endsWith(".mkv"));
  await transaction(db, async (tx) => {
    await bulkInsert(
      tx,
      movies,
      films.map((filePath, index) => ({
        libraryId: library?.id ?? 0,
        filePath,
        fileName: filePath,
        title: `Film ${index}`,
        plot: JSON.stringify(parsed[index]).slice(0, 400),
      })),
    );
    await bulkInsert(
      tx,
      mediaParts,
      films.map((path, index) => ({ movieId: index + 1, kind: "version" as const, path })),
    );
    const people = Array.from({ length: 20_000 }, (_, index) => ({
      name: `Person ${index}`,
      nameNormalized: `person ${index}`,
    }));
    await bulkInsert(tx, actors, people);
    await bulkInsert(
      tx,
      movieActors,
      films.flatMap((_, index) =>
        Array.from({ length: 20 }, (_unused, order) => ({
          movieId: index + 1,
          actorId: ((index * 20 + order) % 20_000) + 1,
          role: `Role ${order}`,
          actorOrder: order + 1,
        })),
      ),
    );
  });
}
