import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { openDatabase } from "#db/client.ts";
import { dialect } from "#db/dialect/index.ts";
import { targetOf } from "#db/handle.ts";
import { migrate } from "#db/migrate.ts";
import { auditLog, configuration, genres, movies } from "#db/schema/index.ts";
import { type TestTarget, testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { aPublishableFilm, removeFolders } from "#lib/publish/testing.ts";
import { openBackup, readFacts } from "./members.ts";
import { restoreBackup } from "./restore-backup.ts";
import { aFolder, anInstallation, everyRow, keepInCache, rebuilt, withFacts } from "./testing.ts";
import { writeBackup } from "./write-backup.ts";

const db = await testDb();
removeFolders();
const target = targetOf(db) as TestTarget;
const dataDir = target.type === "sqlite" ? target.dataDir : env.DATA_DIR;
const folder = aFolder();
const nothingMore = { withCache: false, withSecrets: false };

await aPublishableFilm(db);
await db.update(movies).set({ plot: "Tabs\tlines\n and \\N, ünïcödé 🎬" });

test("R20 a restored backup has every row, a sound database, and every picture by its hash", async () => {
  const names = keepInCache(dataDir, ["one", "two", "three"]);
  const path = join(folder, "whole.tar");
  const written = await writeBackup({ target, dataDir, path, withCache: true, withSecrets: false });
  expect(written.facts).toMatchObject({ engine: dialect, hasSecrets: false, rows: { movies: 1 } });
  expect(readdirSync(folder)).toEqual(["whole.tar"]);
  const other = await anInstallation();
  const present = keepInCache(other.dataDir, ["two"]);
  const restored = await restoreBackup({ ...other, path });
  expect(restored).toMatchObject({
    migrated: [],
    secrets: "same",
    cacheFiles: (written.facts.cache?.files ?? 0) - present.length,
  });
  expect(await everyRow(other.target)).toEqual(await everyRow(target));
  for (const name of names) {
    const hash = createHash("sha256").update(readFileSync(join(other.dataDir, name)));
    expect(name).toContain(hash.digest("hex"));
  }
  expect((await migrate("status", other.target)).pending).toEqual([]);
});

test("R20 a backup while others write is of one moment", async () => {
  const ids = { name: "backup.pairs" };
  let isDone = false;
  let pairs = 0;
  // Two rows that are never there alone.
  const writing = (async () => {
    while (!isDone) {
      await transaction(db, async (tx) => {
        await tx.insert(auditLog).values({ action: ids.name, entityId: pairs });
        await tx.insert(configuration).values({ key: `pair:${pairs}`, value: "x" });
      });
      pairs += 1;
    }
  })();
  const path = join(folder, "busy.tar");
  while (pairs < 20) await new Promise((resolve) => setImmediate(resolve));
  const before = pairs;
  const { facts } = await writeBackup({ target, dataDir, path, ...nothingMore });
  isDone = true;
  await writing;
  expect(pairs).toBeGreaterThan(before);
  const other = await anInstallation();
  await restoreBackup({ ...other, path });
  const opened = openDatabase(other.target);
  const logged = await opened.db.select({ n: auditLog.entityId }).from(auditLog).where(eq(auditLog.action, ids.name));
  const keys = await opened.db.select({ key: configuration.key }).from(configuration);
  await opened.close();
  expect(logged.length).toBeGreaterThanOrEqual(before);
  expect(
    keys
      .map(({ key }) => key)
      .filter((key) => key.startsWith("pair:"))
      .sort(),
  ).toEqual(logged.map(({ n }) => `pair:${n}`).sort());
  expect(facts.rows.configuration).toBe(keys.length);
});

test("a database in use is not replaced, nor is one of another engine or a newer Metarr", async () => {
  const path = join(folder, "in-use.tar");
  const { facts } = await writeBackup({ target, dataDir, path, ...nothingMore });
  const before = await everyRow(target);
  await db.select().from(genres);
  await expect(restoreBackup({ target, dataDir, path })).rejects.toThrow("Stop its server and its workers first");
  expect(await everyRow(target)).toEqual(before);
  const other = await anInstallation();
  const foreign = { ...facts, engine: facts.engine === "sqlite" ? "postgres" : "sqlite" };
  writeFileSync(join(folder, "foreign.tar"), withFacts(path, foreign));
  await expect(restoreBackup({ ...other, path: join(folder, "foreign.tar") })).rejects.toThrow("Set DB_TYPE=");
  const newer = { ...facts, migrations: [...facts.migrations, "29990101_001_later"] };
  writeFileSync(join(folder, "newer.tar"), withFacts(path, newer));
  await expect(restoreBackup({ ...other, path: join(folder, "newer.tar") })).rejects.toThrow("newer Metarr");
});

test("an older backup is brought to this version, and what was there before can be restored in turn", async () => {
  const older = await anInstallation();
  await migrate("rollback", older.target);
  const path = join(folder, "older.tar");
  const { facts } = await writeBackup({ ...older, path, ...nothingMore });
  const other = await anInstallation();
  await addGenre(other.target, "Western");
  const before = await everyRow(other.target);
  const restored = await restoreBackup({ ...other, path });
  const { applied, pending } = await migrate("status", other.target);
  expect(pending).toEqual([]);
  expect(restored.migrated).toEqual(applied.filter((name) => !facts.migrations.includes(name)));
  expect(restored.migrated).toHaveLength(1);
  expect((await everyRow(other.target)).genres).toEqual([]);
  if (restored.savedAs === null) throw new Error("nothing was saved");
  await restoreBackup({ ...other, path: restored.savedAs });
  expect((await everyRow(other.target)).genres).toEqual(before.genres);
});

test("S7 a backup that is cut off, changed, or names a way out is refused before anything happens", async () => {
  const path = join(folder, "sound.tar");
  await writeBackup({ target, dataDir, path, ...nothingMore });
  const other = await anInstallation();
  const before = await everyRow(other.target);
  const sound = readFileSync(path);
  const evil = (name: string) => rebuilt(path, (members) => [...members, { name, content: Buffer.from("x") }]);
  const flipped = (at: number) => {
    const bytes = Buffer.from(sound);
    bytes.writeUInt8(sound.readUInt8(at) ^ 1, at);
    return bytes;
  };
  const { file, members } = await openBackup(path);
  await file.close();
  const database = [...members.values()].filter(({ name }) => name.startsWith("database/"));
  const [largest] = database.sort((one, other) => other.sizeBytes - one.sizeBytes);
  const filledUp = [...members.values()].find(({ sizeBytes }) => sizeBytes % 512 !== 0);
  if (!largest || !filledUp) throw new Error("This backup has no database, or nothing to fill up.");
  const facts = await readFacts(path);
  const hostile: [string, Buffer][] = [
    ["not whole", sound.subarray(0, Math.floor(sound.length / 2))],
    ["is not a backup of Metarr", Buffer.from("hello")],
    ["is not a backup of Metarr", Buffer.alloc(0)],
    ["is not a backup of Metarr", Buffer.from("A note about films.\n".repeat(100))],
    ["not whole", sound.subarray(0, 5)],
    ["not what it was", flipped(largest.position + Math.floor(largest.sizeBytes / 2))],
    ["is damaged", flipped(filledUp.position + filledUp.sizeBytes)],
    ["is damaged", flipped(sound.length - 1)],
    ["is damaged", Buffer.concat([sound, Buffer.from("more")])],
    ["not whole", sound.subarray(0, -512)],
    ["does not write", evil("../../metarr.sqlite")],
    ["does not write", evil("/etc/passwd")],
    ["does not write", evil("cache/assets/aa/bb/../../../../secret")],
    ["does not hold what its list says", evil("secret")],
    ["is not what it was", evil(`cache/assets/aa/bb/${"a".repeat(64)}.jpg`)],
    ["not a backup", rebuilt(path, (members) => members, "2")],
    ["rows it had", withFacts(path, { ...facts, rows: { ...facts.rows, movies: 7 } })],
    ["larger than it says", withFacts(path, { ...facts, databaseBytes: 1000 })],
  ];
  for (const [index, [message, bytes]] of hostile.entries()) {
    const file = join(folder, `hostile-${index}.tar`);
    writeFileSync(file, bytes);
    await expect(restoreBackup({ ...other, path: file })).rejects.toThrow(new RegExp(message));
  }
  expect(await everyRow(other.target)).toEqual(before);
  expect(readdirSync(other.dataDir).filter((name) => name.startsWith(".mtr-"))).toEqual([]);
});

test("the secret is in a backup only when asked for, and its absence is told", async () => {
  const path = join(folder, "plain.tar");
  await writeBackup({ target, dataDir, path, ...nothingMore });
  const facts = await readFacts(path);
  writeFileSync(join(folder, "other.tar"), withFacts(path, { ...facts, secretFingerprint: "0".repeat(32) }));
  const other = await anInstallation();
  expect(await restoreBackup({ ...other, path: join(folder, "other.tar") })).toMatchObject({ secrets: "other" });
  const secretPath = join(folder, "secret.tar");
  expect(
    (await writeBackup({ target, dataDir, path: secretPath, withCache: false, withSecrets: true })).facts.hasSecrets,
  ).toBe(true);
  expect(readFileSync(path).includes("secret\0")).toBe(false);
  expect(readFileSync(secretPath).includes("secret\0")).toBe(true);
});

test("a file that is there is not overwritten, and a cancelled backup leaves nothing", async () => {
  const path = join(folder, "there.tar");
  writeFileSync(path, "mine");
  await expect(writeBackup({ target, dataDir, path, ...nothingMore })).rejects.toThrow("is there already");
  expect(readFileSync(path, "utf8")).toBe("mine");
  const names = readdirSync(folder);
  const controller = new AbortController();
  const reason = new AppError("cancelled", "Enough.");
  const cancelled = writeBackup({
    target,
    dataDir,
    path: join(folder, "cancelled.tar"),
    ...nothingMore,
    signal: controller.signal,
    onProgress: (percent) => percent > 1 && controller.abort(reason),
  });
  await expect(cancelled).rejects.toBe(reason);
  expect(readdirSync(folder)).toEqual(names);
});

test.runIf(dialect === "sqlite")(
  "a database that can no longer be read is set aside, and the backup takes its place",
  async () => {
    const path = join(folder, "rescue.tar");
    await writeBackup({ target, dataDir, path, ...nothingMore });
    const other = await anInstallation();
    writeFileSync(join(other.dataDir, "metarr.sqlite"), "no database at all ".repeat(500));
    const restored = await restoreBackup({ ...other, path });
    expect(restored.savedAs).toMatch(/broken\.sqlite$/);
    expect((await everyRow(other.target)).movies).toEqual((await everyRow(target)).movies);
  },
);

// A disk of 64 KB, which only the child sees.
const canMount = spawnSync("unshare", ["-Urm", "true"]).status === 0;
const why = canMount ? "" : " (skipped: unshare may not make a disk on this machine)";

test.runIf(canMount)(`R8 a disk without room is told before anything is written${why}`, async () => {
  const small = aFolder();
  const order = JSON.stringify({ action: "backup", path: join(small, "full.tar"), target });
  const child = [process.execPath, join(import.meta.dirname, "testing-child.ts"), order];
  const mounted = 'mount -t tmpfs -o size=64k none "$1" && shift && exec "$@"';
  const { status, stderr } = spawnSync("unshare", ["-Urm", "sh", "-c", mounted, "sh", small, ...child], {
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "test", DATA_DIR: dataDir },
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(/There is no room for a backup in .*: it needs \d+ MB, and 1 MB are free\. Free some space\./);
});

async function addGenre(where: TestTarget, name: string): Promise<void> {
  const opened = openDatabase(where);
  await opened.db.insert(genres).values({ name });
  await opened.close();
}
