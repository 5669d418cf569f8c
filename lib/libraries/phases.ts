import { and, eq, inArray, isNotNull, isNull, or, type SQL } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { libraries, movies, series } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue, enqueueMany } from "#lib/jobs/enqueue.ts";
import type { Phase } from "#lib/jobs/run-phase.ts";

/** What a phase works on: a whole library, one film or one series. */
export type PhaseTarget = { libraryId: number } | { movieId: number } | { seriesId: number };

export type EnqueuePhase = {
  phase: Phase;
  target: PhaseTarget;
  runId?: string | null;
  createdBy?: number | null;
  /** Only items that wait for this phase; otherwise every one it can be done for again. */
  onlyDue?: boolean;
  /** A scan only: how it goes beyond the usual. */
  scan?: { confirmed?: boolean };
};

/** Items a library job may touch: there, not removed, and not left alone by a person. */
const active = (table: Table): (SQL | undefined)[] => [
  eq(table.monitored, true),
  isNull(table.missingAt),
  isNull(table.deletedAt),
];

/**
 * Hands one phase to the workers, for a library, a film or a series. One asked for by itself is worked on even when automation
 * leaves it alone. Returns how many jobs that are.
 */
export async function enqueuePhase(db: Db, params: EnqueuePhase): Promise<number> {
  const { phase, target, runId = null, createdBy = null } = params;
  const options = { runId, createdBy };
  return transaction(db, async (tx) => {
    const libraryId = await libraryOf(tx, target);
    if (phase === "scan") {
      await enqueue(tx, "library.scan", { libraryId, ...params.scan }, options);
      return 1;
    }
    if (phase === "publish") {
      if ("libraryId" in target) await enqueue(tx, "library.publish", target, options);
      else if ("movieId" in target) await enqueue(tx, "movie.publish", target, options);
      else await enqueue(tx, "series.publish", target, options);
      return 1;
    }
    const { movieIds, seriesIds } = await listTargets(tx, { ...params, phase, libraryId });
    const films = movieIds.map((movieId) => ({ movieId }));
    const shows = seriesIds.map((seriesId) => ({ seriesId }));
    if (films.length > 0) await enqueueMany(tx, `movie.${phase}`, films, options);
    if (shows.length > 0) await enqueueMany(tx, `series.${phase}`, shows, options);
    return films.length + shows.length;
  });
}

type Listing = { phase: "identify" | "enrich"; libraryId: number; target: PhaseTarget; onlyDue?: boolean };

/** One film or series, or those of a whole library. */
async function listTargets(
  tx: Tx,
  { target, ...listing }: Listing,
): Promise<{ movieIds: number[]; seriesIds: number[] }> {
  if ("movieId" in target) return { movieIds: [target.movieId], seriesIds: [] };
  if ("seriesId" in target) return { movieIds: [], seriesIds: [target.seriesId] };
  return { movieIds: await listDue(tx, movies, listing), seriesIds: await listDue(tx, series, listing) };
}

async function libraryOf(tx: Tx, target: PhaseTarget): Promise<number> {
  if ("libraryId" in target) return target.libraryId;
  const [found] =
    "movieId" in target
      ? await tx.select({ libraryId: movies.libraryId }).from(movies).where(eq(movies.id, target.movieId))
      : await tx.select({ libraryId: series.libraryId }).from(series).where(eq(series.id, target.seriesId));
  if (found) return found.libraryId;
  throw new AppError(
    "not_found",
    "movieId" in target ? `There is no film ${target.movieId}.` : `There is no series ${target.seriesId}.`,
  );
}

type Table = typeof movies | typeof series;

async function listDue(
  tx: Tx,
  table: Table,
  { libraryId, phase, onlyDue = false }: Omit<Listing, "target">,
): Promise<number[]> {
  const due = phase === "identify" ? undecided(table, onlyDue) : identified(table, onlyDue);
  const rows = await tx
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.libraryId, libraryId), ...active(table), due));
  return rows.map((row) => row.id);
}

/** Those nobody could tell yet; not those of which a person said that no database has them. */
const undecided = (table: Table, onlyDue: boolean): SQL | undefined =>
  and(
    inArray(table.identificationStatus, onlyDue ? ["discovered"] : ["discovered", "needs_identification"]),
    eq(table.unlisted, false),
  );

const identified = (table: Table, onlyDue: boolean): SQL | undefined =>
  and(
    // A series may be known by TVmaze alone, whose id lies in another table: being identified says enough.
    onlyDue
      ? eq(table.identificationStatus, "identified")
      : or(
          isNotNull(table.tmdbId),
          table === series ? isNotNull(table.tvdbId) : undefined,
          inArray(table.identificationStatus, ["identified", "enriched"]),
        ),
    eq(table.unlisted, false),
  );

/** A library by its number or its name, as people type it. Throws not_found, and invalid when several have the name. */
export async function findLibraryByWord(db: Db, word: string): Promise<typeof libraries.$inferSelect> {
  const rows = await db.select().from(libraries).where(isNull(libraries.deletedAt));
  const named = rows.filter((row) => row.name.toLowerCase() === word.toLowerCase());
  const found = rows.find((row) => String(row.id) === word) ?? named[0];
  if (found && named.length > 1 && String(found.id) !== word) {
    const ids = named.map((row) => row.id).join(", ");
    throw new AppError("invalid", `${named.length} libraries are called ${word}. Say which by its number: ${ids}.`);
  }
  if (!found) throw new AppError("not_found", `There is no library ${word}. See metarr library list.`);
  return found;
}
