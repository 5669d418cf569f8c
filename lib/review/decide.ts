import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { reviewCandidates } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { type IdentityState, stateChanges, tellDecision } from "#lib/identify/decisions.ts";
import { nameOfHit } from "#lib/identify/score.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { identifyAs, movieBefore } from "#lib/movies/identify.ts";
import { getMovieState } from "#lib/movies/movie-state.ts";
import { writeValues } from "#lib/movies/write-values.ts";
import { isProviderOfSeries } from "#lib/series/find-identity-hit.ts";
import { identifySeriesAs, seriesBefore, writeSeriesIdentity } from "#lib/series/identify.ts";
import { getSeriesState } from "#lib/series/series-state.ts";
import type { ReviewKind } from "./vocabulary.ts";

/** What was decided can be taken back by its event. */
export type Decided = { eventId: number };

/**
 * A person takes one of the candidates. What its database knows is fetched next. Throws not_found for a candidate that is
 * gone, and conflict when somebody decided before.
 */
export async function acceptCandidate(
  tx: Tx,
  { candidateId, userId }: { candidateId: number; userId: number | null },
): Promise<Decided> {
  const [row] = await tx.select().from(reviewCandidates).where(eq(reviewCandidates.id, candidateId));
  if (row === undefined) throw new AppError("not_found", "This candidate is no longer there. Load the page again.");
  const { entityType, entityId, provider } = row;
  const [providerId, name] = [Number(row.providerId), nameOfHit(row)];
  if (entityType === "movie") {
    const { movie } = await getMovieState(tx, entityId);
    refuseDecided(movie.identificationStatus);
    const decided = await identifyAs(tx, { movieId: entityId, tmdbId: providerId, userId, name });
    await enqueue(tx, "movie.enrich", { movieId: entityId }, { createdBy: userId });
    return decided;
  }
  const { series } = await getSeriesState(tx, entityId);
  refuseDecided(series.identificationStatus);
  if (!isProviderOfSeries(provider)) throw new AppError("invalid", "This candidate is of an unknown database.");
  const decided = await identifySeriesAs(tx, { seriesId: entityId, pick: { provider, providerId, name }, userId });
  await enqueue(tx, "series.enrich", { seriesId: entityId }, { createdBy: userId });
  return decided;
}

function refuseDecided(status: string): void {
  if (status !== "needs_identification") throw new AppError("conflict", "Somebody has said already what this is.");
}

/** Somebody, or automation, found out meanwhile. */
function refuseKnown(status: string): void {
  if (status === "identified" || status === "enriched") {
    throw new AppError("conflict", "Somebody has said already what this is.");
  }
}

/** A person says that no database has it: it leaves the queue, and automation asks no more. Throws not_found. */
export async function markUnlisted(
  tx: Tx,
  { kind, itemId, userId }: { kind: ReviewKind; itemId: number; userId: number | null },
): Promise<Decided> {
  const next: Partial<IdentityState> = {
    identificationStatus: "identified",
    unlisted: true,
    identifiedBy: "user",
    identificationReasons: ["A person said that no database has it."],
  };
  const item = { entityType: kind, entityId: itemId };
  const summary = "Said to be in no database";
  if (kind === "movie") {
    const { movie } = await getMovieState(tx, itemId);
    refuseKnown(movie.identificationStatus);
    const before = await movieBefore(tx, movie);
    await writeValues(tx, movie, [], { source: "user", userId }, stateChanges(movie, next));
    return { eventId: await tellDecision(tx, item, { summary, before, by: { userId } }) };
  }
  const state = await getSeriesState(tx, itemId);
  refuseKnown(state.series.identificationStatus);
  const columns = stateChanges(state.series, next);
  const before = await seriesBefore(tx, state);
  await writeSeriesIdentity(tx, state, { changes: [], columns, author: { source: "user", userId } });
  return { eventId: await tellDecision(tx, item, { summary, before, by: { userId } }) };
}
