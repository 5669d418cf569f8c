import { and, eq, getTableColumns, inArray, isNull, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Db, Tx } from "#db/client.ts";
import { collections, episodes, movies, seasons, series } from "#db/schema/index.ts";
import { together } from "#db/together.ts";
import { AppError } from "#lib/errors.ts";
import {
  type ArtworkType,
  episodeArtworkTypes,
  movieArtworkLocks,
  movieArtworkMirrors,
  movieArtworkTypes,
  seasonArtworkTypes,
  seriesArtworkTypes,
} from "./vocabulary.ts";

type ByType = Partial<Record<ArtworkType, string>>;
type Table = typeof movies | typeof series | typeof seasons | typeof episodes | typeof collections;
type Rules = {
  name: string;
  table: Table;
  /** The types that are chosen for it, in the order they are shown. */
  types: readonly ArtworkType[];
  /** The lock of each type. A type without one cannot be locked. */
  locks: ByType;
  /** The column that mirrors the cache file of the first chosen picture. */
  mirrors: ByType;
};

const seasonLocks = {
  poster: "posterLocked",
  fanart: "fanartLocked",
  banner: "bannerLocked",
  landscape: "landscapeLocked",
} as const satisfies ByType;

/** What pictures are chosen for. People have one portrait, which portrait.ts and portrait-offers.ts choose. */
const owners = {
  movie: {
    name: "film",
    table: movies,
    types: movieArtworkTypes,
    locks: movieArtworkLocks,
    mirrors: movieArtworkMirrors,
  },
  series: {
    name: "series",
    table: series,
    types: seriesArtworkTypes,
    locks: {
      ...seasonLocks,
      clearlogo: "logoLocked",
      clearart: "clearartLocked",
      keyart: "keyartLocked",
      characterart: "characterartLocked",
    },
    mirrors: { poster: "posterId", fanart: "fanartId", banner: "bannerId", clearlogo: "logoId" },
  },
  season: {
    name: "season",
    table: seasons,
    types: seasonArtworkTypes,
    locks: seasonLocks,
    mirrors: { poster: "posterId" },
  },
  episode: {
    name: "episode",
    table: episodes,
    types: episodeArtworkTypes,
    locks: { thumb: "thumbnailLocked" },
    mirrors: { thumb: "thumbnailId" },
  },
  collection: {
    name: "collection",
    table: collections,
    types: ["poster", "fanart", "clearlogo", "clearart", "discart", "banner", "landscape", "keyart"],
    locks: {
      poster: "posterLocked",
      fanart: "fanartLocked",
      clearlogo: "logoLocked",
      clearart: "clearartLocked",
      discart: "discartLocked",
      banner: "bannerLocked",
      landscape: "landscapeLocked",
      keyart: "keyartLocked",
    },
    mirrors: { poster: "posterId", fanart: "fanartId" },
  },
} as const satisfies Record<string, Rules>;

export type ChoosingOwner = { entityType: keyof typeof owners; entityId: number };

/** Their types, in the words of the data model. */
export const choosingOwners = [
  "movie",
  "series",
  "season",
  "episode",
  "collection",
] as const satisfies readonly ChoosingOwner["entityType"][];

/** What is known of an owner inside the transaction that is about to change it. */
export type OwnerState = {
  version: number;
  isLocked(type: ArtworkType): boolean;
  /** The mirrored cache file of each type that has a mirror, with its column. */
  mirrors: { type: ArtworkType; column: string; cacheFileId: number | null }[];
};

export const ownerRules = (entityType: ChoosingOwner["entityType"]): Rules => owners[entityType];

/** The columns behind an OwnerState. A film has a hundred others, and this is read several times for each. */
function columnsOf({ table, locks, mirrors }: Rules) {
  const all: Record<string, PgColumn> = getTableColumns(table);
  const names = new Set([...Object.values(locks), ...Object.values(mirrors)]);
  const picked = Object.entries(all).filter(([name]) => names.has(name));
  return { ...Object.fromEntries(picked), id: table.id, version: table.version };
}

/** Throws not_found when the owner is gone. */
export async function getOwner(db: Db, owner: ChoosingOwner): Promise<OwnerState> {
  const { entityType, entityId } = owner;
  const [row] = await listOwners(db, entityType, [entityId]);
  return stateOf(row, owner);
}

/** The same for one of several owners that are looked at in this transaction at the same time. */
export async function getOwnerTogether(tx: Tx, owner: ChoosingOwner): Promise<OwnerState> {
  const { entityType, entityId } = owner;
  const row = await together(tx, `artwork owner ${entityType}`, entityId, async (ids) => {
    const rows = new Map((await listOwners(tx, entityType, ids)).map((each) => [each.id, each]));
    return ids.map((each) => rows.get(each));
  });
  return stateOf(row, owner);
}

function listOwners(db: Db, entityType: ChoosingOwner["entityType"], ids: readonly number[]) {
  const rules = ownerRules(entityType);
  return db
    .select(columnsOf(rules))
    .from(rules.table)
    .where(inArray(rules.table.id, [...ids]));
}

function stateOf(row: { version: number } | undefined, { entityType, entityId }: ChoosingOwner): OwnerState {
  const { name, types, locks, mirrors } = ownerRules(entityType);
  if (!row) throw new AppError("not_found", `There is no ${name} ${entityId}.`);
  const read = (column: string | undefined): unknown => (column === undefined ? undefined : Reflect.get(row, column));
  return {
    version: row.version,
    isLocked: (type) => read(locks[type]) === true,
    mirrors: types.flatMap((type) => {
      const column = mirrors[type];
      const value = read(column);
      return column === undefined ? [] : [{ type, column, cacheFileId: typeof value === "number" ? value : null }];
    }),
  };
}

/** Writes columns of an owner and adds to its version. Pictures of a set lie beside its films: those change too. */
export async function changeOwner(
  tx: Tx,
  { entityType, entityId }: ChoosingOwner,
  params: { version: number; columns: Record<string, number | null> },
): Promise<void> {
  const { table } = ownerRules(entityType);
  await tx
    .update(table)
    .set({ ...params.columns, version: params.version + 1, updatedAt: new Date() })
    .where(eq(table.id, entityId));
  if (entityType !== "collection") return;
  await tx
    .update(movies)
    .set({ version: sql`${movies.version} + 1`, updatedAt: new Date() })
    .where(and(eq(movies.collectionId, entityId), isNull(movies.deletedAt)));
}

/** The cache files that these owners show: what their mirror columns hold. */
export async function listMirrored(
  db: Db,
  entityType: ChoosingOwner["entityType"],
  entityIds: readonly number[],
): Promise<Set<number>> {
  const states = [...(await listOwnerStates(db, entityType, entityIds)).values()];
  return new Set(states.flatMap(({ mirrors }) => mirrors.flatMap(({ cacheFileId }) => cacheFileId ?? [])));
}

/** The states of many owners of one kind, by their ids. */
export async function listOwnerStates(
  db: Db,
  entityType: ChoosingOwner["entityType"],
  entityIds: readonly number[],
): Promise<Map<number, OwnerState>> {
  const rows = await listOwners(db, entityType, entityIds);
  return new Map(rows.map((row) => [row.id, stateOf(row, { entityType, entityId: row.id })]));
}
