import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { backupName, backupsFolder, pruneBackups } from "./backups-folder.ts";

const dataDir = mkdtempSync(join(tmpdir(), "metarr-backups-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test("what was just backed up stays, though the clock went back and the others seem newer", async () => {
  const folder = backupsFolder(dataDir);
  mkdirSync(folder);
  const later = [1, 2, 3].map((day) => backupName(new Date(Date.UTC(2030, 0, day))));
  const made = backupName(new Date(Date.UTC(2026, 10, 30)));
  for (const name of [...later, made]) writeFileSync(join(folder, name), "");
  expect(await pruneBackups(dataDir, { keep: 2, made })).toEqual(later.slice(0, 2));
  expect(readdirSync(folder).sort()).toEqual([made, later[2]]);
});
