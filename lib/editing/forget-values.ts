import { and, desc, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { providerNames } from "#lib/providers/vocabulary.ts";
import type { FieldSources } from "./field-sources.ts";
import type { EntityType, Values } from "./kind.ts";
import { isEmpty } from "./values.ts";

/** Values without a history: they move every day, and only providers give them. */
const unrecorded: readonly string[] = ["popularity", "voteCount"];

/** What there is of another title, and what the name of the file says in its place while nobody else says anything. */
export type Forgotten = { fields: ReadonlySet<string>; named: Values };

/**
 * Which present values of entities that are another title by now came from providers: they are about the title from
 * before. What a person typed and what the disk says is none of them. A film or series is
 * never without a title.
 */
export async function listForgotten(
  tx: Tx,
  entityType: EntityType,
  items: readonly { entityId: number; values: Values; sources: FieldSources | undefined }[],
  isTaken: (field: string) => boolean,
): Promise<Map<number, Forgotten>> {
  const needTitle = entityType === "movie" || entityType === "series";
  const readings = await readNames(
    tx,
    entityType,
    items.map(({ entityId }) => entityId),
  );
  return new Map(
    items.map(({ entityId, values, sources }) => {
      const named: Values = { ...(needTitle && { title: values.title }), ...readings.get(entityId) };
      const isForgotten = (field: string) => {
        if (!isTaken(field) || isEmpty(values[field])) return false;
        const source = sources?.get(field)?.source;
        return source === undefined ? unrecorded.includes(field) : providerNames.some((name) => name === source);
      };
      const fields = new Set(Object.keys(values).filter(isForgotten));
      const left = Object.entries(named).filter(([name]) => fields.has(name));
      return [entityId, { fields, named: Object.fromEntries(left) }];
    }),
  );
}

/** The first reading of the name of each file or folder. */
async function readNames(tx: Tx, entityType: EntityType, entityIds: readonly number[]): Promise<Map<number, Values>> {
  const rows = await inChunks(entityIds, (chunk) =>
    tx
      .select({ entityId: fieldChanges.entityId, values: fieldChanges.newValue })
      .from(fieldChanges)
      .where(
        and(
          eq(fieldChanges.entityType, entityType),
          inArray(fieldChanges.entityId, chunk),
          eq(fieldChanges.field, "*"),
          eq(fieldChanges.source, "filename"),
        ),
      )
      // The first one last: it is the one that stays in the map below.
      .orderBy(desc(fieldChanges.id)),
  );
  return new Map(
    rows.map(({ entityId, values }) => [entityId, typeof values === "object" && values !== null ? { ...values } : {}]),
  );
}
