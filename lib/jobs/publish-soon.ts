import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { libraries, movies, series } from "#db/schema/index.ts";
import { writeTogether } from "#db/together.ts";
import { enqueueMany } from "./enqueue.ts";
import { mayFollow } from "./run-phase.ts";

type Asked = { createdBy?: number | null; runId?: string | null };

/**
 * The one rule for what is published without being asked: films and series that are enriched, watched over and present, in a library
 * that is switched on, as far as the run or the library's automation goes. Queues their publish; the others are left
 * alone until somebody asks.
 */
export async function publishSoon(
  tx: Tx,
  params: { movieIds?: readonly number[]; seriesIds?: readonly number[] } & Asked,
): Promise<void> {
  const { movieIds = [], seriesIds = [], createdBy = null, runId = null } = params;
  const films = await listWanted(tx, movies, { ids: movieIds, runId });
  const shows = await listWanted(tx, series, { ids: seriesIds, runId });
  const options = { createdBy, runId };
  const filmJobs = films.map((movieId) => ({ movieId }));
  const showJobs = shows.map((seriesId) => ({ seriesId }));
  if (filmJobs.length > 0) await enqueueMany(tx, "movie.publish", filmJobs, options);
  if (showJobs.length > 0) await enqueueMany(tx, "series.publish", showJobs, options);
}

async function listWanted(
  tx: Tx,
  table: typeof movies | typeof series,
  { ids, runId }: { ids: readonly number[]; runId: string | null },
): Promise<number[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: table.id, automation: libraries.automation })
    .from(table)
    .innerJoin(libraries, eq(libraries.id, table.libraryId))
    .where(
      and(
        inArray(table.id, [...new Set(ids)]),
        eq(table.identificationStatus, "enriched"),
        eq(table.monitored, true),
        isNull(table.missingAt),
        isNull(table.deletedAt),
        eq(libraries.enabled, true),
        isNull(libraries.deletedAt),
      ),
    );
  return rows.filter(({ automation }) => mayFollow("publish", { automation, runId })).map(({ id }) => id);
}

/** The same for one film, together with others of this transaction. */
export async function publishFilmSoon(
  tx: Tx,
  { movieId, createdBy, runId }: { movieId: number; createdBy: number | null; runId: string | null },
): Promise<void> {
  await writeTogether(tx, `publish soon ${createdBy} ${runId}`, movieId, (movieIds) =>
    publishSoon(tx, { movieIds, createdBy, runId }),
  );
}
