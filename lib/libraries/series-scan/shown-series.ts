import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { execute } from "#db/raw.ts";

/**
 * A show is missing while every episode of it is, and so is a season; one whose file is found again is back. Writes only
 * rows that change.
 */
export async function updateShownSeries(tx: Tx, libraryId: number): Promise<void> {
  const present = (owner: string) =>
    sql.raw(
      `exists (select 1 from episodes where episodes.${owner}_id = ${owner === "season" ? "seasons" : "series"}.id and episodes.missing_at is null and episodes.deleted_at is null)`,
    );
  const ofLibrary = sql`series_id in (select id from series where library_id = ${libraryId})`;
  await execute(
    tx,
    sql`update series set missing_at = ${fromNow(0)} where library_id = ${libraryId} and missing_at is null and not ${present("series")}`,
  );
  await execute(
    tx,
    sql`update series set missing_at = null, deleted_at = null where library_id = ${libraryId} and missing_at is not null and ${present("series")}`,
  );
  await execute(
    tx,
    sql`update seasons set missing_at = ${fromNow(0)} where ${ofLibrary} and missing_at is null and not ${present("season")}`,
  );
  await execute(
    tx,
    sql`update seasons set missing_at = null where ${ofLibrary} and missing_at is not null and ${present("season")}`,
  );
}
