import { and, eq, inArray, or } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Db, Tx } from "#db/client.ts";
import { actors, episodeActors, movieActors, seriesActors } from "#db/schema/index.ts";
import type { CastRow } from "./plan-cast.ts";

/** Whose cast it is. */
export type CastOwner = "movie" | "series" | "episode";

/** One credit of one film, series or episode, with the person's name. */
export type PresentCredit = CastRow & {
  ownerId: number;
  name: string;
  nameNormalized: string;
  tmdbId: number | null;
};

type Place = { ownerId: number; id: number };
export type NewCredit = { ownerId: number; actorId: number; role: string | null; actorOrder: number | null };

/** How the cast of one kind of owner is read and written, for any number of owners at once. */
export type CastTable = {
  read(db: Db, ownerIds: number[]): Promise<PresentCredit[]>;
  insert(tx: Tx, rows: readonly NewCredit[]): Promise<unknown>;
  update(tx: Tx, rows: readonly (Place & Pick<CastRow, "role" | "actorOrder">)[]): Promise<unknown>;
  /** Gives credits to other people. */
  move(tx: Tx, rows: readonly (Place & { actorId: number })[]): Promise<unknown>;
  remove(tx: Tx, rows: readonly Place[]): Promise<unknown>;
};

const person = { name: actors.name, nameNormalized: actors.nameNormalized, tmdbId: actors.tmdbId };

/** Of films and of series: rows with an id of their own, locks and people taken out. */
const withLocks = (table: typeof movieActors | typeof seriesActors): Omit<CastTable, "read" | "insert"> => ({
  update: (tx, rows) =>
    bulkUpdate(
      tx,
      table,
      rows.map(({ id, role, actorOrder }) => ({ id, role, actorOrder })),
    ),
  move: (tx, rows) =>
    bulkUpdate(
      tx,
      table,
      rows.map(({ id, actorId }) => ({ id, actorId })),
    ),
  remove: (tx, rows) =>
    tx.delete(table).where(
      inArray(
        table.id,
        rows.map(({ id }) => id),
      ),
    ),
});

export const castTables: Record<CastOwner, CastTable> = {
  movie: {
    ...withLocks(movieActors),
    read: (db, ownerIds) =>
      db
        .select({
          ownerId: movieActors.movieId,
          id: movieActors.id,
          actorId: movieActors.actorId,
          role: movieActors.role,
          actorOrder: movieActors.actorOrder,
          roleLocked: movieActors.roleLocked,
          removed: movieActors.removed,
          ...person,
        })
        .from(movieActors)
        .innerJoin(actors, eq(actors.id, movieActors.actorId))
        .where(inArray(movieActors.movieId, ownerIds)),
    insert: (tx, rows) =>
      bulkInsert(
        tx,
        movieActors,
        rows.map(({ ownerId, ...row }) => ({ movieId: ownerId, ...row })),
      ),
  },
  series: {
    ...withLocks(seriesActors),
    read: (db, ownerIds) =>
      db
        .select({
          ownerId: seriesActors.seriesId,
          id: seriesActors.id,
          actorId: seriesActors.actorId,
          role: seriesActors.role,
          actorOrder: seriesActors.actorOrder,
          roleLocked: seriesActors.roleLocked,
          removed: seriesActors.removed,
          ...person,
        })
        .from(seriesActors)
        .innerJoin(actors, eq(actors.id, seriesActors.actorId))
        .where(inArray(seriesActors.seriesId, ownerIds)),
    insert: (tx, rows) =>
      bulkInsert(
        tx,
        seriesActors,
        rows.map(({ ownerId, ...row }) => ({ seriesId: ownerId, ...row })),
      ),
  },
  // A row is known by its episode and its person: the person's id stands for the row's.
  episode: {
    read: async (db, ownerIds) => {
      const rows = await db
        .select({
          ownerId: episodeActors.episodeId,
          actorId: episodeActors.actorId,
          role: episodeActors.role,
          actorOrder: episodeActors.sortOrder,
          ...person,
        })
        .from(episodeActors)
        .innerJoin(actors, eq(actors.id, episodeActors.actorId))
        .where(inArray(episodeActors.episodeId, ownerIds));
      return rows.map((row) => ({ ...row, id: row.actorId, roleLocked: false, removed: false }));
    },
    insert: (tx, rows) => bulkInsert(tx, episodeActors, rows.map(asEpisodeRow)),
    update: (tx, rows) =>
      bulkUpdate(
        tx,
        episodeActors,
        rows.map(({ ownerId, id, role, actorOrder }) => ({
          episodeId: ownerId,
          actorId: id,
          role,
          sortOrder: actorOrder,
        })),
        { by: ["episodeId", "actorId"] },
      ),
    move: async (tx, rows) => {
      const before = await castTables.episode.read(
        tx,
        rows.map(({ ownerId }) => ownerId),
      );
      const credits = new Map(before.map((row) => [`${row.ownerId} ${row.id}`, row]));
      await castTables.episode.remove(tx, rows);
      const moved = rows.flatMap(({ ownerId, id, actorId }) => {
        const credit = credits.get(`${ownerId} ${id}`);
        return credit ? [{ ...credit, actorId }] : [];
      });
      await castTables.episode.insert(tx, moved);
    },
    remove: async (tx, rows) => {
      const byOwner = Map.groupBy(rows, ({ ownerId }) => ownerId);
      const each = [...byOwner].map(([ownerId, gone]) =>
        and(
          eq(episodeActors.episodeId, ownerId),
          inArray(
            episodeActors.actorId,
            gone.map(({ id }) => id),
          ),
        ),
      );
      for (let start = 0; start < each.length; start += episodesPerDelete) {
        await tx.delete(episodeActors).where(or(...each.slice(start, start + episodesPerDelete)));
      }
    },
  },
};

/** Conditions joined by "or" in one statement: SQLite takes expressions 1,000 deep. */
const episodesPerDelete = 100;

const asEpisodeRow = ({ ownerId, actorId, role, actorOrder }: NewCredit) => ({
  episodeId: ownerId,
  actorId,
  role,
  sortOrder: actorOrder,
});
