import { inArray } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { seriesCountries, seriesGenres, seriesStudios, seriesTags } from "#db/schema/index.ts";
import { type NamedList, namesToIds, tidyNames } from "#lib/lists/named-rows.ts";

/** The list fields of a series. An absent list stays as it is; an empty one empties it. */
export type SeriesLists = Partial<Record<NamedList, string[]>>;

/** The one writer of the lists of series, for any number of them in a handful of queries. */
export async function writeSeriesLists(
  tx: Tx,
  entries: readonly { seriesId: number; lists: SeriesLists }[],
): Promise<void> {
  const write = writeJunction(tx, entries);
  await write("genres", seriesGenres, seriesGenres.seriesId, (seriesId, genreId, sortOrder) => ({
    seriesId,
    genreId,
    sortOrder,
  }));
  await write("studios", seriesStudios, seriesStudios.seriesId, (seriesId, studioId, sortOrder) => ({
    seriesId,
    studioId,
    sortOrder,
  }));
  await write("countries", seriesCountries, seriesCountries.seriesId, (seriesId, countryId, sortOrder) => ({
    seriesId,
    countryId,
    sortOrder,
  }));
  await write("tags", seriesTags, seriesTags.seriesId, (seriesId, tagId, sortOrder) => ({
    seriesId,
    tagId,
    sortOrder,
  }));
}

const writeJunction =
  (tx: Tx, entries: readonly { seriesId: number; lists: SeriesLists }[]) =>
  async <T extends PgTable>(
    field: NamedList,
    table: T,
    owner: PgColumn,
    row: (seriesId: number, nameId: number, sortOrder: number) => T["$inferInsert"],
  ): Promise<void> => {
    const touched = entries.flatMap(({ seriesId, lists }) => {
      const list = lists[field];
      return list ? [{ seriesId, names: tidyNames(list) }] : [];
    });
    if (touched.length === 0) return;
    await tx.delete(table).where(
      inArray(
        owner,
        touched.map(({ seriesId }) => seriesId),
      ),
    );
    const idOf = await namesToIds(tx, field, tidyNames(touched.flatMap(({ names }) => names)));
    const rows = touched.flatMap(({ seriesId, names }) =>
      names.map((name, index) => row(seriesId, idOf(name), index + 1)),
    );
    await bulkInsert(tx, table, rows, { onConflict: "ignore" });
  };
