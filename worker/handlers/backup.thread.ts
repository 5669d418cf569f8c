import { workerData } from "node:worker_threads";
import { openSqliteConnection } from "#db/sqlite-connection.ts";

const { from, to }: { from: string; to: string } = workerData;
const connection = openSqliteConnection(from);
try {
  // One consistent moment of the database, whatever others write meanwhile.
  connection.prepare("VACUUM INTO ?").run(to);
} finally {
  connection.close();
}
