import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Db, installDatabase, type OpenDatabase, openDatabase } from "#db/client.ts";
import { episodes, libraryRoots, mediaParts, movies, seasons, series, unknownFiles } from "#db/schema/index.ts";
import { type TestTarget, testTarget } from "#db/testing.ts";
import { addLibrary } from "./libraries.ts";
import { writeBelow } from "./testing-library.ts";
import type { Answer, Step } from "./testing-mounts.ts";

/** Films or shows on the disk; a fifth of them is removed at the end. */
const count = process.env.FAULTS ? 5000 : 110;
/** In the short tier the second kind of library leaves out what its kind does not change. */
const isShort = (type: "movie" | "tv") => type === "tv" && !process.env.FAULTS;

let target: TestTarget;
let opened: OpenDatabase;
let db: Db;
const home = mkdtempSync(join(tmpdir(), "metarr-mounts-"));

/** Undefined when this machine allows mounts of one's own; else why not. */
const refusal = (() => {
  const tried = spawnSync("unshare", ["-Urm", "mount", "-t", "tmpfs", "none", "/mnt"], { encoding: "utf8" });
  if (tried.status === 0) return undefined;
  return `mounts of one's own are not possible here: ${tried.error?.message ?? tried.stderr.trim()}`;
})();

beforeAll(async () => {
  target = await testTarget();
  opened = openDatabase(target);
  installDatabase(opened);
  db = opened.db;
});
// Thousands of folders take their time to go.
afterAll(async () => {
  await opened.close();
  rmSync(home, { recursive: true, force: true });
}, 600_000);

/** A process with mounts of its own, that takes one step after another. */
function startMounter() {
  const script = new URL("./testing-mounts.ts", import.meta.url).pathname;
  const child: ChildProcess = spawn("unshare", ["-Urm", process.execPath, script, JSON.stringify(target)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  if (!child.stdout || !child.stdin) throw new Error("No pipes.");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const send = async (step: Step): Promise<Answer> => {
    child.stdin?.write(`${JSON.stringify(step)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error("The process with the mounts ended.");
    return JSON.parse(value);
  };
  return {
    send,
    async sh(commands: string): Promise<void> {
      const { error } = await send({ sh: commands });
      if (error) throw new Error(error.message);
    },
    async end(): Promise<void> {
      child.stdin?.end();
      await new Promise((resolve) => child.once("exit", resolve));
    },
  };
}

const layouts = {
  movie: { noun: "films", path: (index: number) => `Film ${index} (2001)/Film ${index} (2001).mkv` },
  tv: { noun: "episodes", path: (index: number) => `Show ${index}/Season 1/Show ${index} S01E01.mkv` },
} as const;

test.for(["movie", "tv"] as const)(
  "R6 R9 a disk of a %s library that goes, empties, is exchanged or read-only costs no row",
  {
    timeout: 60_000 + count * 60,
  },
  async (type, { skip }) => {
    if (refusal !== undefined) skip(refusal);
    const { noun, path } = layouts[type];
    const folder = (name: string) => {
      const whole = join(home, type, name);
      mkdirSync(whole, { recursive: true });
      return whole;
    };
    const root = folder("root");
    /** Copied to the disk that is plugged in, and to the one inside it. */
    const [store, more] = [folder("store"), folder("more")];
    const [vault, second] = [folder("vault"), folder("second")];
    for (let index = 0; index < count; index += 1) writeBelow(store, path(index), `video ${index}`);
    for (const index of [count, count + 1, count + 2]) writeBelow(more, path(index), `more ${index}`);
    writeBelow(more, "notes.xyz");
    const { id: libraryId } = await addLibrary(db, { name: `Disk of ${type}`, paths: [root], type }, { scan: false });
    const mounter = startMounter();
    const scan = (change: { confirmed?: boolean; full?: boolean } = {}, midway?: { folders: number; sh: string }) =>
      mounter.send({ scan: { libraryId, ...change }, ...(midway ? { midway } : {}) });
    const stateOf = async () => {
      const [row] = await db.select().from(libraryRoots).where(eq(libraryRoots.libraryId, libraryId));
      return row;
    };
    const rows = () =>
      Promise.all(
        [movies, series, seasons, episodes, mediaParts, unknownFiles].map((each) =>
          db.select().from(each).orderBy(asc(each.id)),
        ),
      );
    const plug = `mount --bind '${vault}' '${root}'`;
    const unplug = `umount -l '${root}'`;
    let known: unknown[];
    /** What was there is not there: nothing is marked, and the root says why it is offline. */
    const expectOffline = async (answer: Answer, reason: string) => {
      expect(answer.error).toEqual({ code: "offline", message: expect.stringContaining(reason) });
      expect(await stateOf()).toMatchObject({ state: "offline", stateReason: answer.error?.message });
      expect(await rows()).toEqual(known);
    };
    const expectOnline = async (answer: Answer) => {
      expect(answer).toMatchObject({ report: { added: 0, changed: 0, missing: 0 } });
      expect(await stateOf()).toMatchObject({ state: "online", stateReason: null });
      expect(await rows()).toEqual(known);
    };

    await mounter.sh(`mount -t tmpfs disk '${vault}'; cp -r '${store}/.' '${vault}'; ${plug}`);
    expect(await scan()).toMatchObject({ report: { added: count, problems: [] } });
    known = await rows();

    // R9: a scan writes nothing into the library, so one that may only be read is no trouble.
    await mounter.sh(`mount -o remount,bind,ro '${root}'; ! touch '${root}/x' 2>&1`);
    const readOnly = await scan({ full: true });
    expect(readOnly.report?.problems).toEqual([]);
    await expectOnline(readOnly);

    // The mount vanishes before a scan, and its folder with it.
    await mounter.sh(unplug);
    await expectOffline(await scan(), `is empty, but held ${count} ${noun}`);
    await mounter.sh(`mv '${root}' '${root}-away'`);
    await expectOffline(await scan(), "does not exist");
    await mounter.sh(`mv '${root}-away' '${root}'`);

    // Another disk in its place, empty and with something on it.
    await mounter.sh(`mount -t tmpfs other '${root}'`);
    await expectOffline(await scan(), "is empty");
    await mounter.sh(`mkdir '${root}/Other (2002)'; echo other > '${root}/Other (2002)/Other (2002) S01E01.mkv'`);
    await expectOffline(await scan(), "lies on another disk");
    await mounter.sh(`${unplug}; ${plug}`);
    await expectOnline(await scan());

    // It goes in the middle of a walk, while everything is read anew and while only names are looked at.
    for (const full of isShort(type) ? [true] : [true, false]) {
      await expectOffline(await scan({ full }, { folders: Math.floor(count / 3), sh: unplug }), "is empty");
      await mounter.sh(plug);
      await expectOnline(await scan());
    }

    if (!isShort(type)) {
      // A disk inside the library goes: what lay on it is left as it was, and the report says so.
      const inner = join(root, "second");
      await mounter.sh(`mkdir '${inner}'; mount -t tmpfs second '${second}'; cp -r '${more}/.' '${second}'`);
      await mounter.sh(`mount --bind '${second}' '${inner}'`);
      expect(await scan()).toMatchObject({ report: { added: 3, missing: 0 } });
      expect(Object.keys((await stateOf())?.mounts ?? {})).toEqual([inner]);
      known = await rows();
      await mounter.sh(`umount -l '${inner}'`);
      const lost = await scan();
      expect(lost.report?.problems).toMatchObject([
        { path: inner, message: expect.stringContaining("is not mounted now") },
      ]);
      await expectOnline(lost);
      await mounter.sh(`rmdir '${inner}'`);
      await expectOnline(await scan());
      await mounter.sh(`mkdir '${inner}'; mount --bind '${second}' '${inner}'`);
      await expectOnline(await scan());
    }

    // More is gone than people remove between two scans; then a person says that it is right.
    const removed = Math.floor(count / 5);
    const folders = Array.from({ length: removed }, (_, index) => `'${join(root, path(index).split("/")[0] ?? "")}'`);
    for (let at = 0; at < removed; at += 500) await mounter.sh(`rm -r ${folders.slice(at, at + 500).join(" ")}`);
    await expectOffline(await scan(), `${removed} of ${isShort(type) ? count : count + 3} ${noun} are missing`);
    expect(await scan({ confirmed: true })).toMatchObject({ report: { added: 0, missing: removed } });
    expect(await stateOf()).toMatchObject({ state: "online", stateReason: null });
    const items = type === "movie" ? movies : episodes;
    expect((await db.select().from(items)).filter(({ missingAt }) => missingAt !== null)).toHaveLength(removed);

    await mounter.end();
  },
);
