import { inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { series, seriesActors } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { updateRows } from "#lib/editing/update-rows.ts";
import type { NfoEntity } from "#lib/files/nfo/types.ts";
import { castOfNfo } from "#lib/people/nfo-cast.ts";
import { insertRatings } from "#lib/ratings/insert-ratings.ts";
import { type NfoSeriesValues, readSeriesValues, seriesLocks } from "#lib/series/read-nfo.ts";
import { type SeriesLists, writeSeriesLists } from "#lib/series/write-lists.ts";
import { followTitles } from "#lib/sort-key.ts";
import { listOwners, listRated } from "./list-owners.ts";
import { insertShowCast } from "./nfo-people.ts";
import { recordChanges, recordNfos, type Told } from "./nfo-records.ts";
import { takeOver } from "./nfo-takeover.ts";
import { nfoAt, type SavedShow, type ShowContext } from "./show-batch.ts";
import { type ToldNfos, tellNfos } from "./tell-nfos.ts";

type ToldShow = Told & { item: SavedShow };

/** The lists live in tables of their own. */
export function splitLists<T extends NfoSeriesValues>(given: T) {
  const { genres, studios, countries, tags, ...values } = given;
  const all = { genres, studios, countries, tags };
  const lists: SeriesLists = Object.fromEntries(Object.entries(all).filter(([, list]) => list !== undefined));
  return { values, lists };
}

/** Records the tvshow.nfo of every show, and takes over what it changed in those that were known. */
export async function importShowNfos(tx: Tx, context: ShowContext, saved: SavedShow[]): Promise<void> {
  const told = saved.flatMap((item): ToldShow[] => {
    const nfo = nfoAt(item, item.show.nfo?.path);
    return nfo ? [{ entityId: item.seriesId, told: nfo, item }] : [];
  });
  const { fresh, said, outside } = await tellNfos(tx, { entityType: "series", items: told, isThere: context.isThere });
  for (const { entityId } of outside) context.changedOutside?.add(entityId);
  const known = fresh.filter(({ item, told: { entity } }) => !item.isNew && entity !== null);
  if (known.length > 0) await takeOverShows(tx, context, { known, said });
  await recordNfos(tx, { entityType: "series", items: fresh });
}

async function takeOverShows(
  tx: Tx,
  { library, jobId }: ShowContext,
  { known, said }: { known: ToldShow[]; said: ToldNfos<Told>["said"] },
): Promise<void> {
  const toldOf = new Map(known.map((each) => [each.entityId, each]));
  const ids = [...toldOf.keys()];
  const rows = await inChunks(ids, (chunk) => tx.select().from(series).where(inArray(series.id, chunk)));
  const withCast = await listOwners(tx, { owner: seriesActors.seriesId, ids });
  const rated = await listRated(tx, { entityType: "series", ids });
  const taken = rows.flatMap((row) => {
    const each = toldOf.get(row.id);
    const now = each?.told.entity;
    if (!each || !now) return [];
    const { changes, columns } = takeOver({
      row,
      now,
      before: said.get(row.id) ?? null,
      read: (entity) => readSeriesValues(entity, library.region),
      locks: seriesLocks,
      takesIds: row.identificationStatus === "discovered" && !isNamed(each.item),
    });
    const actors = withCast.has(row.id) || row.actorsOrderLocked ? [] : now.actors;
    const ratings = rated.has(row.id) ? [] : now.ratings;
    const all = [...changes, ...castChange(actors)];
    if (all.length + Object.keys(columns).length + ratings.length === 0) return [];
    return [{ entityId: row.id, row, ...splitLists(columns), actors, ratings, changes: all }];
  });
  await updateRows(
    tx,
    series,
    taken.map(({ row, values }) => ({
      id: row.id,
      ...values,
      ...followTitles(row, values),
      version: row.version + 1,
      updatedAt: new Date(),
    })),
  );
  await writeSeriesLists(
    tx,
    taken.map(({ entityId, lists }) => ({ seriesId: entityId, lists })),
  );
  await insertShowCast(
    tx,
    taken.map(({ entityId, actors }) => ({ seriesId: entityId, actors })),
  );
  await insertRatings(tx, { entityType: "series", items: taken });
  await recordChanges(tx, { entityType: "series", source: "nfo", jobId }, taken);
}

/** Ids in names win over those in the NFO: people put them there to be obeyed. */
const isNamed = ({ show: { ids } }: SavedShow): boolean => ids.tmdb !== null || ids.imdb !== null || ids.tvdb !== null;

/** The cast is a list like any other: its history says who gave it. */
export function castChange(actors: NfoEntity["actors"]) {
  const newValue = castOfNfo(actors).map(({ name }) => name);
  return newValue.length === 0 ? [] : [{ field: "cast", oldValue: null, newValue }];
}
