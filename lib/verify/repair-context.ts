import type { Db } from "#db/client.ts";
import type { verifyFindings } from "#db/schema/index.ts";
import type { AssertOwned } from "#lib/jobs/lease.ts";
import type { Library } from "#lib/libraries/libraries.ts";
import type { GuardedRoot } from "#lib/libraries/scan-guard.ts";
import type { PublishOptions } from "#lib/publish/publish.ts";

export type Finding = typeof verifyFindings.$inferSelect;

/** What every repair is told. */
export type RepairContext = {
  db: Db;
  library: Library;
  roots: readonly GuardedRoot[];
  jobId: number | null;
  userId: number | null;
  runId: string | null;
  signal: AbortSignal | undefined;
  assertOwned: AssertOwned | undefined;
  /** Told of what was published by it. */
  follow: PublishOptions["follow"];
};

/** What came of a finding: how it was repaired, or why not. */
export type Repaired = { finding: Finding; how: string } | { finding: Finding; problem: string };

/** Repairs findings of one kind. Throws when the trouble is that of the whole disk. */
export type Repair = (context: RepairContext, findings: readonly Finding[]) => Promise<Repaired[]>;

export const allWith = (findings: readonly Finding[], how: string): Repaired[] =>
  findings.map((finding) => ({ finding, how }));
export const noneWith = (findings: readonly Finding[], problem: string): Repaired[] =>
  findings.map((finding) => ({ finding, problem }));
