import pLimit from "p-limit";
import type { Db } from "#db/client.ts";
import { isAppError } from "#lib/errors.ts";
import { preparePublish, type Unit } from "./prepare.ts";
import { leftOutMessage } from "./publish.ts";
import { listPublishable, loadUnits } from "./publish-library.ts";
import { type PlannedItem, type PlanPage, type PublishPlan, type UnitRef, unitsPerPlanPage } from "./vocabulary.ts";

/** A page ends early after this long: a single series may have a thousand files. */
const patienceMs = 3_000;
/** Looking at files waits for the disk, not for the processor. */
const parallelItems = 4;

type Params = { signal?: AbortSignal | undefined };

/**
 * The plans of the next films or series of a library, leaving out those with nothing to do. `next` is where to go on, null
 * at the end. Nothing is written.
 */
export async function planLibraryPage(
  db: Db,
  { libraryId, after, signal }: { libraryId: number; after: number } & Params,
): Promise<PlanPage> {
  const units = await listPublishable(db, { libraryId, after, limit: unitsPerPlanPage });
  const { items, looked } = await planSome(db, { units, signal });
  const isLast = looked === units.length && units.length < unitsPerPlanPage;
  return { items, looked, next: isLast ? null : (units[looked - 1]?.entityId ?? null) };
}

/** The plans of these, as many as can be looked at in one go: `looked` says how many of them, from the first. */
export async function planUnits(db: Db, { units, signal }: { units: readonly UnitRef[] } & Params): Promise<PlanPage> {
  return { ...(await planSome(db, { units, signal })), next: null };
}

async function planSome(
  db: Db,
  { units, signal }: { units: readonly UnitRef[] } & Params,
): Promise<Pick<PlanPage, "items" | "looked">> {
  const items: PlannedItem[] = [];
  const until = Date.now() + patienceMs;
  let looked = 0;
  // A series is many files by itself; films are loaded together.
  const size = units[0]?.entityType === "series" ? 1 : unitsPerPlanPage;
  while (looked < units.length && Date.now() < until) {
    signal?.throwIfAborted();
    const batch = units.slice(looked, looked + size);
    const loaded = await loadUnits(db, batch);
    const limit = pLimit(parallelItems);
    const planned = await Promise.all(loaded.map((unit) => limit(planOne, unit, signal)));
    const byId = new Map(planned.map((item) => [item.entityId, item]));
    items.push(...batch.map((unit) => byId.get(unit.entityId) ?? leftOut(unit)).filter(hasSomething));
    looked += batch.length;
  }
  return { items, looked };
}

const nothing = { write: 0, rename: 0, recycle: 0, conflicts: 0, problems: 0 };

async function planOne(unit: Unit, signal: AbortSignal | undefined): Promise<PlannedItem> {
  const { entityType, entityId, title } = unit;
  try {
    const { plan } = await preparePublish(unit, { signal });
    return { entityType, entityId, title, ...countSteps(plan), failure: null };
  } catch (error) {
    if (signal?.aborted || !isAppError(error)) throw error;
    return { entityType, entityId, title, ...nothing, failure: error.message };
  }
}

const countSteps = (plan: PublishPlan) => ({
  write: plan.write.length,
  rename: plan.rename.length,
  recycle: plan.recycle.length,
  conflicts: plan.conflicts.length,
  problems: plan.problems.length,
});

const leftOut = (unit: UnitRef): PlannedItem => ({ ...unit, title: "", ...nothing, failure: leftOutMessage(unit) });

const hasSomething = ({ write, rename, recycle, conflicts, problems, failure }: PlannedItem): boolean =>
  write + rename + recycle + conflicts + problems > 0 || failure !== null;
