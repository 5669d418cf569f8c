import { and, asc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodes, libraries, movies, seasons, series } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import type { ChoosingOwner } from "./owners.ts";

type Kind = ChoosingOwner["entityType"];

/** What the artwork of a library is chosen by. */
export type ChoosingLibrary = Pick<typeof libraries.$inferSelect, "artwork" | "language" | "existing">;
/** One kind of owners with what is chosen for them by one library. */
export type OwnersOfKind = {
  entityType: Kind;
  library: ChoosingLibrary;
  owners: Chooses[];
};
type Chooses = {
  entityId: number;
  originalLanguage: string | null;
  /** Automation leaves it alone: not monitored, or in a library that does nothing by itself. */
  isLeftAlone?: boolean;
};

/** The kinds of owners a library has, in the order they are gone through. */
const kindsOf = { movie: ["movie", "collection"], tv: ["series", "season", "episode"] } as const satisfies Record<
  string,
  readonly Kind[]
>;

export const choosingKinds = ["movie", "collection", "series", "season", "episode"] as const satisfies readonly Kind[];

/** Where a walk through a library goes on: after this owner. */
export type OwnerCursor = { entityType: Kind; entityId: number };

export type OwnerPage = OwnersOfKind & { next: OwnerCursor | null };

/**
 * The owners of pictures of a library, page by page: its films and sets, or its series with their seasons and episodes.
 * A set is in the library of its first film. Throws not_found.
 */
export async function listLibraryOwners(
  db: Db,
  params: { libraryId: number; after: OwnerCursor | null; limit: number },
): Promise<OwnerPage> {
  const { libraryId, after, limit } = params;
  const { artwork, language, existing, type, automation } = libraries;
  const columns = { artwork, language, existing, type, automation };
  const [row] = await db.select(columns).from(libraries).where(eq(libraries.id, libraryId));
  if (!row) throw new AppError("not_found", "This library is no longer in Metarr.");
  const { type: libraryType, automation: level, ...library } = row;
  const kinds: readonly Kind[] = libraryType === "tv" ? kindsOf.tv : kindsOf.movie;
  const entityType = after?.entityType ?? kinds[0] ?? "movie";
  const afterId = after?.entityId ?? 0;
  const found = await pages[entityType](db, { libraryId, afterId, limit });
  const owners = found.map(({ monitored, ...owner }) => ({ ...owner, isLeftAlone: !monitored || level === "manual" }));
  const last = owners.at(-1);
  const following = kinds[kinds.indexOf(entityType) + 1];
  const nextKind = following === undefined ? null : { entityType: following, entityId: 0 };
  const next = last && owners.length === limit ? { entityType, entityId: last.entityId } : nextKind;
  return { entityType, library, owners, next };
}

type Page = { libraryId: number; afterId: number; limit: number };
type Owners = PromiseLike<(Omit<Chooses, "isLeftAlone"> & { monitored: boolean })[]>;

const pages: Record<Kind, (db: Db, page: Page) => Owners> = {
  movie: (db, { libraryId, afterId, limit }) =>
    db
      .select({ entityId: movies.id, originalLanguage: movies.originalLanguage, monitored: movies.monitored })
      .from(movies)
      .where(and(eq(movies.libraryId, libraryId), gt(movies.id, afterId), isNull(movies.deletedAt)))
      .orderBy(asc(movies.id))
      .limit(limit),
  // The films of a set may be of any language.
  collection: async (db, { libraryId, afterId, limit }) => {
    const first = sql<number>`min(${movies.id})`;
    const rows = await db
      .select({ entityId: movies.collectionId, first })
      .from(movies)
      .where(and(gt(movies.collectionId, afterId), isNull(movies.deletedAt)))
      .groupBy(movies.collectionId)
      .having(inArray(first, db.select({ id: movies.id }).from(movies).where(eq(movies.libraryId, libraryId))))
      .orderBy(asc(movies.collectionId))
      .limit(limit);
    return rows.flatMap(({ entityId }) =>
      entityId === null ? [] : [{ entityId, originalLanguage: null, monitored: true }],
    );
  },
  series: (db, { libraryId, afterId, limit }) =>
    db
      .select({ entityId: series.id, originalLanguage: series.originalLanguage, monitored: series.monitored })
      .from(series)
      .where(and(eq(series.libraryId, libraryId), gt(series.id, afterId), isNull(series.deletedAt)))
      .orderBy(asc(series.id))
      .limit(limit),
  season: (db, page) => listOfSeries(db, seasons, page),
  episode: (db, page) => listOfSeries(db, episodes, page),
};

function listOfSeries(db: Db, table: typeof seasons | typeof episodes, { libraryId, afterId, limit }: Page): Owners {
  return db
    .select({ entityId: table.id, originalLanguage: series.originalLanguage, monitored: series.monitored })
    .from(table)
    .innerJoin(series, eq(series.id, table.seriesId))
    .where(
      and(eq(series.libraryId, libraryId), gt(table.id, afterId), isNull(table.deletedAt), isNull(series.deletedAt)),
    )
    .orderBy(asc(table.id))
    .limit(limit);
}

/** How many owners `listLibraryOwners` goes through in all, for progress. */
export async function countLibraryOwners(db: Db, libraryId: number): Promise<number> {
  const [films, shows, seasonCount, episodeCount] = await Promise.all([
    db.$count(movies, and(eq(movies.libraryId, libraryId), isNull(movies.deletedAt))),
    db.$count(series, and(eq(series.libraryId, libraryId), isNull(series.deletedAt))),
    countOfSeries(db, seasons, libraryId),
    countOfSeries(db, episodes, libraryId),
  ]);
  return films + shows + seasonCount + episodeCount;
}

function countOfSeries(db: Db, table: typeof seasons | typeof episodes, libraryId: number): Promise<number> {
  const shows = db
    .select({ id: series.id })
    .from(series)
    .where(and(eq(series.libraryId, libraryId), isNull(series.deletedAt)));
  return db.$count(table, and(inArray(table.seriesId, shows), isNull(table.deletedAt)));
}
