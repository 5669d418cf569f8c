import { basename } from "node:path";
import type { Tx } from "#db/client.ts";
import type { ClassifiedShow } from "#lib/files/classify-series.ts";
import { parseName } from "#lib/files/names/parse.ts";
import { findIdChanges, type IdRow, listPicked } from "../id-changes.ts";
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
  const entityIds = named.map(({ row }) => row.id);
  const held = await listPicked(tx, { entityType: "series", entityIds });
  return new Map(named.flatMap(({ row, changes }) => (held.has(row.id) ? [] : [[row.id, changes] as const])));
}

function hasNewIds({ known, show: { ids } }: MovedShow): boolean {
  const before = parseName(`${basename(known.directoryPath)}/Season 1/x.mkv`, { type: "tv" }).ids;
  const isNew = (kind: keyof typeof ids) => ids[kind] !== null && ids[kind] !== before[kind];
  return isNew("tmdb") || isNew("imdb") || isNew("tvdb");
}
