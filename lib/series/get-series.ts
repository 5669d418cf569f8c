import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { series } from "#db/schema/index.ts";

/** The series of a page; undefined when there is none, or it was removed. */
export async function findSeries(db: Db, seriesId: number) {
  const [found] = await db
    .select()
    .from(series)
    .where(and(eq(series.id, seriesId), isNull(series.deletedAt)));
  return found;
}
export type Series = NonNullable<Awaited<ReturnType<typeof findSeries>>>;
