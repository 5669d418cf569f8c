// Started by memory.ts: node memory.child.ts <database as JSON> <library folder>. Scans it to the end through the worker's
// loop, and prints the most memory this process held, in MB.
import { openDatabase } from "#db/client.ts";
import { newRunId } from "#lib/jobs/run-phase.ts";
import { addLibrary } from "#lib/libraries/libraries.ts";
import { enqueuePhase } from "#lib/libraries/phases.ts";
import { runUntilIdle } from "#worker/run.ts";

const [target = "", root = ""] = process.argv.slice(2);
const { db, close } = openDatabase(JSON.parse(target));
const library = await addLibrary(db, { name: "Films", paths: [root], automation: "manual" }, { scan: false });
const runId = newRunId("scan");
await enqueuePhase(db, { phase: "scan", target: { libraryId: library.id }, runId });
const counts = await runUntilIdle({ db, runId });
if (counts.failed > 0) throw new Error(`${counts.failed} jobs failed.`);
await close();
// Kilobytes on Linux.
process.stdout.write(String(process.resourceUsage().maxRSS / 1024));
process.exit(0);
