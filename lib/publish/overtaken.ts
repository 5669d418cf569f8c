import { inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { movies, series } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { AppError } from "#lib/errors.ts";
import type { UnitFacts } from "./facts.ts";

const tables = { movie: movies, series } as const;

/**
 * Those that another job published since they were loaded. What is known of their files is old: what that job wrote would
 * be taken for somebody's edit.
 */
export async function listOvertaken(db: Db, units: readonly UnitFacts[]): Promise<Set<UnitFacts>> {
  const overtaken = new Set<UnitFacts>();
  for (const [entityType, some] of Map.groupBy(units, (unit) => unit.entityType)) {
    const table = tables[entityType];
    const rows = await inChunks(
      some.map(({ entityId }) => entityId),
      (ids) => db.select({ id: table.id, at: table.lastPublishedAt }).from(table).where(inArray(table.id, ids)),
    );
    const publishedAt = new Map(rows.map(({ id, at }) => [id, at?.getTime() ?? null]));
    for (const unit of some) {
      const known = unit.lastPublishedAt?.getTime() ?? null;
      if (publishedAt.get(unit.entityId) !== known) overtaken.add(unit);
    }
  }
  return overtaken;
}

/** Its job runs again and plans anew. */
export const overtakenError = ({ title }: Pick<UnitFacts, "title">): AppError =>
  new AppError("conflict", `${title} was published by another job at the same moment. Publish again.`);
