import type { Tx } from "#db/client.ts";
import { seasons } from "#db/schema/index.ts";
import { updateRows } from "#lib/editing/update-rows.ts";
import { readSeasonValues, seasonLocks } from "#lib/series/read-nfo.ts";
import { listUnidentified } from "./list-owners.ts";
import { recordChanges, recordNfos, type Told } from "./nfo-records.ts";
import { type Takeover, takeOver } from "./nfo-takeover.ts";
import { nameInShowNfo, type SavedShow, type ShowContext } from "./show-batch.ts";
import { tellNfos } from "./tell-nfos.ts";

type Season = typeof seasons.$inferSelect;

/**
 * Records the season.nfo of every season, and takes over what it changed in those that were known. Where a season still
 * has no title, the name in tvshow.nfo becomes it.
 */
export async function importSeasonNfos(
  tx: Tx,
  { jobId, isThere, changedOutside }: ShowContext,
  params: {
    shows: readonly SavedShow[];
    /** Every season of these shows that was there before. */
    known: readonly Season[];
    told: readonly Told[];
  },
): Promise<void> {
  const { shows, known } = params;
  const { fresh: told, said, outside } = await tellNfos(tx, { entityType: "season", items: params.told, isThere });
  const showOfSeason = new Map(known.map(({ id, seriesId }) => [id, seriesId]));
  for (const { entityId } of outside) {
    const seriesId = showOfSeason.get(entityId);
    if (seriesId !== undefined) changedOutside?.add(seriesId);
  }
  const entityOf = new Map(told.map((each) => [each.entityId, each.told.entity]));
  const showOf = new Map(shows.map((item) => [item.seriesId, item]));
  const read = known.filter(({ id }) => entityOf.has(id));
  const unidentified = await listUnidentified(tx, [...new Set(read.map(({ seriesId }) => seriesId))]);
  const taken = known.flatMap((row) => {
    const now = entityOf.get(row.id);
    const own: Takeover = now
      ? takeOver({
          row,
          now,
          before: said.get(row.id) ?? null,
          read: readSeasonValues,
          locks: seasonLocks,
          takesIds: unidentified.has(row.seriesId),
        })
      : { changes: [], columns: {} };
    const item = showOf.get(row.seriesId);
    const name = row.title || row.titleLocked || !item ? undefined : nameInShowNfo(item, row.seasonNumber);
    const named = name === undefined || "title" in own.columns ? {} : { title: name };
    const columns = { ...own.columns, ...named };
    const titled = Object.values(named).map((newValue) => ({ field: "title", oldValue: row.title, newValue }));
    return Object.keys(columns).length === 0
      ? []
      : [{ entityId: row.id, row, columns, changes: [...own.changes, ...titled] }];
  });
  await updateRows(
    tx,
    seasons,
    taken.map(({ row, columns }) => ({ id: row.id, ...columns, version: row.version + 1, updatedAt: new Date() })),
  );
  await recordChanges(tx, { entityType: "season", source: "nfo", jobId }, taken);
  await recordNfos(tx, { entityType: "season", items: told });
}
