import { and, eq, inArray, isNotNull, isNull, type SQL } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { libraries, movies, series } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { AppError } from "#lib/errors.ts";
import { type EnqueueOptions, enqueue, enqueueMany } from "#lib/jobs/enqueue.ts";
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
const active = (table: typeof movies | typeof series): (SQL | undefined)[] => [
  eq(table.monitored, true),
  isNull(table.missingAt),
  isNull(table.deletedAt),
];

/**
 * Hands one phase to the workers, for a library or a film. A film asked for by name is worked on even when automation
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
    if (phase === "publish" && "libraryId" in target) {
      await enqueue(tx, "library.publish", target, options);
      return 1;
    }
    if (phase === "identify") return queueIdentify(tx, { libraryId, ...params }, options);
    if ("seriesId" in target) throw new AppError("invalid", "Series can be scanned and identified, and no more yet.");
    const movieIds = "movieId" in target ? [target.movieId] : await listDue(tx, libraryId, phase, onlyDueOf(params));
    const type = phase === "enrich" ? "movie.enrich" : "movie.publish";
    const payloads = movieIds.map((movieId) => ({ movieId }));
    if (payloads.length > 0) await enqueueMany(tx, type, payloads, options);
    return movieIds.length;
  });
}

const onlyDueOf = ({ onlyDue }: EnqueuePhase): boolean => onlyDue === true;

/** Films and series alike: a library holds only one of them. */
async function queueIdentify(
  tx: Tx,
  { libraryId, target, ...params }: EnqueuePhase & { libraryId: number },
  options: EnqueueOptions,
): Promise<number> {
  const isWhole = "libraryId" in target;
  const onlyDue = onlyDueOf({ target, ...params });
  const movieIds =
    "movieId" in target ? [target.movieId] : isWhole ? await listDue(tx, libraryId, "identify", onlyDue) : [];
  const seriesIds =
    "seriesId" in target ? [target.seriesId] : isWhole ? await listDueSeries(tx, libraryId, onlyDue) : [];
  const films = movieIds.map((movieId) => ({ movieId }));
  const shows = seriesIds.map((seriesId) => ({ seriesId }));
  if (films.length > 0) await enqueueMany(tx, "movie.identify", films, options);
  if (shows.length > 0) await enqueueMany(tx, "series.identify", shows, options);
  return films.length + shows.length;
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

/** Those nobody could tell yet; not those of which a person said that no database has them. */
const undecided = (table: typeof movies | typeof series, onlyDue: boolean): SQL | undefined =>
  and(
    inArray(table.identificationStatus, onlyDue ? ["discovered"] : ["discovered", "needs_identification"]),
    eq(table.unlisted, false),
  );

async function listDueSeries(tx: Tx, libraryId: number, onlyDue: boolean): Promise<number[]> {
  const rows = await tx
    .select({ id: series.id })
    .from(series)
    .where(and(eq(series.libraryId, libraryId), ...active(series), undecided(series, onlyDue)));
  return rows.map((row) => row.id);
}

async function listDue(tx: Tx, libraryId: number, phase: Phase, onlyDue: boolean): Promise<number[]> {
  const due = {
    identify: undecided(movies, onlyDue),
    enrich: and(isNotNull(movies.tmdbId), onlyDue ? eq(movies.identificationStatus, "identified") : undefined),
    scan: undefined,
    publish: undefined,
  }[phase];
  const rows = await tx
    .select({ id: movies.id })
    .from(movies)
    .where(and(eq(movies.libraryId, libraryId), ...active(movies), due));
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
