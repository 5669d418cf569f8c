import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { jobs, libraries, libraryRoots } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import type { Mount } from "#lib/files/mounts.ts";
import { addLibrary, removeLibrary } from "#lib/libraries/libraries.ts";
import { type LibraryWatch, watchLibraries } from "./watch.ts";

const db = await testDb();
const home = mkdtempSync(join(tmpdir(), "metarr-watch-"));
let watch: LibraryWatch | undefined;
let mounts: Mount[];
let count = 0;
let root: string;

beforeEach(async () => {
  mounts = [{ path: "/", type: "ext4" }];
  count += 1;
  root = join(home, `films-${count}`);
  write("Charade (1963)/Charade.mkv");
  await db.delete(jobs);
  await db.delete(libraries);
});
afterEach(() => watch?.stop());
afterAll(() => rmSync(home, { recursive: true, force: true }));

function write(path: string, content = "x") {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

async function start(options: { watch?: boolean } = {}) {
  const input = { name: "Films", paths: [root], watch: options.watch ?? true };
  const { id } = await addLibrary(db, input, { scan: false });
  watch = watchLibraries({ db, quietMs: 60, latestMs: 600, lookEveryMs: 20, readMounts: async () => mounts });
  await watch.started;
  return id;
}

const stateIs = (expected: unknown) =>
  vi.waitFor(async () => expect((await db.select().from(libraryRoots))[0]?.watchState ?? null).toEqual(expected), {
    timeout: 10_000,
    interval: 10,
  });
const scans = () => db.select({ type: jobs.type, payload: jobs.payload, status: jobs.status }).from(jobs);
/** Waits for the scan of a change and takes it away; throws when there are two. */
async function oneScan(libraryId: number) {
  const scan = { type: "library.scan", payload: { libraryId }, status: "pending" };
  await vi.waitFor(async () => expect(await scans()).toEqual([scan]), { timeout: 10_000, interval: 10 });
  await db.delete(jobs);
}

test("a new file and a burst ask for one scan each", async () => {
  const libraryId = await start();
  await stateIs("watching");
  write("Charade (1963)/Charade.nfo");
  await oneScan(libraryId);
  for (let at = 0; at < 200; at += 1) write(`Charade (1963)/extra-${at}.mkv`);
  await oneScan(libraryId);
  await watch?.stop();
  expect(await scans()).toEqual([]);
});

test("switching on and off, removing the library and losing its folder are followed", async () => {
  const libraryId = await start({ watch: false });
  const turn = (values: Partial<typeof libraries.$inferInsert>) =>
    db.update(libraries).set(values).where(eq(libraries.id, libraryId));
  await stateIs(null);
  await turn({ watch: true });
  await stateIs("watching");
  // What changed before it was watched was told by nobody.
  await oneScan(libraryId);
  await turn({ enabled: false });
  await stateIs(null);
  write("Charade (1963)/off.mkv");
  await turn({ enabled: true });
  await stateIs("watching");
  await oneScan(libraryId);
  renameSync(root, `${root}-away`);
  await stateIs(`${root} is not there. It is watched as soon as it is back.`);
  await oneScan(libraryId);
  renameSync(`${root}-away`, root);
  await oneScan(libraryId);
  await stateIs("watching");
  await removeLibrary(db, libraryId);
  write("Charade (1963)/removed.mkv");
  await watch?.stop();
  expect(await scans()).toEqual([]);
});

test("a folder on another machine is left to the schedule, and says so", async () => {
  mounts.push({ path: root, type: "nfs4" });
  await start();
  await stateIs(`${root} lies on a file system that does not tell of every change (nfs4). The schedule scans it.`);
  mounts = [
    { path: "/", type: "ext4" },
    { path: join(root, "nas"), type: "cifs" },
  ];
  const silent = `Watched, except ${root}/nas, where the file system does not tell of every change (cifs).`;
  await stateIs(silent);
  await watch?.stop();
  await stateIs(null);
});
