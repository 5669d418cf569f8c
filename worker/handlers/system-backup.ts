import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { Worker } from "node:worker_threads";
import { sqliteFile } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { targetOf } from "#db/handle.ts";
import { threadScript } from "#lib/files/thread-script.ts";
import type { Handler } from "../handler.ts";

/** Backups of this job that stay; older ones are deleted. */
const kept = 7;
const namePattern = /^metarr-\d{4}-\d\d-\d\dT[\d-]+Z\.sqlite$/;

/** Copies the SQLite database into DATA_DIR/backups while it is in use. PostgreSQL has its own tools for that. */
export const backUp: Handler<"system.backup"> = async ({ db, signal }) => {
  const target = targetOf(db);
  if (target.type === "postgres") {
    return { note: "Nothing was copied. Back up PostgreSQL with its own tools, such as pg_dump." };
  }
  const folder = join(target.dataDir, "backups");
  await mkdir(folder, { recursive: true });
  const stamp = (await databaseNow(db)).toISOString().replaceAll(/[:.]/g, "-");
  const path = join(folder, `metarr-${stamp}.sqlite`);
  const unfinished = `${path}.part`;
  try {
    await copyInThread({ from: sqliteFile(target.dataDir), to: unfinished }, signal);
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
  const deleted = await deleteOld(folder);
  return { file: basename(path), sizeBytes: (await stat(path)).size, deleted };
};

/** In a thread, because SQLite copies without a pause: a quarter of a gigabyte takes half a second. */
async function copyInThread(paths: { from: string; to: string }, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const thread = new Worker(threadScript(import.meta.url, "backup.thread.ts"), { workerData: paths });
  const onAbort = () => void thread.terminate();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    const code = await new Promise<number>((resolve, reject) => thread.once("exit", resolve).once("error", reject));
    signal.throwIfAborted();
    if (code !== 0) throw new Error(`The copy ended with code ${code}.`);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

async function deleteOld(folder: string): Promise<string[]> {
  const backups = (await readdir(folder)).filter((name) => namePattern.test(name)).sort();
  const old = backups.slice(0, Math.max(0, backups.length - kept));
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
  return old;
}
