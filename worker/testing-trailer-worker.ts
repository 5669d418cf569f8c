import { type DatabaseOptions, openDatabase } from "#db/client.ts";
import { startWorker } from "./worker.ts";

/** A real worker of trailers in a process of its own, for tests that kill it: node worker/testing-trailer-worker.ts TARGET. */
const target: DatabaseOptions = JSON.parse(process.argv[2] ?? "{}");
const { db, close } = openDatabase(target);
const stopped = new Promise((resolve) => process.once("SIGTERM", resolve));
const worker = await startWorker({
  db,
  lanes: ["trailers"],
  leaseMs: 1500,
  heartbeatMs: 300,
  backoff: { firstMs: 50, maxMs: 100 },
});
process.stdout.write("ready\n");
await stopped;
await worker.stop();
await close();
