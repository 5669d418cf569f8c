// Started by verify.ts: node verify.child.ts <database as JSON> <library id>. Verifies it to the end, slice by slice, and prints
// what that took.
import { openDatabase } from "#db/client.ts";
import { findOpenRun } from "#lib/verify/runs.ts";
import { begin, openFindings } from "#lib/verify/testing.ts";
import { verifySlice } from "#lib/verify/verify-slice.ts";
import { timeMs } from "./bench.ts";
import type { VerifyFigures } from "./verify.ts";

const [target = "", id = ""] = process.argv.slice(2);
const { db, close } = openDatabase(JSON.parse(target));
const libraryId = Number(id);
let [longestMs, slices, read] = [0, 0, 0];
const ms = await timeMs(async () => {
  const { id: runId, jobId } = await begin(db, { libraryId });
  for (;;) {
    const run = await findOpenRun(db, { runId, jobId });
    if (!run) return;
    const sliceMs = await timeMs(async () => {
      const { looked } = await verifySlice(db, { run });
      read += looked.files + looked.cache;
    });
    longestMs = Math.max(longestMs, sliceMs);
    slices += 1;
  }
});
// Kilobytes on Linux.
const peakMb = process.resourceUsage().maxRSS / 1024;
const open = (await openFindings(db, libraryId)).length;
await close();
const figures: VerifyFigures = { ms, longestMs, peakMb, slices, read, open };
process.stdout.write(JSON.stringify(figures));
process.exit(0);
