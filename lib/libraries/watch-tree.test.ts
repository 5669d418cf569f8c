import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { writeBelow } from "./testing-library.ts";
import { type WatchedTree, watchTree } from "./watch-tree.ts";

const home = mkdtempSync(join(tmpdir(), "metarr-tree-"));
let tree: WatchedTree | undefined;
let told: Set<string>;
let root: string;
let count = 0;

beforeEach(() => {
  told = new Set();
  count += 1;
  root = join(home, `root-${count}`);
  writeBelow(root, "Charade (1963)/Charade.mkv");
});
afterEach(() => tree?.close());
afterAll(() => rmSync(home, { recursive: true, force: true }));

const start = async (except: string[] = []) => {
  tree = await watchTree({
    root,
    except: new Set(except.map((path) => join(root, path))),
    onChange: (path) => told.add(path),
    onFailure: (error) => expect.fail(String(error)),
  });
};
const folders = (expected: number) =>
  vi.waitFor(() => expect(tree?.folderCount()).toBe(expected), { timeout: 10_000, interval: 5 });
/** Writes a file again and again until it is told, because a folder that has just come is watched a moment later. */
const isTold = (path: string) =>
  vi.waitFor(() => expect(told).toContain(writeBelow(root, path)), { timeout: 10_000, interval: 5 });

test("what lies in a folder that comes as a whole is watched, also under another name, until it goes", async () => {
  await start();
  await folders(2);
  const elsewhere = join(home, `elsewhere-${count}`);
  mkdirSync(join(elsewhere, "Season 1", "Extras"), { recursive: true });
  renameSync(elsewhere, join(root, "Show"));
  await folders(5);
  await isTold("Show/Season 1/Extras/making-of.mkv");
  renameSync(join(root, "Show"), join(root, "Show (1999)"));
  await isTold("Show (1999)/Season 1/S01E01.mkv");
  await folders(5);
  rmSync(join(root, "Show (1999)"), { recursive: true });
  await folders(2);
  await isTold("Charade (1963)/Charade.nfo");
});

test("names that a scan passes over, links and folders left out are not told", async () => {
  for (const folder of [".metarr-recycle", "@eaDir", "nas", "nas/films"]) mkdirSync(join(root, folder));
  const outside = join(home, `outside-${count}`);
  mkdirSync(outside);
  symlinkSync(outside, join(root, "link"));
  await start(["nas"]);
  await folders(2);
  const film = join(root, "Charade (1963)");
  for (const name of [".mtr-0123abcd", "Charade.mkv.part", "Thumbs.db"]) writeFileSync(join(film, name), "x");
  for (const folder of [".metarr-recycle", "@eaDir", "nas/films", "_UNPACK_Film"])
    writeBelow(root, `${folder}/film.mkv`);
  writeFileSync(join(outside, "film.mkv"), "x");
  // The system tells in order: when this is told, the others would have been.
  writeBelow(root, "Charade (1963)/Charade.nfo");
  const nfo = join(film, "Charade.nfo");
  await vi.waitFor(() => expect(told).toContain(nfo), { timeout: 10_000, interval: 5 });
  expect([...told]).toEqual([nfo]);
});

test("a root that is not there is refused, and a closed watch tells nothing", async () => {
  await start();
  tree?.close();
  expect(tree?.folderCount()).toBe(0);
  rmSync(root, { recursive: true });
  await expect(start()).rejects.toMatchObject({ code: "ENOENT" });
});
