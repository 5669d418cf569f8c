import { Worker } from "node:worker_threads";
import { type Db, sqliteFile } from "#db/client.ts";
import { targetOf } from "#db/handle.ts";
import { threadScript } from "#lib/files/thread-script.ts";
import { log } from "#lib/log.ts";

/** Short enough that the log of a worker in full swing stays at a few megabytes. */
const pauseMs = 500;

/**
 * SQLite: brings the write-ahead log into the database file, in a thread. Left to itself, SQLite does it within a commit
 * and holds up everything else of that process meanwhile. PostgreSQL looks after itself.
 */
export function startCheckpoints(db: Db): { stop(): Promise<void> } {
  const target = targetOf(db);
  if (target.type === "postgres") return { stop: () => Promise.resolve() };
  const workerData = { file: sqliteFile(target.dataDir), pauseMs };
  const thread = new Worker(threadScript(import.meta.url, "checkpoint.thread.ts"), { workerData });
  // Without the thread the next large commit does it: slower, and as safe.
  thread.on("error", (error) => log.warn({ err: error }, "The database's log is not brought in beside the work"));
  return { stop: () => thread.terminate().then(() => undefined) };
}
