import { randomUUID } from "node:crypto";

/** The main job, in its order. */
export const phases = ["scan", "identify", "enrich", "publish"] as const;
export type Phase = (typeof phases)[number];

/** Names a run that goes to a phase whatever the library's automation says. Its jobs hand the name on. */
export function newRunId(until: Phase): string {
  return `${until}.${randomUUID()}`;
}

/** What each level of automation does without being asked. */
const reach = { manual: "identify", review: "enrich", full: "publish" } as const satisfies Record<string, Phase>;

/** Whether a job may ask for the next phase of its film: as far as its run goes, else as far as the library's automation. */
export function mayFollow(phase: Phase, of: { automation: keyof typeof reach; runId: string | null }): boolean {
  const named = of.runId?.split(".")[0];
  const until = phases.find((known) => known === named) ?? reach[of.automation];
  return phases.indexOf(phase) <= phases.indexOf(until);
}
