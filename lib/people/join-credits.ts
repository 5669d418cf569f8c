import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { keepRows, keptRowsSchema } from "#db/kept-rows.ts";
import { inChunks } from "#lib/chunks.ts";
import type { CastOwner } from "./cast-tables.ts";
import { deleteCredits, moveCredits, ownerIdOf, readCredits, restoreCredits } from "./credit-rows.ts";

/** How credits of one kind of owner went from one person to another; enough to give them back. */
export const joinedCreditsSchema = z.object({
  /** Owners in which only the one who went away was. */
  moved: z.array(z.int()),
  /** Credits where both were, as they were and as the one that is left became. */
  from: keptRowsSchema,
  before: keptRowsSchema,
  after: keptRowsSchema,
});
export type JoinedCredits = z.infer<typeof joinedCreditsSchema>;

type Pair = { fromId: number; intoId: number };

/**
 * Gives the credits of one person to another: all, or those in some owners. Where both are, one credit with both roles is
 * left.
 */
export async function joinCredits(
  tx: Tx,
  owner: CastOwner,
  { fromId, intoId, in: within }: Pair & { in?: number[] },
): Promise<JoinedCredits> {
  const from = keepRows(await readCredits(tx, owner, fromId, within));
  const ownerIds = from.map((row) => ownerIdOf(owner, row));
  const before = keepRows(await readCredits(tx, owner, intoId, ownerIds));
  const theirs = new Map(before.map((row) => [ownerIdOf(owner, row), row]));
  const both = from.filter((row) => theirs.has(ownerIdOf(owner, row)));
  const bothIds = both.map((row) => ownerIdOf(owner, row));
  const moved = ownerIds.filter((ownerId) => !theirs.has(ownerId));
  const after = both.map((row) => joinRows(theirs.get(ownerIdOf(owner, row)) ?? row, row));
  await moveCredits(tx, owner, { fromId, intoId, ownerIds: moved });
  await deleteCredits(tx, owner, { actorId: fromId, ownerIds: bothIds });
  await deleteCredits(tx, owner, { actorId: intoId, ownerIds: bothIds });
  await restoreCredits(tx, owner, after);
  return { moved, from: both, before, after };
}

/** Gives back what was joined. Credits that changed or went meanwhile stay as they are now. */
export async function separateCredits(
  tx: Tx,
  owner: CastOwner,
  { fromId, intoId, joined }: Pair & { joined: JoinedCredits },
): Promise<void> {
  await moveCredits(tx, owner, { fromId: intoId, intoId: fromId, ownerIds: joined.moved });
  const bothIds = joined.before.map((row) => ownerIdOf(owner, row));
  const now = keepRows(await readCredits(tx, owner, intoId, bothIds)).map(signature);
  const untouched = joined.after.filter((row) => now.includes(signature(row)));
  const ids = new Set(untouched.map((row) => ownerIdOf(owner, row)));
  await inChunks([...ids], (chunk) => deleteCredits(tx, owner, { actorId: intoId, ownerIds: chunk }).then(() => []));
  await restoreCredits(
    tx,
    owner,
    joined.before.filter((row) => ids.has(ownerIdOf(owner, row))),
  );
  await restoreCredits(tx, owner, joined.from);
}

type Kept = Record<string, unknown>;

/** A JSON column does not keep the order of keys. */
const signature = (row: Kept): string => JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** A locked role counts alone; else both roles stand together. In the cast as early as the earlier one. */
function joinRows(into: Kept, from: Kept): Kept {
  const order = "actorOrder" in into ? "actorOrder" : "sortOrder";
  const places = [into[order], from[order]].filter((place) => typeof place === "number");
  const locks = "roleLocked" in into ? { roleLocked: into.roleLocked === true || from.roleLocked === true } : {};
  const removed = "removed" in into ? { removed: into.removed === true && from.removed === true } : {};
  const place = places.length === 0 ? null : Math.min(...places);
  return { ...into, role: joinRole(into, from), [order]: place, ...locks, ...removed };
}

function joinRole(into: Kept, from: Kept): unknown {
  if (into.roleLocked === true) return into.role;
  if (from.roleLocked === true) return from.role;
  const roles = [into.role, from.role].flatMap((role) => (typeof role === "string" ? role.split(" / ") : []));
  return roles.length === 0 ? null : [...new Set(roles)].join(" / ");
}
