import { inArray } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { actors, type fieldChanges } from "#db/schema/index.ts";
import { normalizeName } from "./normalize-name.ts";
import type { Cast } from "./read-cast.ts";
import { upsertActors } from "./upsert-people.ts";

/** A credit as the history keeps it: readable, and enough to put it back. */
const keptCredit = z.object({
  name: z.string(),
  role: z.string().nullable(),
  actorId: z.int(),
  actorOrder: z.int().nullable(),
  roleLocked: z.boolean(),
  removed: z.boolean(),
  /** Whether a person arranged the cast. */
  placeLocked: z.boolean(),
});
export type KeptCredit = z.infer<typeof keptCredit>;

/** A cast as the history keeps it. */
export const keepCast = ({ credits, orderLocked }: Pick<Cast, "credits" | "orderLocked">): KeptCredit[] =>
  credits.map(({ name, role, actorId, actorOrder, roleLocked, removed }) => ({
    name,
    role,
    actorId,
    actorOrder,
    roleLocked,
    removed,
    placeLocked: orderLocked,
  }));

/** Who a first cast gives: there is nothing to put back when it is taken back. */
export const keepFirstCast = (credits: Cast["credits"]) => credits.map(({ name, actorId }) => ({ name, actorId }));

const keptCast = z.array(keptCredit);
const firstCast = z.array(z.object({ name: z.string(), actorId: z.int() }));

type CastHistory = Pick<typeof fieldChanges.$inferSelect, "oldValue" | "newValue" | "source">;

/** Whether the history knows enough to take a cast back. What an NFO gave is kept there by bare names, as the file has them. */
export const isKept = ({ oldValue, newValue }: CastHistory): boolean =>
  oldValue !== null || firstCast.safeParse(newValue).success;

/** What was there before a change. Nobody for a first cast. */
export const parseOldCast = ({ oldValue }: CastHistory): KeptCredit[] =>
  oldValue === null ? [] : keptCast.parse(oldValue);

/**
 * Whether a cast is still as a change left it. Of what a person did every detail counts. Of what automation gave those who
 * are shown, in their order and roles: locks, empty roles that were filled and other spellings of a name are no other cast.
 */
export function isAsLeft({ credits, orderLocked }: Cast, { oldValue, newValue, source }: CastHistory): boolean {
  if (source === "user") {
    const details = (kept: KeptCredit[]) => JSON.stringify(kept.map(({ name: _, ...rest }) => rest));
    return details(keptCast.parse(newValue)) === details(keepCast({ credits, orderLocked }));
  }
  const left =
    oldValue === null
      ? firstCast.parse(newValue).map((credit) => ({ ...credit, role: null }))
      : keptCast.parse(newValue).filter(({ removed }) => !removed);
  const shown = credits.filter(({ removed }) => !removed);
  return left.length === shown.length && left.every((credit, index) => isSame(credit, shown[index]));
}

const isSame = (
  left: Pick<KeptCredit, "actorId" | "name" | "role">,
  now: Cast["credits"][number] | undefined,
): boolean =>
  now !== undefined &&
  (left.actorId === now.actorId || normalizeName(left.name) === now.nameNormalized) &&
  (left.role === null || left.role === now.role);

/**
 * Credits that were kept, with rows for their people: who was in nothing else was removed meanwhile, and is made again. Each
 * once, also where two were merged since.
 */
export async function withPeople(tx: Tx, kept: readonly KeptCredit[]): Promise<KeptCredit[]> {
  const ids = kept.map(({ actorId }) => actorId);
  const rows = await tx.select({ id: actors.id }).from(actors).where(inArray(actors.id, ids));
  const known = new Set(rows.map(({ id }) => id));
  const lost = kept.filter(({ actorId }) => !known.has(actorId)).map(({ name }) => ({ name, tmdbId: null }));
  const idOf = await upsertActors(tx, lost);
  const credits = new Map<number, KeptCredit>();
  for (const credit of kept) {
    const actorId = known.has(credit.actorId) ? credit.actorId : idOf({ name: credit.name, tmdbId: null });
    if (!credits.has(actorId)) credits.set(actorId, { ...credit, actorId });
  }
  return [...credits.values()];
}

/** A cast as it was before automation changed it, so that automation does not do it again: locked, and new people are out. */
export function refuseCast(old: readonly KeptCredit[], now: readonly KeptCredit[]): KeptCredit[] {
  const had = new Set(old.map(({ actorId }) => actorId));
  const locked = old.map((credit) => ({ ...credit, roleLocked: true, placeLocked: true }));
  const out = now.filter(({ actorId }) => !had.has(actorId)).map((credit) => ({ ...credit, removed: true }));
  return [...locked, ...out];
}
