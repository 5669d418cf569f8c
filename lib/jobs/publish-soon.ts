import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { libraries, movies } from "#db/schema/index.ts";
import { writeTogether } from "#db/together.ts";
import { enqueueMany } from "./enqueue.ts";
import { mayFollow } from "./run-phase.ts";

/**
 * The one rule for what is published without being asked: films that are enriched, watched over and present, in a library
 * that is switched on, as far as the run or the library's automation goes. Queues their publish; the others are left
 * alone until somebody asks.
 */
export async function publishSoon(
  tx: Tx,
  params: { movieIds: readonly number[]; createdBy?: number | null; runId?: string | null },
): Promise<void> {
  const { movieIds, createdBy = null, runId = null } = params;
  if (movieIds.length === 0) return;
  const films = await tx
    .select({ movieId: movies.id, automation: libraries.automation })
    .from(movies)
    .innerJoin(libraries, eq(libraries.id, movies.libraryId))
    .where(
      and(
        inArray(movies.id, [...movieIds]),
        eq(movies.identificationStatus, "enriched"),
        eq(movies.monitored, true),
        isNull(movies.missingAt),
        isNull(movies.deletedAt),
        eq(libraries.enabled, true),
        isNull(libraries.deletedAt),
      ),
    );
  const wanted = films.filter(({ automation }) => mayFollow("publish", { automation, runId }));
  if (wanted.length === 0) return;
  await enqueueMany(
    tx,
    "movie.publish",
    wanted.map(({ movieId }) => ({ movieId })),
    { createdBy, runId },
  );
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
