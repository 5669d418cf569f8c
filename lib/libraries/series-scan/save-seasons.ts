import { inArray } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { seasons } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { readNfoIds } from "#lib/files/nfo/meaning.ts";
import { readLocks, readSeasonValues, seasonLocks } from "#lib/series/read-nfo.ts";
import { importSeasonNfos } from "./import-season-nfos.ts";
import { recordFirstValues, type Told } from "./nfo-records.ts";
import { nameInShowNfo, nfoAt, type SavedShow, type ShowContext } from "./show-batch.ts";

/** Finds the row of a season that was saved. */
export type SeasonLookup = (seriesId: number, seasonNumber: number) => number;

const keyOf = (seriesId: number, seasonNumber: number) => `${seriesId}:${seasonNumber}`;

/** Adds the seasons that the episodes of these shows need, and takes over what season.nfo and tvshow.nfo say of them. */
export async function saveSeasons(tx: Tx, context: ShowContext, shows: SavedShow[]): Promise<SeasonLookup> {
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
    { entityType: "season", jobId: context.jobId },
    drafts.map(({ row, fromNfo }) => ({ entityId: find(row.seriesId, row.seasonNumber), fromName: {}, fromNfo })),
  );
  const told = wanted.flatMap(({ seriesId, seasonNumber, item }): Told[] => {
    const nfo = nfoOfSeason(item, seasonNumber);
    return nfo ? [{ entityId: find(seriesId, seasonNumber), told: nfo }] : [];
  });
  await importSeasonNfos(tx, context, { shows, known, told });
  return find;
}

const listSeasons = (tx: Tx, seriesIds: number[]) =>
  inChunks(seriesIds, (chunk) => tx.select().from(seasons).where(inArray(seasons.seriesId, chunk)));

const nfoOfSeason = (item: SavedShow, season: number) =>
  nfoAt(item, item.show.seasonNfos.find((nfo) => nfo.season === season)?.file.path);

function draftSeason({ seriesId, seasonNumber, item }: { seriesId: number; seasonNumber: number; item: SavedShow }) {
  const entity = nfoOfSeason(item, seasonNumber)?.entity;
  const name = nameInShowNfo(item, seasonNumber);
  const fromNfo = { ...(name ? { title: name } : {}), ...(entity ? readSeasonValues(entity) : {}) };
  const locks = entity ? readLocks(entity, seasonLocks) : [];
  return {
    fromNfo,
    row: {
      seriesId,
      seasonNumber,
      ...fromNfo,
      ...(entity ? readNfoIds(entity) : {}),
      ...Object.fromEntries(locks.map((lock) => [lock, true])),
    },
  };
}
