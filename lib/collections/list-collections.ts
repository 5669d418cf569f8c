import { and, count, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { cursorValues, type KeysetPosition, readCursor, writeCursor } from "#db/keyset.ts";
import { cacheImageFiles, collectionFilms, collections, movies } from "#db/schema/index.ts";
import { foldText, searchWords } from "#lib/fold-text.ts";
import { sortKeyOf, sortTitleOf } from "#lib/sort-key.ts";
import { listMergedAway } from "./merged-away.ts";
import type { CollectionFilter, CollectionSort } from "./vocabulary.ts";

/** A set as a card shows it. */
export type CollectionCard = {
  collectionId: number;
  name: string;
  posterHash: string | null;
  posterThumbhash: string | null;
  /** Films of the set that are in Metarr; two copies of a film count once. */
  owned: number;
  /** Films that the provider lists for it and that are nowhere in Metarr. */
  missing: number;
  /** Made or named by a person, and unknown to the provider. */
  isOwn: boolean;
};

type Wanted = { search?: string | undefined; filter?: CollectionFilter | undefined; sort?: CollectionSort };
type Page = Wanted & { cursor?: string | undefined; limit?: number };

/**
 * A page of sets in order: those with a film in Metarr, and own ones. A library has a set for every dozen films at most,
 * so all are counted in three queries, and folded, filtered and sorted here: the same on both engines.
 * Throws AppError invalid for a foreign cursor.
 */
export async function listCollections(
  db: Db,
  { sort = "name", cursor, limit = 60, ...wanted }: Page = {},
): Promise<{ collections: CollectionCard[]; total: number; nextCursor: string | null }> {
  const order = { by: sort, descending: sort === "missing" };
  const value = sort === "name" ? cursorValues.text : cursorValues.whole;
  const after = cursor === undefined ? undefined : readCursor(cursor, order, value);
  const cards = (await readAll(db, wanted))
    .map((card) => ({ card, at: positionOf(card, sort) }))
    .toSorted((a, b) => compare(a.at, b.at, order.descending));
  const rest = after ? cards.filter(({ at }) => compare(at, after, order.descending) > 0) : cards;
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    collections: page.map(({ card: { sortTitle: _sortTitle, ...card } }) => card),
    total: cards.length,
    nextCursor: last && rest.length > limit ? writeCursor(order, last.at) : null,
  };
}

/** Sets a person may choose from, best known names first: those of `listCollections` without one. */
export async function searchCollections(
  db: Db,
  { text, without, limit = 20 }: { text: string; without?: number; limit?: number },
): Promise<CollectionCard[]> {
  const { collections: found } = await listCollections(db, { search: text, limit: limit + 1 });
  return found.filter(({ collectionId }) => collectionId !== without).slice(0, limit);
}

type Row = CollectionCard & { sortTitle: string | null };

async function readAll(db: Db, { search, filter }: Wanted): Promise<Row[]> {
  const rows = await db
    .select({
      collectionId: collections.id,
      name: collections.name,
      sortTitle: collections.sortTitle,
      tmdbId: collections.tmdbId,
      nameLocked: collections.nameLocked,
      posterHash: cacheImageFiles.fileHash,
      posterThumbhash: cacheImageFiles.thumbhash,
    })
    .from(collections)
    .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, collections.posterId));
  const owned = await countOwned(db);
  const { missing, listed } = await countMissing(db);
  const gone = await listMergedAway(
    db,
    rows.map(({ collectionId, ...set }) => ({ ...set, id: collectionId })),
  );
  const words = searchWords(search);
  return rows.flatMap(({ tmdbId, nameLocked, ...row }) => {
    const { collectionId, name } = row;
    const isOwn = tmdbId === null && nameLocked;
    const card = { ...row, isOwn, owned: owned.get(collectionId) ?? 0, missing: missing.get(collectionId) ?? 0 };
    if (gone.has(collectionId) || (card.owned === 0 && !isOwn)) return [];
    if (words && (words.length === 0 || !words.every((word) => foldText(name).includes(word)))) return [];
    return filter === undefined || isOf(filter, card, listed.has(collectionId)) ? [card] : [];
  });
}

/** A set of which nobody says what belongs to it is neither complete nor incomplete. */
function isOf(filter: CollectionFilter, { isOwn, missing }: Row, isListed: boolean): boolean {
  if (filter === "own") return isOwn;
  return isListed && (filter === "complete") === (missing === 0);
}

async function countOwned(db: Db): Promise<ReadonlyMap<number, number>> {
  const films = sql<number>`count(distinct coalesce(${movies.tmdbId}, -${movies.id}))`.mapWith(Number);
  const rows = await db
    .select({ collectionId: movies.collectionId, films })
    .from(movies)
    .where(and(isNotNull(movies.collectionId), isNull(movies.deletedAt)))
    .groupBy(movies.collectionId);
  return new Map(rows.flatMap((row) => (row.collectionId === null ? [] : [[row.collectionId, row.films]])));
}

async function countMissing(db: Db) {
  const rows = await db
    .select({
      collectionId: collectionFilms.collectionId,
      films: count(),
      present:
        sql<number>`count(distinct case when ${movies.id} is null then null else ${collectionFilms.id} end)`.mapWith(
          Number,
        ),
      all: sql<number>`count(distinct ${collectionFilms.id})`.mapWith(Number),
    })
    .from(collectionFilms)
    .leftJoin(movies, and(eq(movies.tmdbId, collectionFilms.tmdbId), isNull(movies.deletedAt)))
    .groupBy(collectionFilms.collectionId);
  return {
    missing: new Map(rows.map(({ collectionId, all, present }) => [collectionId, all - present])),
    listed: new Set(rows.map(({ collectionId }) => collectionId)),
  };
}

const positionOf = ({ collectionId, name, sortTitle, missing }: Row, sort: CollectionSort): KeysetPosition => ({
  id: collectionId,
  value: sort === "name" ? sortKeyOf(sortTitle ?? sortTitleOf(name)) : missing,
});

/** As a database would compare them: byte by byte. */
function compare(a: KeysetPosition, b: KeysetPosition, descending: boolean): number {
  const [x, y] = [a.value ?? "", b.value ?? ""];
  const order = x === y ? a.id - b.id : x < y ? -1 : 1;
  return descending ? -order : order;
}
