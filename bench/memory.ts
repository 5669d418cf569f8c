import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { workerFlags } from "#worker/node-flags.ts";
import { type Bench, median } from "./bench.ts";
import { makeFilms } from "./make-library.ts";
import { openFresh } from "./open.ts";

const [small, large] = [1000, 10_000];
/** Pictures of this many films: they are read one after another, so more of them take longer and hold no more. */
const withPictures = 400;

/** The most memory a worker holds while it reads a library for the first time: rows, streams and pictures. */
export const memory: Bench = async ({ engine }) => {
  const home = mkdtempSync(join(tmpdir(), "metarr-films-"));
  try {
    const ofSmall = await peakOf(engine, home, small);
    const ofLarge = await peakOf(engine, home, large);
    return {
      name: "memory",
      workload: `peak RSS of a worker at the first scan of ${large} films, with streams, and pictures of ${withPictures}`,
      floor: `the same with ${small} films`,
      rows: [
        { metric: "peak", ours: ofLarge, floor: null, unit: "MB", ratio: ofLarge, target: { atMost: 600 } },
        {
          metric: "growth",
          ours: ofLarge,
          floor: ofSmall,
          unit: "MB",
          ratio: ofLarge / ofSmall,
          target: { atMost: 1.5 },
        },
      ],
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};

async function peakOf(engine: "sqlite" | "postgres", home: string, count: number): Promise<number> {
  const root = join(home, String(count));
  mkdirSync(root);
  await makeFilms(root, count, { pictures: withPictures });
  const peaks: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const fresh = await openFresh(engine);
    const target = engine === "postgres" ? { type: engine, url: fresh.url } : { type: engine, dataDir: fresh.folder };
    const script = new URL("./memory.child.ts", import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        ...workerFlags,
        "--import",
        new URL("../db/quick-imports.ts", import.meta.url).pathname,
        script,
        JSON.stringify(target),
        root,
      ],
      { maxBuffer: 1 << 26 },
    );
    await fresh.close();
    peaks.push(Number(stdout));
  }
  return median(peaks);
}
