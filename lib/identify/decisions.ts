import { isDeepStrictEqual } from "node:util";
import { max } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fieldChanges, itemEvents } from "#db/schema/index.ts";
import type { Reviewed } from "./candidates.ts";

/** How far an item is, as both films and series keep it. */
export type IdentityState = {
  identificationStatus: "discovered" | "identified" | "enriched" | "needs_identification";
  unlisted: boolean;
  identifiedBy: "id" | "other_id" | "search" | "user" | null;
  identificationReasons: string[] | null;
};

export const identityStateOf = ({
  identificationStatus,
  unlisted,
  identifiedBy,
  identificationReasons,
}: IdentityState): IdentityState => ({ identificationStatus, unlisted, identifiedBy, identificationReasons });

const statusWords = {
  discovered: "Not looked up yet",
  identified: "Identified",
  enriched: "Identified",
  needs_identification: "Waits for a person to say what it is",
} as const satisfies Record<IdentityState["identificationStatus"], string>;

/** How far an item is, in words. */
export const describeState = ({ unlisted, identificationStatus }: IdentityState): string =>
  unlisted ? "In no database" : statusWords[identificationStatus];

/** The columns that differ; none when everything is so already. */
export function stateChanges(now: IdentityState, next: Partial<IdentityState>): Partial<IdentityState> {
  return Object.fromEntries(
    Object.entries(next).filter(([name, value]) => {
      const present: unknown = Object.entries(now).find(([key]) => key === name)?.[1];
      return !isDeepStrictEqual(present ?? null, value ?? null);
    }),
  );
}

/** Who decided: a job, or a person. */
export type Decider = { jobId?: number | null; userId?: number | null };

/** How an item was before a decision, and the last change of the history then. */
export type Before = { before: Record<string, unknown>; after: number };

export async function rememberBefore(tx: Tx, before: Record<string, unknown>): Promise<Before> {
  // Of everything: what came before it in the history of an item, its seasons and episodes has a lower number.
  const [row] = await tx.select({ after: max(fieldChanges.id) }).from(fieldChanges);
  return { before, after: Number(row?.after ?? 0) };
}

/**
 * Tells the timeline of an item that its identity was decided. `before` is what taking it back restores; without it there
 * is nothing to take back. Returns the id of the event.
 */
export async function tellDecision(
  tx: Tx,
  item: Reviewed,
  {
    summary,
    before,
    takesBack,
    by,
  }: {
    summary: string;
    before?: Before;
    /** The event that it takes back. */
    takesBack?: number;
    by: Decider;
  },
): Promise<number> {
  const [event] = await tx
    .insert(itemEvents)
    .values({
      ...item,
      kind: "match",
      summary,
      detail: before ?? (takesBack === undefined ? null : { takesBack }),
      userId: by.userId ?? null,
      jobId: by.jobId ?? null,
    })
    .returning({ eventId: itemEvents.id });
  return event?.eventId ?? 0;
}

/** "Not sure which film it is: 3 candidates" */
export function describeUnsure(candidates: number, noun: string): string {
  if (candidates === 0) return `Not identified: no ${noun} was found that fits`;
  return `Not sure which ${noun} it is: ${candidates === 1 ? "1 candidate" : `${candidates} candidates`}`;
}
