import { inArray } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { actors } from "#db/schema/index.ts";
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

/** The first cast of a film or series is kept by its names alone: taken back, nobody is left. */
export const keepFirstCast = (credits: Cast["credits"]): string[] => credits.map(({ name }) => name);

const keptCast = z.array(keptCredit);
const firstCast = z.array(z.string());

/** What the history says was there before a change. Null and nobody for a first cast. */
export const parseOldCast = (oldValue: unknown): KeptCredit[] => (oldValue === null ? [] : keptCast.parse(oldValue));

/** Whether a cast is still as a change left it. */
export function isAsLeft(cast: Cast, newValue: unknown): boolean {
  const names = firstCast.safeParse(newValue);
  if (!names.success) return JSON.stringify(keptCast.parse(newValue)) === JSON.stringify(keepCast(cast));
  const isUntouched = !cast.orderLocked && cast.credits.every(({ roleLocked, removed }) => !roleLocked && !removed);
  return isUntouched && JSON.stringify(names.data) === JSON.stringify(keepFirstCast(cast.credits));
}

/** Credits that were kept, with rows for their people: who was in nothing else was removed meanwhile, and is made again. */
export async function withPeople(tx: Tx, kept: readonly KeptCredit[]): Promise<KeptCredit[]> {
  const ids = kept.map(({ actorId }) => actorId);
  const rows = await tx.select({ id: actors.id }).from(actors).where(inArray(actors.id, ids));
  const known = new Set(rows.map(({ id }) => id));
  const lost = kept.filter(({ actorId }) => !known.has(actorId)).map(({ name }) => ({ name, tmdbId: null }));
  if (lost.length === 0) return [...kept];
  const idOf = await upsertActors(tx, lost);
  return kept.map((credit) =>
    known.has(credit.actorId) ? credit : { ...credit, actorId: idOf({ name: credit.name, tmdbId: null }) },
  );
}

/** A cast as it was before automation changed it, so that automation does not do it again: locked, and new people are out. */
export function refuseCast(old: readonly KeptCredit[], now: readonly KeptCredit[]): KeptCredit[] {
  const had = new Set(old.map(({ actorId }) => actorId));
  const locked = old.map((credit) => ({ ...credit, roleLocked: true, placeLocked: true }));
  const out = now.filter(({ actorId }) => !had.has(actorId)).map((credit) => ({ ...credit, removed: true }));
  return [...locked, ...out];
}
