import { and, eq, inArray, isNull } from "drizzle-orm";
import { libraries, mediaParts, movies } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { mayFollow } from "#lib/jobs/run-phase.ts";
import { recordStreams } from "#lib/libraries/record-streams.ts";
import type { Handler } from "../handler.ts";
import { describeReadings, listDueParts, probeParts, scanAgainLater } from "./probe-parts.ts";

/**
 * Reads the streams of films whose files are new or changed, passes new films on to be identified, and has known ones
 * published anew.
 */
export const movieProbe: Handler<"movie.probe"> = async ({ db, payload, job, signal, progress, assertOwned }) => {
  const due = await listDueParts(db, inArray(mediaParts.movieId, payload.movieIds));
  const readings = await probeParts(due, { signal, progress });
  await transaction(db, async (tx) => {
    await assertOwned(tx);
    await recordStreams(tx, readings);
    await scanAgainLater(tx, readings);
    const next = await tx
      .select({ movieId: movies.id, automation: libraries.automation })
      .from(movies)
      .innerJoin(libraries, eq(libraries.id, movies.libraryId))
      .where(
        and(
          inArray(movies.id, payload.movieIds),
          eq(movies.identificationStatus, "discovered"),
          eq(movies.monitored, true),
          isNull(movies.deletedAt),
        ),
      );
    const wanted = next.filter(({ automation }) => mayFollow("identify", { automation, runId: job.runId }));
    await enqueueMany(
      tx,
      "movie.identify",
      wanted.map(({ movieId }) => ({ movieId })),
      { runId: job.runId },
    );
    // What is published of a film follows its file, and tells of its streams: both are known from here on.
    const movieIds = [...new Set(due.flatMap((part) => part.movieId ?? []))];
    await publishSoon(tx, { movieIds, runId: job.runId });
  });
  return describeReadings(readings);
};
