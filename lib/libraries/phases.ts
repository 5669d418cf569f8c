import { and, eq, inArray, isNotNull, isNull, type SQL } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { libraries, movies } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue, enqueueMany } from "#lib/jobs/enqueue.ts";
import type { Phase } from "#lib/jobs/run-phase.ts";

/** What a phase works on: a whole library or one film. */
export type PhaseTarget = { libraryId: number } | { movieId: number };

export type EnqueuePhase = {
  phase: Phase;
  target: PhaseTarget;
  runId?: string | null;
  createdBy?: number | null;
  /** Only films that wait for this phase; otherwise every film it can be done for again. */
  onlyDue?: boolean;
  /** A scan only: how it goes beyond the usual. */
  scan?: { confirmed?: boolean };
};

/** Films a library job may touch: there, not removed, and not left alone by a person. */
const active = (): (SQL | undefined)[] => [
  eq(movies.monitored, true),
  isNull(movies.missingAt),
  isNull(movies.deletedAt),
];

/**
 * Hands one phase to the workers, for a library or a film. A film asked for by name is worked on even when automation
 * leaves it alone. Returns how many jobs that are.
 */
export async function enqueuePhase(db: Db, params: EnqueuePhase): Promise<number> {
  const { phase, target, runId = null, createdBy = null } = params;
  const options = { runId, createdBy };
  return transaction(db, async (tx) => {
    const libraryId = "libraryId" in target ? target.libraryId : await libraryOf(tx, target.movieId);
    if (phase === "scan") {
      await enqueue(tx, "library.scan", { libraryId, ...params.scan }, options);
      return 1;
    }
    if (phase === "publish" && "libraryId" in target) {
      await enqueue(tx, "library.publish", target, options);
      return 1;
    }
    const movieIds =
      "movieId" in target ? [target.movieId] : await listDue(tx, libraryId, phase, params.onlyDue === true);
    const type = phase === "identify" ? "movie.identify" : phase === "enrich" ? "movie.enrich" : "movie.publish";
    if (movieIds.length > 0)
      await enqueueMany(
        tx,
        type,
        movieIds.map((movieId) => ({ movieId })),
        options,
      );
    return movieIds.length;
  });
}

async function libraryOf(tx: Tx, movieId: number): Promise<number> {
  const [movie] = await tx.select({ libraryId: movies.libraryId }).from(movies).where(eq(movies.id, movieId));
  if (!movie) throw new AppError("not_found", `There is no film ${movieId}.`);
  return movie.libraryId;
}

async function listDue(tx: Tx, libraryId: number, phase: Phase, onlyDue: boolean): Promise<number[]> {
  const due = {
    identify: onlyDue
      ? eq(movies.identificationStatus, "discovered")
      : inArray(movies.identificationStatus, ["discovered", "needs_identification"]),
    enrich: onlyDue ? eq(movies.identificationStatus, "identified") : isNotNull(movies.tmdbId),
    scan: undefined,
    publish: undefined,
  }[phase];
  const rows = await tx
    .select({ id: movies.id })
    .from(movies)
    .where(and(eq(movies.libraryId, libraryId), ...active(), due));
  return rows.map((row) => row.id);
}

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
