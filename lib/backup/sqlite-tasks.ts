import { createThreadPool, sharedPool } from "#lib/files/thread-pool.ts";
import { threadScript } from "#lib/files/thread-script.ts";

export type SqliteTask = { kind: "copy"; from: string; to: string } | { kind: "look" | "count"; file: string };
export type SqliteLook = {
  /** What integrity_check and foreign_key_check found first. */
  problem: string | null;
  rows: Record<string, number>;
  migrations: string[];
  version: string;
};

const hourMs = 3_600_000;

const pool = () =>
  sharedPool("backup", () =>
    createThreadPool<SqliteTask, SqliteLook>({
      script: threadScript(import.meta.url, "sqlite.thread.ts"),
      size: 1,
      timeoutMs: hourMs,
      describe: (task) => (task.kind === "copy" ? task.from : task.file),
    }),
  );

/** Copies a database in use as it is at one moment (SQLite's online backup), in a thread: it copies without a pause. */
export const copySqlite = (paths: { from: string; to: string }, signal?: AbortSignal): Promise<SqliteLook> =>
  pool().run({ kind: "copy", ...paths }, { signal });

/** Reads every page of a database that nobody else has open. */
export const lookAtSqlite = (file: string, signal?: AbortSignal): Promise<SqliteLook> =>
  pool().run({ kind: "look", file }, { signal });

/** Counts the rows of a database that nobody else has open. */
export const countSqlite = (file: string, signal?: AbortSignal): Promise<SqliteLook> =>
  pool().run({ kind: "count", file }, { signal });
