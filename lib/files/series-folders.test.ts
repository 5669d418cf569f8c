import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { groupAsShow } from "./series-folders.ts";
import { type WalkedFolder, walkLibrary } from "./walk.ts";

const home = mkdtempSync(join(tmpdir(), "metarr-series-folders-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function groupFolder(name: string, files: readonly string[]) {
  const root = join(home, name);
  for (const path of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), "");
  }
  const walked: WalkedFolder[] = [];
  for await (const folders of walkLibrary({ root })) walked.push(...folders);
  return groupAsShow(walked);
}

test.each([
  ["seasons lie in it", ["Season 1/01.mkv", "poster.jpg"]],
  ["episodes lie in it", ["Show S01E01.mkv", "Show S01E02.mkv"]],
  ["its NFO lies in it", ["tvshow.nfo", "Disc/Extra.mkv"]],
])("a folder is one show when %s", async (why, files) => {
  expect((await groupFolder(why, files))?.files).toHaveLength(files.length);
});

test.each([
  ["shows have folders of their own", ["Dark/Season 1/01.mkv", "Still/tvshow.nfo", "Still/S01E01.mkv"]],
  ["the folder of one is called as a season is", ["24/Season 1/24 - 05.mkv", "Dark/Season 1/01.mkv"]],
  ["an episode lies loose beside such folders", ["Loose S01E01.mkv", "Dark/tvshow.nfo", "Dark/Season 1/01.mkv"]],
])("a folder is a library when %s", async (why, files) => {
  expect(await groupFolder(why, files)).toBeUndefined();
});
