import { purgeHistory } from "#lib/jobs/history.ts";
import { purgeScanRuns } from "#lib/libraries/scan-runs.ts";
import type { Handler } from "../handler.ts";

export const purgeJobs: Handler<"jobs.purge"> = async ({ db, signal }) => ({
  removed: await purgeHistory(db, { signal }),
  scansRemoved: await purgeScanRuns(db),
});
