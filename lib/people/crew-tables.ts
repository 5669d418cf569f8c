import { and, eq, inArray, or } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { episodeCrew, movieCrew, seriesCrew } from "#db/schema/index.ts";
import type { CastOwner } from "./cast-tables.ts";

/** One job of one person in one film, series or episode. */
export type CrewCredit = {
  ownerId: number;
  crewId: number;
  job: string;
  department: string | null;
  sortOrder: number | null;
};

/** How the crew of one kind of owner is read and written, for any number of owners at once. */
export type CrewTable = {
  read(tx: Tx, ownerIds: number[]): Promise<CrewCredit[]>;
  /** Adds rows; department and place of those that are there are written over. */
  save(tx: Tx, rows: readonly CrewCredit[]): Promise<unknown>;
  remove(tx: Tx, rows: readonly CrewCredit[]): Promise<unknown>;
};

type Table = typeof movieCrew | typeof seriesCrew | typeof episodeCrew;
type OwnerColumn = typeof movieCrew.movieId | typeof seriesCrew.seriesId | typeof episodeCrew.episodeId;

const update = ["department", "sortOrder"] as const;

/** Conditions joined by "or" in one statement: SQLite takes expressions 1,000 deep. */
const rowsPerDelete = 200;

const common = (table: Table, owner: OwnerColumn): Pick<CrewTable, "read" | "remove"> => ({
  read: (tx, ownerIds) =>
    tx
      .select({
        ownerId: owner,
        crewId: table.crewId,
        job: table.job,
        department: table.department,
        sortOrder: table.sortOrder,
      })
      .from(table)
      .where(inArray(owner, ownerIds)),
  remove: async (tx, rows) => {
    const each = rows.map(({ ownerId, crewId, job }) =>
      and(eq(owner, ownerId), eq(table.crewId, crewId), eq(table.job, job)),
    );
    for (let start = 0; start < each.length; start += rowsPerDelete) {
      await tx.delete(table).where(or(...each.slice(start, start + rowsPerDelete)));
    }
  },
});

export const crewTables: Record<CastOwner, CrewTable> = {
  movie: {
    ...common(movieCrew, movieCrew.movieId),
    save: (tx, rows) =>
      bulkInsert(
        tx,
        movieCrew,
        rows.map(({ ownerId, ...row }) => ({ movieId: ownerId, ...row })),
        { onConflict: { target: ["movieId", "crewId", "job"], update } },
      ),
  },
  series: {
    ...common(seriesCrew, seriesCrew.seriesId),
    save: (tx, rows) =>
      bulkInsert(
        tx,
        seriesCrew,
        rows.map(({ ownerId, ...row }) => ({ seriesId: ownerId, ...row })),
        { onConflict: { target: ["seriesId", "crewId", "job"], update } },
      ),
  },
  episode: {
    ...common(episodeCrew, episodeCrew.episodeId),
    save: (tx, rows) =>
      bulkInsert(
        tx,
        episodeCrew,
        rows.map(({ ownerId, ...row }) => ({ episodeId: ownerId, ...row })),
        { onConflict: { target: ["episodeId", "crewId", "job"], update } },
      ),
  },
};
