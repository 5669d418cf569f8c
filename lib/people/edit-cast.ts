import { eq, inArray } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { actors, fieldChanges, movieActors, movies, series, seriesActors } from "#db/schema/index.ts";
import { capName } from "#lib/cap-name.ts";
import { AppError } from "#lib/errors.ts";
import { isAsLeft, type KeptCredit, keepCast, parseOldCast, refuseCast, withPeople } from "./kept-cast.ts";
import { type Cast, type EditableOwner, readCast, stampOf } from "./read-cast.ts";
import { touchOwners } from "./touch-owners.ts";
import { upsertActors } from "./upsert-people.ts";

/** One change of a cast by a person. */
export type CastChange =
  /** All who are shown, in their new order; locks the order. */
  | { kind: "order"; creditIds: number[] }
  /** Locks the role; null empties it. */
  | { kind: "role"; creditId: number; role: string | null }
  | { kind: "lockRole"; creditId: number; locked: boolean }
  | { kind: "lockOrder"; locked: boolean }
  /** Somebody known, or a name; comes last, and automation leaves them in. */
  | { kind: "add"; person: { actorId: number } | { name: string }; role: string | null }
  /** Takes somebody out, and automation leaves them out. */
  | { kind: "remove"; creditId: number }
  | { kind: "restore"; creditId: number };

type Place = { owner: EditableOwner; ownerId: number };
type By = { userId: number | null };

/**
 * Changes a cast by hand and keeps the history. `seen` is the stamp of the cast the person looked at. Returns the new
 * stamp, and the history row by which it is taken back. Throws not_found, invalid, and conflict when the cast changed
 * meanwhile.
 */
export async function editCast(
  tx: Tx,
  { owner, ownerId, seen, change, userId }: Place & By & { seen: string; change: CastChange },
): Promise<{ stamp: string; changeId: number | null }> {
  const before = await readCast(tx, owner, ownerId);
  if (stampOf(before) !== seen) {
    throw new AppError(
      "conflict",
      `The cast of "${before.title}" changed meanwhile. Look at it as it is now, and do it again.`,
      {
        details: { version: before.version },
      },
    );
  }
  const after = await apply(tx, before, change);
  return save(tx, { owner, ownerId, before, after, userId });
}

/**
 * Takes one change of a cast back. What automation gave is kept out from then on, as a field that is taken back is locked.
 * Throws not_found, and conflict when it was taken back already or the cast changed since.
 */
export async function undoCastChange(
  tx: Tx,
  {
    changeId,
    userId,
    jobId = null,
    isOther = false,
  }: By & {
    changeId: number;
    jobId?: number | null;
    /** The title becomes another one by the same undo: then nothing is locked or kept out. */
    isOther?: boolean;
  },
): Promise<Place & { stamp: string }> {
  const [change] = await tx.select().from(fieldChanges).where(eq(fieldChanges.id, changeId));
  const owner = change?.entityType === "movie" || change?.entityType === "series" ? change.entityType : undefined;
  if (!change || owner === undefined || change.field !== "cast" || change.undoOf !== null) {
    throw new AppError("not_found", "This change is no longer in the history.");
  }
  const { entityId: ownerId } = change;
  const before = await readCast(tx, owner, ownerId);
  if (change.undoneAt !== null || !isAsLeft(before, change)) {
    throw new AppError(
      "conflict",
      change.undoneAt === null
        ? `The cast of "${before.title}" was changed again since. Take back the later change first.`
        : "This change was taken back already.",
    );
  }
  const old = await withPeople(tx, parseOldCast(change));
  const after = change.source === "user" || isOther ? old : refuseCast(old, keepCast(before));
  await tx.update(fieldChanges).set({ undoneAt: new Date() }).where(eq(fieldChanges.id, changeId));
  const { stamp } = await save(tx, { owner, ownerId, before, after, userId, jobId, undoOf: changeId });
  return { owner, ownerId, stamp };
}

/** The cast as it is to be, in order. */
async function apply(tx: Tx, cast: Cast, change: CastChange): Promise<KeptCredit[]> {
  const now = keepCast(cast);
  const actorOf = (creditId: number): number => {
    const credit = cast.credits.find(({ id }) => id === creditId);
    if (!credit) throw new AppError("not_found", `This person is no longer in the cast of "${cast.title}".`);
    return credit.actorId;
  };
  const set = (creditId: number, values: Partial<KeptCredit>) => {
    const actorId = actorOf(creditId);
    return now.map((credit) => (credit.actorId === actorId ? { ...credit, ...values } : credit));
  };
  if (change.kind === "order") return arrange(now, change.creditIds.map(actorOf));
  if (change.kind === "role") {
    return set(change.creditId, { role: capName(change.role?.trim() ?? "") || null, roleLocked: true });
  }
  if (change.kind === "lockRole") return set(change.creditId, { roleLocked: change.locked });
  if (change.kind === "lockOrder") return now.map((credit) => ({ ...credit, placeLocked: change.locked }));
  if (change.kind === "add") return add(tx, cast, change);
  return set(change.creditId, { removed: change.kind === "remove" });
}

function arrange(now: readonly KeptCredit[], actorIds: readonly number[]): KeptCredit[] {
  const places = new Map(actorIds.map((actorId, index) => [actorId, index + 1]));
  const shown = now.filter(({ removed }) => !removed);
  if (places.size !== shown.length || shown.some(({ actorId }) => !places.has(actorId))) {
    throw new AppError("invalid", "The order has to name everybody of the cast once.", { field: "creditIds" });
  }
  return now
    .map((credit) => ({ ...credit, actorOrder: places.get(credit.actorId) ?? credit.actorOrder, placeLocked: true }))
    .toSorted((a, b) => (a.actorOrder ?? Number.MAX_SAFE_INTEGER) - (b.actorOrder ?? Number.MAX_SAFE_INTEGER));
}

async function add(tx: Tx, cast: Cast, { person, role }: Extract<CastChange, { kind: "add" }>): Promise<KeptCredit[]> {
  const found = await findPerson(tx, person);
  const now = keepCast(cast);
  const there = now.find(({ actorId }) => actorId === found.actorId);
  if (there && !there.removed) {
    throw new AppError("conflict", `${found.name} is in the cast of "${cast.title}" already.`, { field: "person" });
  }
  const last = Math.max(0, ...now.map(({ actorOrder }) => actorOrder ?? 0));
  const added = {
    ...found,
    role: capName(role?.trim() ?? "") || (there?.role ?? null),
    actorOrder: last + 1,
    // Else automation takes out whom no provider names.
    roleLocked: true,
    removed: false,
    placeLocked: cast.orderLocked,
  };
  return [...now.filter((credit) => credit !== there), added];
}

async function findPerson(
  tx: Tx,
  person: { actorId: number } | { name: string },
): Promise<{ actorId: number; name: string }> {
  const actorId = "actorId" in person ? person.actorId : await makePerson(tx, person.name);
  const [row] = await tx.select({ actorId: actors.id, name: actors.name }).from(actors).where(eq(actors.id, actorId));
  if (!row) throw new AppError("not_found", "This person is no longer in Metarr.", { field: "person" });
  return row;
}

async function makePerson(tx: Tx, name: string): Promise<number> {
  const person = { name: capName(name.trim()), tmdbId: null };
  return (await upsertActors(tx, [person]))(person);
}

type Save = Place & By & { before: Cast; after: readonly KeptCredit[]; jobId?: number | null; undoOf?: number };

/** Writes what differs, with one row of history. */
async function save(
  tx: Tx,
  { owner, ownerId, before, after, userId, jobId, undoOf }: Save,
): Promise<{ stamp: string; changeId: number | null }> {
  const was = keepCast(before);
  if (JSON.stringify(was) === JSON.stringify(after)) return { stamp: stampOf(before), changeId: null };
  await writeCredits(tx, { owner, ownerId, before, after });
  const orderLocked = after[0]?.placeLocked ?? before.orderLocked;
  const table = owner === "movie" ? movies : series;
  if (orderLocked !== before.orderLocked) {
    await tx.update(table).set({ actorsOrderLocked: orderLocked }).where(eq(table.id, ownerId));
  }
  const [told] = await tx
    .insert(fieldChanges)
    .values({
      entityType: owner,
      entityId: ownerId,
      field: "cast",
      oldValue: was,
      newValue: after,
      source: "user",
      userId,
      jobId: jobId ?? null,
      undoOf: undoOf ?? null,
    })
    .returning({ changeId: fieldChanges.id });
  await touchOwners(tx, owner, { ownerIds: [ownerId], createdBy: userId });
  return { stamp: stampOf(await readCast(tx, owner, ownerId)), changeId: told?.changeId ?? null };
}

async function writeCredits(
  tx: Tx,
  { owner, ownerId, before, after }: Place & { before: Cast; after: readonly KeptCredit[] },
): Promise<void> {
  const table = owner === "movie" ? movieActors : seriesActors;
  const wanted = new Map(after.map((credit) => [credit.actorId, credit]));
  const gone = before.credits.filter(({ actorId }) => !wanted.has(actorId)).map(({ id }) => id);
  const updated = before.credits.flatMap(({ id, actorId }) => {
    const credit = wanted.get(actorId);
    if (!credit) return [];
    const { role, actorOrder, roleLocked, removed } = credit;
    return [{ id, role, actorOrder, roleLocked, removed }];
  });
  const present = new Set(before.credits.map(({ actorId }) => actorId));
  const made = after
    .filter(({ actorId }) => !present.has(actorId))
    .map(({ actorId, role, actorOrder, roleLocked, removed }) => ({ actorId, role, actorOrder, roleLocked, removed }));
  if (gone.length > 0) await tx.delete(table).where(inArray(table.id, gone));
  await bulkUpdate(tx, table, updated);
  if (owner === "movie")
    await bulkInsert(
      tx,
      movieActors,
      made.map((row) => ({ movieId: ownerId, ...row })),
    );
  else
    await bulkInsert(
      tx,
      seriesActors,
      made.map((row) => ({ seriesId: ownerId, ...row })),
    );
}
