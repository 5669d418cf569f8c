import { and, eq, inArray } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Tx } from "#db/client.ts";
import { ratings, series } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";

/** Which of these have a row in a table that hangs on them, such as a cast. People taken out by hand count too. */
export async function listOwners(tx: Tx, params: { owner: PgColumn; ids: number[] }): Promise<ReadonlySet<number>> {
  const rows = await inChunks(params.ids, (ids) =>
    tx.selectDistinct({ id: params.owner }).from(params.owner.table).where(inArray(params.owner, ids)),
  );
  return new Set(rows.map(({ id }) => Number(id)));
}

/** Which of these have a rating. */
export async function listRated(
  tx: Tx,
  params: { entityType: "series" | "episode"; ids: number[] },
): Promise<ReadonlySet<number>> {
  const rows = await inChunks(params.ids, (ids) =>
    tx
      .selectDistinct({ id: ratings.entityId })
      .from(ratings)
      .where(and(eq(ratings.entityType, params.entityType), inArray(ratings.entityId, ids))),
  );
  return new Set(rows.map(({ id }) => id));
}

/** Which of these series nobody looked up yet: an NFO may still say what they are. */
export async function listUnidentified(tx: Tx, seriesIds: number[]): Promise<ReadonlySet<number>> {
  const rows = await inChunks(seriesIds, (ids) =>
    tx
      .select({ id: series.id })
      .from(series)
      .where(and(inArray(series.id, ids), eq(series.identificationStatus, "discovered"))),
  );
  return new Set(rows.map(({ id }) => id));
}
