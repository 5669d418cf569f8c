import { and, eq, inArray, isNull, max, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { together } from "#db/together.ts";
import { inChunks } from "#lib/chunks.ts";
import { identityFields } from "./identity-fields.ts";
import type { EntityType } from "./kind.ts";

/** Where a present value came from. */
export type Provenance = {
  source: string;
  changedAt: Date;
  userId: number | null;
  jobId: number | null;
  /** Undefined for a first reading, which cannot be undone. */
  changeId: number | undefined;
};

/** Provenance by field. */
export type FieldSources = ReadonlyMap<string, Provenance>;

/**
 * The source of every field of these entities: its latest change that was not taken back, else the first readings (field
 * `*`). An entity without history has no entry.
 */
export async function listFieldSources(
  db: Db,
  entityType: EntityType,
  entityIds: readonly number[],
): Promise<Map<number, FieldSources>> {
  const found = new Map<number, Map<string, Provenance>>();
  const changed: { entityId: number; field: string; provenance: Provenance }[] = [];
  const rows = await inChunks(entityIds, (chunk) => readLatest(db, entityType, chunk));
  for (const { id, entityId, field, newValue, ...facts } of rows) {
    if (field !== "*") changed.push({ entityId, field, provenance: { ...facts, changeId: id } });
    else for (const name of keysOf(newValue)) of(found, entityId).set(name, { ...facts, changeId: undefined });
  }
  for (const { entityId, field, provenance } of changed) of(found, entityId).set(field, provenance);
  return found;
}

/** The same for one entity. */
export async function fieldSources(db: Db, entityType: EntityType, entityId: number): Promise<FieldSources> {
  return (await listFieldSources(db, entityType, [entityId])).get(entityId) ?? new Map();
}

/** The same for one of several entities that are looked at in this transaction at the same time. */
export async function fieldSourcesTogether(tx: Tx, entityType: EntityType, entityId: number): Promise<FieldSources> {
  return together(tx, `field sources ${entityType}`, entityId, async (entityIds) => {
    const sources = await listFieldSources(tx, entityType, [...new Set(entityIds)]);
    return entityIds.map((each) => sources.get(each) ?? new Map());
  });
}

function readLatest(db: Db, entityType: EntityType, entityIds: readonly number[]) {
  const latest = db
    .select({ changeId: max(fieldChanges.id).as("change_id") })
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, entityType),
        inArray(fieldChanges.entityId, [...entityIds]),
        isNull(fieldChanges.undoneAt),
        isNull(fieldChanges.undoOf),
        // What a person changes in a cast has locks of its own: where the list as a whole came from stays.
        sql`not (${fieldChanges.field} = 'cast' and ${fieldChanges.source} = 'user')`,
      ),
    )
    // Each first reading counts by itself: a name and an NFO say different things.
    .groupBy(
      fieldChanges.entityId,
      fieldChanges.field,
      sql`case when ${fieldChanges.field} = '*' then ${fieldChanges.id} else 0 end`,
    )
    .as("latest");
  return db
    .select({
      id: fieldChanges.id,
      entityId: fieldChanges.entityId,
      field: fieldChanges.field,
      newValue: sql<unknown>`case when ${fieldChanges.field} = '*' then ${fieldChanges.newValue} end`.mapWith(
        fieldChanges.newValue,
      ),
      source: fieldChanges.source,
      changedAt: fieldChanges.changedAt,
      userId: fieldChanges.userId,
      jobId: fieldChanges.jobId,
    })
    .from(fieldChanges)
    .innerJoin(latest, eq(latest.changeId, fieldChanges.id))
    .orderBy(fieldChanges.id);
}

function of(all: Map<number, Map<string, Provenance>>, entityId: number): Map<string, Provenance> {
  const known = all.get(entityId) ?? new Map<string, Provenance>();
  all.set(entityId, known);
  return known;
}

const keysOf = (value: unknown): string[] => (typeof value === "object" && value !== null ? Object.keys(value) : []);

/**
 * Which of these a person said to be another title than what was found on disk: what the disk said is then about the
 * wrong one, and no longer kept against providers.
 */
export async function listReidentified(
  db: Db,
  entityType: EntityType,
  entityIds: readonly number[],
  /** Also where it was taken back since. */
  { evenUndone = false } = {},
): Promise<ReadonlySet<number>> {
  const rows = await db
    .selectDistinct({ entityId: fieldChanges.entityId })
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, entityType),
        inArray(fieldChanges.entityId, [...entityIds]),
        inArray(fieldChanges.field, [...identityFields]),
        eq(fieldChanges.source, "user"),
        evenUndone ? undefined : isNull(fieldChanges.undoneAt),
        isNull(fieldChanges.undoOf),
        sql`${fieldChanges.oldValue} is not null`,
      ),
    );
  return new Set(rows.map(({ entityId }) => entityId));
}

/** The same for one of several entities that are looked at in this transaction at the same time. */
export function isReidentified(tx: Tx, entityType: EntityType, entityId: number): Promise<boolean> {
  return together(tx, `reidentified ${entityType}`, entityId, async (entityIds) => {
    const others = await listReidentified(tx, entityType, [...new Set(entityIds)]);
    return entityIds.map((each) => others.has(each));
  });
}
