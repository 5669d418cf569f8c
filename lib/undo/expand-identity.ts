import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { identityFields } from "#lib/editing/identity-fields.ts";
import type { Values } from "#lib/editing/kind.ts";
import type { HistoryEntry, UndoStep } from "#lib/editing/undo-rules.ts";
import { isEmpty } from "#lib/editing/values.ts";

const idFields: readonly string[] = ["tmdbId", "tvdbId", "imdbId", "tvmazeId"];

/** The ids that say which title an item is, by the type of item; the others follow from them. */
export const mainIds: Readonly<Record<string, readonly string[]>> = {
  movie: ["tmdbId"],
  series: identityFields,
};

const isMainId = (entityType: string, field: string): boolean => mainIds[entityType]?.includes(field) === true;

/**
 * The first of the changes by which an item became the title it is now, when these steps make it another one; else null.
 * An id that only leads a further database to it does not, as long as another one says who it is.
 */
export function findIdentityChange(
  entityType: string,
  values: Values,
  steps: readonly Pick<UndoStep, "field" | "becomes" | "changeIds">[],
): number | null {
  const ids = steps.filter(({ field }) => isMainId(entityType, field));
  const after = new Map(ids.map(({ field, becomes }) => [field, becomes]));
  const left = (mainIds[entityType] ?? []).filter(
    (field) => !isEmpty(after.has(field) ? after.get(field) : values[field]),
  );
  const isOther = ids.some(({ becomes }) => !isEmpty(becomes)) || left.length === 0;
  return ids.length > 0 && isOther ? Math.min(...ids.flatMap(({ changeIds }) => changeIds)) : null;
}

/**
 * The given changes of items of one type, and with an id the other ids that came with it or followed from it: half an
 * identity is none. Later ids that a person gave are left for the plan to stumble over.
 */
export async function expandIdentity(
  db: Db,
  entityType: string,
  given: readonly HistoryEntry[],
): Promise<HistoryEntry[]> {
  const ids = given.filter(({ field }) => mainIds[entityType] !== undefined && idFields.includes(field));
  if (ids.length === 0) return [...given];
  const givenOf = Map.groupBy(ids, ({ entityId }) => entityId);
  const standing = await db
    .select()
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, entityType),
        inArray(fieldChanges.entityId, [...givenOf.keys()]),
        inArray(fieldChanges.field, [...idFields]),
        isNull(fieldChanges.undoneAt),
        isNull(fieldChanges.undoOf),
      ),
    );
  const joined = standing.filter((change) =>
    givenOf.get(change.entityId)?.some((one) => {
      const isTogether = one.source === change.source && one.changedAt.getTime() === change.changedAt.getTime();
      const isFollowing = isMainId(entityType, one.field) && change.id > one.id && change.source !== "user";
      return isTogether || isFollowing;
    }),
  );
  return [...new Map([...given, ...joined].map((change) => [change.id, change])).values()];
}
