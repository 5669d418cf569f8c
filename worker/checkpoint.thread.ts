import { setTimeout as sleep } from "node:timers/promises";
import { workerData } from "node:worker_threads";
import { openSqliteConnection } from "#db/sqlite-connection.ts";

const { file, pauseMs }: { file: string; pauseMs: number } = workerData;
const connection = openSqliteConnection(file);
for (;;) {
  // Passive: it waits for nobody, and nobody waits for it.
  connection.pragma("wal_checkpoint(PASSIVE)");
  await sleep(pauseMs);
}
