import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraries } from "#db/schema/index.ts";
import { mayFollow } from "#lib/jobs/run-phase.ts";
import { enqueuePhase } from "./phases.ts";
import type { libraryTypes } from "./vocabulary.ts";

/**
 * Asks for what films or series wait for since there was no provider to ask: the first key, or a provider that was
 * switched off. `types`: the libraries that the provider is of use to. Goes as far as each library's automation. Returns
 * how many jobs that are.
 */
export async function resumeWaiting(
  db: Db,
  { types }: { types: readonly (typeof libraryTypes)[number][] },
): Promise<number> {
  const open = await db
    .select({ libraryId: libraries.id, automation: libraries.automation })
    .from(libraries)
    .where(and(isNull(libraries.deletedAt), eq(libraries.enabled, true), inArray(libraries.type, [...types])));
  let jobs = 0;
  for (const { libraryId, automation } of open) {
    const target = { libraryId };
    jobs += await enqueuePhase(db, { phase: "identify", target, onlyDue: true });
    if (mayFollow("enrich", { automation, runId: null })) {
      jobs += await enqueuePhase(db, { phase: "enrich", target, onlyDue: true });
    }
  }
  return jobs;
}
