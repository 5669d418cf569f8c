import { basename } from "node:path";
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import type { ClassifiedShow } from "#lib/files/classify-series.ts";
import { parseName } from "#lib/files/names/parse.ts";
import { findIdChanges, type IdRow, idColumns } from "../id-changes.ts";
import type { KnownShow } from "./known-series.ts";
import type { ValueChange } from "./nfo-records.ts";

export type MovedShow = { known: KnownShow; show: ClassifiedShow };

/**
 * What ids that were written into the name of a folder change, by series: people put them there to be obeyed. An id
 * that is another than the row's takes the row's other ids with it: they were the wrong show's. Left out are folders that
 * carry the ids they carried before, and series to which a person gave an id.
 */
export async function findNamedIds(
  tx: Tx,
  { rows, movedOf }: { rows: readonly IdRow[]; movedOf: ReadonlyMap<number, MovedShow> },
): Promise<Map<number, ValueChange[]>> {
  const named = rows.flatMap((row) => {
    const moved = movedOf.get(row.id);
    return moved && hasNewIds(moved) ? [{ row, changes: findIdChanges(row, moved.show.ids) }] : [];
  });
  const held = await listSetByPeople(
    tx,
    named.map(({ row }) => row.id),
  );
  return new Map(named.flatMap(({ row, changes }) => (held.has(row.id) ? [] : [[row.id, changes] as const])));
}

function hasNewIds({ known, show: { ids } }: MovedShow): boolean {
  const before = parseName(`${basename(known.directoryPath)}/Season 1/x.mkv`, { type: "tv" }).ids;
  const isNew = (kind: keyof typeof ids) => ids[kind] !== null && ids[kind] !== before[kind];
  return isNew("tmdb") || isNew("imdb") || isNew("tvdb");
}

/** Series of which a person chose an id: what a name says does not count against that. */
async function listSetByPeople(tx: Tx, seriesIds: readonly number[]): Promise<ReadonlySet<number>> {
  if (seriesIds.length === 0) return new Set();
  const rows = await tx
    .selectDistinct({ seriesId: fieldChanges.entityId })
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, "series"),
        inArray(fieldChanges.entityId, [...seriesIds]),
        inArray(fieldChanges.field, Object.values(idColumns)),
        eq(fieldChanges.source, "user"),
        isNull(fieldChanges.undoneAt),
        isNull(fieldChanges.undoOf),
      ),
    );
  return new Set(rows.map(({ seriesId }) => seriesId));
}
