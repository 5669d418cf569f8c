import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { series } from "#db/schema/index.ts";
import { readNfoIds } from "#lib/files/nfo/meaning.ts";
import type { NfoEntity } from "#lib/files/nfo/types.ts";
import { insertRatings } from "#lib/ratings/insert-ratings.ts";
import { readLocks, readSeriesValues, seriesLocks } from "#lib/series/read-nfo.ts";
import { writeSeriesLists } from "#lib/series/write-lists.ts";
import { titleColumns } from "#lib/sort-key.ts";
import { followShowNames } from "./follow-names.ts";
import { importShowNfos, splitLists } from "./import-show-nfos.ts";
import { insertShowCast } from "./nfo-people.ts";
import { recordFirstValues } from "./nfo-records.ts";
import { placeShows } from "./place-shows.ts";
import { type FoundShow, nfoAt, type SavedShow, type ShowContext } from "./show-batch.ts";

/** Adds new shows, moves those whose folder moved, and takes over what their NFO says. */
export async function saveShows(tx: Tx, context: ShowContext, found: FoundShow[]): Promise<SavedShow[]> {
  await placeShows(tx, context, found);
  await followShowNames(tx, context, found);
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

async function insertShows(tx: Tx, { library, jobId }: ShowContext, fresh: FoundShow[]): Promise<Map<string, number>> {
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
    items.map(({ entityId, lists }) => ({ seriesId: entityId, lists })),
  );
  await insertShowCast(
    tx,
    items.map(({ entityId, entity }) => ({ seriesId: entityId, actors: entity?.actors ?? [] })),
  );
  await insertRatings(tx, {
    entityType: "series",
    items: items.map(({ entityId, entity }) => ({ entityId, ratings: entity?.ratings ?? [] })),
  });
  await recordFirstValues(tx, { entityType: "series", jobId }, items);
  return idOf;
}
