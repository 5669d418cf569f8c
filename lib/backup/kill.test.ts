import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { openDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { genres } from "#db/schema/index.ts";
import { testTarget } from "#db/testing.ts";
import { checkBackup } from "./check-backup.ts";
import { openBackup } from "./members.ts";
import { restoreBackup } from "./restore-backup.ts";
import { aFolder, keepInCache } from "./testing.ts";
import { sweepWorkFolders, withWorkFolder } from "./work-folder.ts";
import { writeBackup } from "./write-backup.ts";

const isLong = process.env.FAULTS === "1";
/** At any moment, beside those at failpoints: five together in the short tier. */
const kills = isLong ? 50 : 3;
const folder = aFolder();
const target = await testTarget();
const installation = { target, dataDir: target.type === "sqlite" ? target.dataDir : aFolder() };
keepInCache(installation.dataDir, ["one", "two"]);

async function addGenre(name: string): Promise<void> {
  const opened = openDatabase(installation.target);
  await opened.db.insert(genres).values({ name });
  await opened.close();
}

/** Runs the order in a process that is killed there, or after a while. Tells how it ended. */
async function endOf(action: "backup" | "restore", path: string, kill: { at: string } | { afterMs: number }) {
  const order = JSON.stringify({ action, path, target: installation.target });
  const child = spawn(process.execPath, [join(import.meta.dirname, "testing-child.ts"), order], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "test",
      DATA_DIR: installation.dataDir,
      ...("at" in kill ? { FAIL_AT: kill.at } : {}),
    },
  });
  const exited = once(child, "exit");
  if ("afterMs" in kill) {
    await once(child.stdout, "data");
    await sleep(kill.afterMs);
    child.kill("SIGKILL");
  }
  const [code, signal] = await exited;
  return signal ?? `exit ${code}`;
}

const check = (path: string) =>
  withWorkFolder(aFolder(), async (work) => {
    const backup = await openBackup(path);
    await checkBackup(backup, { work }).finally(() => backup.file.close());
  });

/** Nothing of it is there, or a whole backup; and what was left goes. */
async function checkFolder(path: string): Promise<void> {
  if (existsSync(path)) await check(path);
  await sweepWorkFolders(folder, { olderThanMs: -1000 });
  expect(readdirSync(folder)).toEqual(existsSync(path) ? [path.slice(folder.length + 1)] : []);
  rmSync(path, { force: true });
}

describe("R4: kill -9 during a backup leaves no half file", () => {
  const path = join(folder, "killed.tar");
  const points = ["backup.copied", "backup.database", "backup.packed", "backup.renamed"];
  test.each(isLong ? points : ["backup.database", "backup.packed"])("at %s", async (at) => {
    expect(await endOf("backup", path, { at })).toBe("SIGKILL");
    await checkFolder(path);
  });

  test(`at any moment (${kills} random kills)`, { timeout: kills * 20_000 }, async () => {
    for (let round = 0; round < kills; round++) {
      await endOf("backup", path, { afterMs: Math.random() * 400 });
      await checkFolder(path);
    }
  });
});

describe("R4: kill -9 during a restore leaves the old database or the new one", () => {
  const kept = join(aFolder(), "kept.tar");
  const state = async () => {
    const { target, dataDir } = installation;
    const opened = openDatabase(target);
    const rows = await opened.db.select({ name: genres.name }).from(genres).orderBy(genres.name);
    await opened.close();
    expect((await migrate("status", target)).pending).toEqual([]);
    mkdirSync(join(dataDir, "backups"), { recursive: true });
    // What was saved before is whole too.
    for (const name of readdirSync(join(dataDir, "backups"))) {
      if (name.endsWith(".tar")) await check(join(dataDir, "backups", name));
    }
    rmSync(join(dataDir, "backups"), { recursive: true });
    return rows.map(({ name }) => name).join(",");
  };
  /** PostgreSQL notices a moment later that whoever was killed is gone. */
  const restoreOnceUnused = () =>
    expect
      .poll(() => restoreBackup({ ...installation, path: kept }), { timeout: 20_000 })
      .toMatchObject({ migrated: [] });
  const prepare = async () => {
    if (!existsSync(kept)) {
      await addGenre("old");
      await writeBackup({ ...installation, path: kept, withCache: true, withSecrets: false });
    } else await restoreOnceUnused();
    await addGenre("later");
  };
  const points: [string, string][] = [
    ["restore.checked", "later,old"],
    ["restore.saved", "later,old"],
    ...(installation.target.type === "sqlite"
      ? ([["restore.renamed", "old"]] as [string, string][])
      : ([
          ["restore.table:1", "later,old"],
          ["restore.loaded", "later,old"],
        ] as [string, string][])),
    ["restore.replaced", "old"],
  ];

  test.each(isLong ? points : points.slice(-2))("at %s", { timeout: 30_000 }, async (at, wanted) => {
    await prepare();
    expect(await endOf("restore", kept, { at })).toBe("SIGKILL");
    expect(await state()).toBe(wanted);
  });

  test(`at any moment (${kills} random kills)`, { timeout: kills * 20_000 }, async () => {
    for (let round = 0; round < kills; round++) {
      await prepare();
      await endOf("restore", kept, { afterMs: Math.random() * 1500 });
      expect(["later,old", "old"]).toContain(await state());
    }
  });
});
