import { and, desc, eq, lt, notInArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import type { EntityType } from "./kind.ts";
import type { HistoryEntry } from "./undo-rules.ts";

type ChangesOf = {
  entityType: EntityType;
  entityId: number;
  field?: string;
  /** Id of the last change seen. */
  before?: number;
  /** Fields to leave out. */
  without?: readonly string[];
  limit?: number;
};

/** Changes of an entity, newest first. First readings have the field `*`. */
export function listEntityChanges(db: Db, params: ChangesOf): Promise<HistoryEntry[]> {
  const { entityType, entityId, field, before, without = [], limit = 50 } = params;
  return db
    .select()
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, entityType),
        eq(fieldChanges.entityId, entityId),
        field === undefined ? undefined : eq(fieldChanges.field, field),
        before === undefined ? undefined : lt(fieldChanges.id, before),
        without.length === 0 ? undefined : notInArray(fieldChanges.field, [...without]),
      ),
    )
    .orderBy(desc(fieldChanges.id))
    .limit(limit);
}
