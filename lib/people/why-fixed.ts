import { and, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "#db/client.ts";
import { actors, cacheImageFiles, crew, fieldChanges } from "#db/schema/index.ts";
import type { RecordedChange } from "#lib/editing/kind.ts";
import { isLockField } from "#lib/editing/write-locks.ts";
import { splitRecordSchema } from "./take-split-back.ts";
import { isPersonField } from "./vocabulary.ts";

type People = "actor" | "crew";
type Reasons = Map<number, string>;

/** What of these changes of people who act cannot be taken back, and why. */
export async function whyActorFixed(db: Db, changes: readonly RecordedChange[]): Promise<Reasons> {
  const fixed = [whyFact(changes), await whyPortrait(db, changes)];
  return new Map([...fixed.flatMap((reasons) => [...reasons]), ...(await whyPerson(db, "actor", changes))]);
}

/** The same for people behind the camera. */
export async function whyCrewFixed(db: Db, changes: readonly RecordedChange[]): Promise<Reasons> {
  const named = changes.filter(({ field, source }) => field === "name" && source !== "user");
  const reasons = named.map(({ id }) => [id, "This name would come back. Type another name instead."] as const);
  return new Map([...reasons, ...(await whyPerson(db, "crew", changes))]);
}

async function whyPerson(db: Db, people: People, changes: readonly RecordedChange[]): Promise<Reasons> {
  return new Map([
    ...(await whyMoved(db, people, changes)),
    ...(await whyTaken(db, people, changes)),
    ...(await whyGone(db, people, changes)),
  ]);
}

const others: readonly string[] = ["merge", "split"];

function whyFact(changes: readonly RecordedChange[]): Reasons {
  const facts = changes.filter(({ field }) => !isPersonField(field) && !isLockField(field) && !others.includes(field));
  return new Map(facts.map(({ id }) => [id, "This has no lock, so it would come back with the next refresh."]));
}

/** A picture is shown again only while it is kept. */
async function whyPortrait(db: Db, changes: readonly RecordedChange[]): Promise<Reasons> {
  const former = changes.filter(({ field, oldValue }) => field === "portrait" && typeof oldValue === "string");
  if (former.length === 0) return new Map();
  const kept = await db
    .select({ actorId: cacheImageFiles.entityId, hash: cacheImageFiles.fileHash })
    .from(cacheImageFiles)
    .where(and(eq(cacheImageFiles.entityType, "actor"), inArray(cacheImageFiles.entityId, idsOf(former))));
  const isKept = ({ entityId, oldValue }: RecordedChange) =>
    kept.some(({ actorId, hash }) => actorId === entityId && hash === oldValue);
  return new Map(
    former.filter((change) => !isKept(change)).map(({ id }) => [id, "The former picture is no longer kept."]),
  );
}

const idsOf = (changes: readonly RecordedChange[]): number[] => [...new Set(changes.map(({ entityId }) => entityId))];

const movedSchema = z.object({ changeIds: z.array(z.int()) });

/** What happened to somebody before they were merged is about another person, as long as the merge stands. */
async function whyMoved(db: Db, people: People, changes: readonly RecordedChange[]): Promise<Reasons> {
  const own = changes.filter(({ field }) => field !== "merge");
  if (own.length === 0) return new Map();
  const merges = await db
    .select({ name: fieldChanges.newValue, kept: fieldChanges.oldValue })
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, people),
        inArray(fieldChanges.entityId, idsOf(own)),
        eq(fieldChanges.field, "merge"),
        isNull(fieldChanges.undoneAt),
        isNull(fieldChanges.undoOf),
      ),
    );
  const reasons: Reasons = new Map();
  for (const { name, kept } of merges) {
    const moved = new Set(movedSchema.safeParse(kept).data?.changeIds);
    for (const { id } of own.filter((change) => moved.has(change.id))) {
      reasons.set(id, `It was made before ${name} was merged. Take back the merge first.`);
    }
  }
  return reasons;
}

const mergedSchema = z.object({
  from: z.tuple([z.object({ name: z.string(), tmdbId: z.int().nullable(), nameNormalized: z.string().optional() })]),
});

/** A name or an id that somebody else has by now cannot be given back to whom a merge took it from. */
async function whyTaken(db: Db, people: People, changes: readonly RecordedChange[]): Promise<Reasons> {
  const merged = changes.flatMap(({ id, entityId, field, oldValue }) => {
    const parsed = field === "merge" ? mergedSchema.safeParse(oldValue).data : undefined;
    return parsed ? [{ id, entityId, ...parsed.from[0] }] : [];
  });
  if (merged.length === 0) return new Map();
  const tmdbIds = merged.flatMap(({ tmdbId }) => tmdbId ?? []);
  const nameOf = (row: (typeof merged)[number]) => row.nameNormalized ?? row.name;
  const { table, name } = tables[people];
  const holders = await db
    .select({ id: table.id, tmdbId: table.tmdbId, name })
    .from(table)
    .where(inArray(table.tmdbId, tmdbIds));
  const namesakes = await db
    .select({ id: table.id, name })
    .from(table)
    .where(and(inArray(name, merged.map(nameOf)), isNull(table.tmdbId)));
  const isTaken = (row: (typeof merged)[number]) =>
    row.tmdbId === null
      ? namesakes.some((other) => other.name === nameOf(row) && other.id !== row.entityId)
      : holders.some((other) => other.tmdbId === row.tmdbId && other.id !== row.entityId);
  return new Map(
    merged
      .filter(isTaken)
      .map((row) => [row.id, `There is another ${row.name} by now. Merge or rename that one first.`]),
  );
}

const tables = {
  actor: { table: actors, name: actors.nameNormalized },
  crew: { table: crew, name: crew.name },
} as const;

/** Somebody told apart who was merged since is not there to come back. */
async function whyGone(db: Db, people: People, changes: readonly RecordedChange[]): Promise<Reasons> {
  const splits = changes.flatMap(({ id, field, newValue }) => {
    const parsed = field === "split" ? splitRecordSchema.safeParse(newValue).data : undefined;
    return parsed ? [{ id, ...parsed }] : [];
  });
  if (splits.length === 0) return new Map();
  const { table } = tables[people];
  const present = await db
    .select({ id: table.id })
    .from(table)
    .where(
      inArray(
        table.id,
        splits.map(({ personId }) => personId),
      ),
    );
  const gone = splits.filter(({ personId }) => !present.some((row) => row.id === personId));
  return new Map(gone.map(({ id, name }) => [id, `${name} is no longer there. Take back what became of them first.`]));
}
