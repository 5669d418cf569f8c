import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { isReversible } from "./undoers.ts";

export type JobChanges = {
  /** Films, series, seasons and episodes together. */
  items: number;
  /** Fields by type of item, the most changed first. */
  fields: { entityType: string; field: string; count: number }[];
  changes: number;
  /** Those of them that can be taken back, and those that were. */
  reversible: number;
  undone: number;
};

/** What a job, or a command over many items, changed. First readings are not counted, nor what takes something back. */
export async function listJobChanges(db: Db, of: { jobId: number } | { batch: string }): Promise<JobChanges> {
  const made = and(
    "jobId" in of ? eq(fieldChanges.jobId, of.jobId) : eq(fieldChanges.batch, of.batch),
    isNull(fieldChanges.undoOf),
    ne(fieldChanges.field, "*"),
  );
  const number = (text: ReturnType<typeof sql<number>>) => text.mapWith(Number);
  const [fields, [total]] = await Promise.all([
    db
      .select({
        entityType: fieldChanges.entityType,
        field: fieldChanges.field,
        count: number(sql<number>`count(*)`),
      })
      .from(fieldChanges)
      .where(made)
      .groupBy(fieldChanges.entityType, fieldChanges.field)
      .orderBy(sql`count(*) desc`, fieldChanges.entityType, fieldChanges.field),
    db
      .select({
        items: number(
          sql<number>`count(distinct ${fieldChanges.entityType} || cast(${fieldChanges.entityId} as text))`,
        ),
        changes: number(sql<number>`count(*)`),
        undone: number(sql<number>`count(${fieldChanges.undoneAt})`),
      })
      .from(fieldChanges)
      .where(made),
  ]);
  const reversible = fields.filter(isReversible).reduce((sum, { count }) => sum + count, 0);
  return { items: 0, changes: 0, undone: 0, ...total, reversible, fields };
}
