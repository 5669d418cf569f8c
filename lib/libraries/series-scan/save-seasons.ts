import { eq, inArray } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { seasons } from "#db/schema/index.ts";
import { readLocks, readSeasonValues, seasonLocks } from "#lib/series/read-nfo.ts";
import type { ScanContext } from "../scan-context.ts";
import { changesOf, listSaid, recordChanges, recordFirstValues, recordNfos, type Told } from "./nfo-records.ts";
import { nfoAt, type SavedShow } from "./show-batch.ts";

/** Finds the row of a season that was saved. */
export type SeasonLookup = (seriesId: number, seasonNumber: number) => number;

const keyOf = (seriesId: number, seasonNumber: number) => `${seriesId}:${seasonNumber}`;

/** Adds the seasons that the episodes of these shows need, and takes over what season.nfo and tvshow.nfo say of them. */
export async function saveSeasons(tx: Tx, { jobId }: ScanContext, shows: SavedShow[]): Promise<SeasonLookup> {
  const wanted = shows.flatMap((item) => {
    const numbers = [...new Set(item.episodes.map(({ slot }) => slot.seasonNumber))];
    return numbers.map((seasonNumber) => ({ seriesId: item.seriesId, seasonNumber, item }));
  });
  const known = await listSeasons(
    tx,
    shows.map(({ seriesId }) => seriesId),
  );
  const idOf = new Map(known.map((row) => [keyOf(row.seriesId, row.seasonNumber), row.id]));
  const fresh = wanted.filter(({ seriesId, seasonNumber }) => !idOf.has(keyOf(seriesId, seasonNumber)));
  const drafts = fresh.map((season) => draftSeason(season));
  const made = await bulkInsert(
    tx,
    seasons,
    drafts.map(({ row }) => row),
    { returning: ["id", "seriesId", "seasonNumber"] },
  );
  for (const row of made) idOf.set(keyOf(row.seriesId, row.seasonNumber), row.id);
  const find: SeasonLookup = (seriesId, seasonNumber) => {
    const id = idOf.get(keyOf(seriesId, seasonNumber));
    if (id === undefined) throw new Error(`Season ${seasonNumber} of series ${seriesId} was not kept.`);
    return id;
  };
  await recordFirstValues(
    tx,
    { entityType: "season", jobId },
    drafts.map(({ row, fromNfo }) => ({ entityId: find(row.seriesId, row.seasonNumber), fromName: {}, fromNfo })),
  );
  const told = wanted.flatMap(({ seriesId, seasonNumber, item }): Told[] => {
    const nfo = nfoOfSeason(item, seasonNumber);
    return nfo ? [{ entityId: find(seriesId, seasonNumber), told: nfo }] : [];
  });
  const knownIds = new Set(known.map(({ id }) => id));
  await importSeasonNfos(tx, {
    jobId,
    rows: known,
    told: told.filter(({ entityId }) => knownIds.has(entityId)),
  });
  await recordNfos(tx, { entityType: "season", items: told });
  return find;
}

async function listSeasons(tx: Tx, seriesIds: number[]) {
  return seriesIds.length === 0 ? [] : tx.select().from(seasons).where(inArray(seasons.seriesId, seriesIds));
}

const nfoOfSeason = (item: SavedShow, season: number) =>
  nfoAt(item, item.show.seasonNfos.find((nfo) => nfo.season === season)?.file.path);

function draftSeason({ seriesId, seasonNumber, item }: { seriesId: number; seasonNumber: number; item: SavedShow }) {
  const entity = nfoOfSeason(item, seasonNumber)?.entity;
  const show = nfoAt(item, item.show.nfo?.path)?.entity;
  const name = show?.namedSeasons.find((season) => season.number === seasonNumber)?.name;
  const fromNfo = { ...(name ? { title: name } : {}), ...(entity ? readSeasonValues(entity) : {}) };
  const locks = entity ? readLocks(entity, seasonLocks) : [];
  return {
    fromNfo,
    row: { seriesId, seasonNumber, ...fromNfo, ...Object.fromEntries(locks.map((lock) => [lock, true])) },
  };
}

async function importSeasonNfos(
  tx: Tx,
  params: { jobId: number | null; rows: (typeof seasons.$inferSelect)[]; told: Told[] },
): Promise<void> {
  const said = await listSaid(tx, { entityType: "season", items: params.told });
  for (const { entityId, told } of params.told) {
    const row = params.rows.find(({ id }) => id === entityId);
    if (!row || !told.entity) continue;
    const before = said.get(entityId)?.entity;
    const changes = changesOf({
      row,
      values: readSeasonValues(told.entity),
      said: before ? readSeasonValues(before) : {},
      locks: seasonLocks,
    });
    if (changes.length === 0) continue;
    const columns = Object.fromEntries(changes.map(({ field, newValue }) => [field, newValue]));
    await tx
      .update(seasons)
      .set({ ...columns, version: row.version + 1, updatedAt: new Date() })
      .where(eq(seasons.id, entityId));
    await recordChanges(tx, { entityType: "season", jobId: params.jobId }, [{ entityId, changes }]);
  }
}
