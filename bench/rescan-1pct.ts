import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addLibrary } from "#lib/libraries/libraries.ts";
import { scanLibrary } from "#lib/libraries/scan-library.ts";
import { type Bench, repeat, timeMs } from "./bench.ts";
import { makeFilms } from "./make-library.ts";
import { openFresh } from "./open.ts";

const filmCount = 10_000;
const changedCount = 100;

/** A scan of 10,000 films of which 100 got another video file and another NFO. */
export const rescan1pct: Bench = async ({ engine }) => {
  const home = mkdtempSync(join(tmpdir(), "metarr-films-"));
  const [root, few] = [join(home, "films"), join(home, "few")];
  mkdirSync(root);
  mkdirSync(few);
  const fresh = await openFresh(engine);
  try {
    await makeFilms(root, filmCount);
    await makeFilms(few, changedCount);
    const floor = await repeat(3, async () => {
      const first = await openFresh(engine);
      const library = await addLibrary(first.db, { name: "Few", paths: [few] }, { scan: false });
      const time = await timeMs(() => scanLibrary(first.db, { libraryId: library.id }));
      await first.close();
      return time;
    });
    const library = await addLibrary(fresh.db, { name: "Films", paths: [root] }, { scan: false });
    const scan = () => scanLibrary(fresh.db, { libraryId: library.id });
    await scan();
    const unchanged = await repeat(3, () => timeMs(scan));
    let round = 0;
    const ours = await repeat(3, async () => {
      round += 1;
      changeFilms(root, round);
      let changed = 0;
      const time = await timeMs(async () => {
        changed = (await scan()).changed;
      });
      if (changed !== changedCount) throw new Error(`The scan found ${changed} changed films.`);
      return Math.max(0, time - unchanged.median);
    });
    return {
      name: "rescan-1pct",
      workload: `scan of ${filmCount} films, ${changedCount} of them with another file and NFO`,
      floor: `first scan of ${changedCount} films`,
      rows: [
        {
          metric: "time beyond a scan without changes",
          ours: ours.median,
          floor: floor.median,
          unit: "ms",
          ratio: ours.median / floor.median,
          target: { atMost: 1.5 },
          spread: { min: ours.min / floor.median, max: ours.max / floor.median },
        },
      ],
    };
  } finally {
    await fresh.close();
    rmSync(home, { recursive: true, force: true });
  }
};

/** Every hundredth film: a new file instead of the shared hard link, and a plot that tells of the round. */
function changeFilms(root: string, round: number): void {
  for (let index = 0; index < filmCount; index += filmCount / changedCount) {
    const name = `Film ${index} (${1950 + (index % 70)})`;
    const base = join(root, name, name);
    const media = readFileSync(`${base}.mkv`);
    rmSync(`${base}.mkv`);
    writeFileSync(`${base}.mkv`, Buffer.concat([media, Buffer.from("x")]));
    const nfo = readFileSync(`${base}.nfo`, "utf8");
    writeFileSync(`${base}.nfo`, nfo.replace("<plot>", `<plot>Round ${round}. `));
  }
}
