import { eq, inArray } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { series, seriesActors } from "#db/schema/index.ts";
import { readNfoIds } from "#lib/files/nfo/meaning.ts";
import type { NfoEntity } from "#lib/files/nfo/types.ts";
import { sortTitleOf, titleColumns } from "#lib/movies/sort-key.ts";
import { upsertActors } from "#lib/people/upsert-people.ts";
import { type NfoSeriesValues, readLocks, readSeriesValues, seriesLocks } from "#lib/series/read-nfo.ts";
import { writeSeriesLists } from "#lib/series/write-lists.ts";
import { insertRatings } from "../insert-ratings.ts";
import { castOfNfo } from "../nfo-cast.ts";
import type { ScanContext } from "../scan-context.ts";
import { changesOf, listSaid, recordChanges, recordFirstValues, recordNfos, type Told } from "./nfo-records.ts";
import { placeShows } from "./place-shows.ts";
import { type FoundShow, nfoAt, type SavedShow } from "./show-batch.ts";

/** Adds new shows, moves those whose folder moved, and takes over what their NFO says. */
export async function saveShows(tx: Tx, context: ScanContext, found: FoundShow[]): Promise<SavedShow[]> {
  await placeShows(tx, context, found);
  const idOf = await insertShows(
    tx,
    context,
    found.filter((item) => item.known === null),
  );
  const saved = found.map((item): SavedShow => {
    const seriesId = item.known?.seriesId ?? idOf.get(item.show.directoryPath);
    if (seriesId === undefined) throw new Error(`The series ${item.show.directoryPath} was not kept.`);
    return { ...item, seriesId, isNew: item.known === null };
  });
  await importShowNfos(tx, context, saved);
  return saved;
}

const entityOf = (item: FoundShow): NfoEntity | null => nfoAt(item, item.show.nfo?.path)?.entity ?? null;

/** The lists live in tables of their own. */
function splitLists({ genres, studios, countries, tags, ...values }: NfoSeriesValues) {
  return { values, lists: { ...{ genres, studios, countries, tags } } };
}

async function insertShows(tx: Tx, { library, jobId }: ScanContext, fresh: FoundShow[]): Promise<Map<string, number>> {
  const drafts = fresh.map((item) => {
    const entity = entityOf(item);
    const { title, year, ids, directoryPath } = item.show;
    const fromName = { title, ...(year === null ? {} : { year }) };
    const fromNfo = entity ? readSeriesValues(entity, library.region) : {};
    const { values, lists } = splitLists(fromNfo);
    const merged = { ...fromName, ...values };
    const isNamed = ids.tmdb !== null || ids.imdb !== null || ids.tvdb !== null;
    const named = { tmdbId: ids.tmdb, imdbId: ids.imdb, tvdbId: ids.tvdb };
    const locks = entity ? readLocks(entity, seriesLocks) : [];
    const titles = { title: merged.title, originalTitle: values.originalTitle, sortTitle: values.sortTitle };
    return {
      entity,
      fromName,
      fromNfo,
      lists,
      row: {
        libraryId: library.id,
        directoryPath,
        ...merged,
        ...titleColumns({
          ...titles,
          originalTitle: titles.originalTitle ?? null,
          sortTitle: titles.sortTitle ?? null,
        }),
        // Ids in names win over those in the NFO: people put them there to be obeyed.
        ...(isNamed || !entity ? named : readNfoIds(entity)),
        ...Object.fromEntries(locks.map((lock) => [lock, true])),
        lastScannedAt: new Date(),
      },
    };
  });
  const rows = drafts.map(({ row }) => row);
  const made = await bulkInsert(tx, series, rows, { returning: ["id", "directoryPath"] });
  const idOf = new Map(made.map((row) => [row.directoryPath, row.id]));
  const items = drafts.map((draft) => ({ ...draft, entityId: idOf.get(draft.row.directoryPath) ?? 0 }));
  await writeSeriesLists(
    tx,
    items.map(({ entityId, lists }) => ({ seriesId: entityId, lists: withoutAbsent(lists) })),
  );
  await insertCast(
    tx,
    items.map(({ entityId, entity }) => ({ seriesId: entityId, entity })),
  );
  await insertRatings(tx, {
    entityType: "series",
    items: items.map(({ entityId, entity }) => ({ entityId, ratings: entity?.ratings ?? [] })),
  });
  await recordFirstValues(tx, { entityType: "series", jobId }, items);
  return idOf;
}

function withoutAbsent<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

async function insertCast(tx: Tx, shows: { seriesId: number; entity: NfoEntity | null }[]): Promise<void> {
  const cast = shows.flatMap(({ seriesId, entity }) =>
    castOfNfo(entity?.actors ?? []).map((row) => ({ seriesId, ...row })),
  );
  if (cast.length === 0) return;
  const person = ({ name, imageUrl }: (typeof cast)[number]) => ({ name, tmdbId: null, imageUrl });
  const idOf = await upsertActors(tx, cast.map(person));
  await bulkInsert(
    tx,
    seriesActors,
    cast.map((row) => ({ seriesId: row.seriesId, actorId: idOf(person(row)), role: row.role, actorOrder: row.order })),
    { onConflict: "ignore" },
  );
}

/** Records the tvshow.nfo of every show, and takes over what it changed in those that were known. */
async function importShowNfos(tx: Tx, { library, jobId }: ScanContext, saved: SavedShow[]): Promise<void> {
  const told = saved.flatMap((item): (Told & { item: SavedShow })[] => {
    const nfo = nfoAt(item, item.show.nfo?.path);
    return nfo ? [{ entityId: item.seriesId, told: nfo, item }] : [];
  });
  if (told.length === 0) return;
  const known = told.filter(({ item }) => !item.isNew);
  const said = await listSaid(tx, { entityType: "series", items: known });
  const ids = known.map(({ entityId }) => entityId);
  const rows = ids.length === 0 ? [] : await tx.select().from(series).where(inArray(series.id, ids));
  for (const row of rows) {
    const now = known.find(({ entityId }) => entityId === row.id)?.told.entity;
    const before = said.get(row.id);
    if (!now) continue;
    const values = readSeriesValues(now, library.region);
    const was = before?.entity ? readSeriesValues(before.entity, library.region) : {};
    const changes = changesOf({ row, values, said: was, locks: seriesLocks });
    if (changes.length === 0) continue;
    const changed = Object.fromEntries(changes.map(({ field, newValue }) => [field, newValue])) as NfoSeriesValues;
    const { values: columns, lists } = splitLists(changed);
    // A sort title that was made from the title follows it.
    const sortTitle = row.sortTitle === sortTitleOf(row.title) ? null : row.sortTitle;
    const titles = { title: row.title, originalTitle: row.originalTitle, sortTitle, ...columns };
    const derived = "title" in columns || "originalTitle" in columns || "sortTitle" in columns;
    await tx
      .update(series)
      .set({ ...columns, ...(derived ? titleColumns(titles) : {}), version: row.version + 1, updatedAt: new Date() })
      .where(eq(series.id, row.id));
    await writeSeriesLists(tx, [{ seriesId: row.id, lists: withoutAbsent(lists) }]);
    await recordChanges(tx, { entityType: "series", jobId }, [{ entityId: row.id, changes }]);
  }
  await recordNfos(tx, { entityType: "series", items: told });
}
