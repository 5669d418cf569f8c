import { transaction } from "#db/transaction.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { mayFollow } from "#lib/jobs/run-phase.ts";
import { listProviders } from "#lib/providers/open.ts";
import { findSeriesIdentity } from "#lib/series/find-identity.ts";
import { orderSeriesProviders } from "#lib/series/find-identity-hit.ts";
import { applySeriesIdentity } from "#lib/series/identify.ts";
import { seriesQuestion } from "#lib/series/identify-question.ts";
import { getSeriesState, type SeriesState } from "#lib/series/series-state.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import type { Handler, JobContext } from "../handler.ts";
import { askProvider, unlessGone } from "../provider-outcome.ts";

type Job = JobContext<"series.identify">["job"];

/** Finds out who a series is, or puts it into the review queue with candidates; then lets it be enriched. */
export const seriesIdentify: Handler<"series.identify"> = async ({
  db,
  payload,
  job,
  signal,
  assertOwned,
  providers: overrides,
}) => {
  const { seriesId } = payload;
  const state = await unlessGone(() => getSeriesState(db, seriesId));
  const skipped = reasonToSkip(state, job);
  if (state === undefined || skipped !== undefined) return { skipped };
  const settings = await readSettings(db);
  const providers = orderSeriesProviders(
    await listProviders(db, { settings, overrides }),
    settings.get("priority.series"),
  );
  if (providers.length === 0) {
    return { skipped: "No provider that knows series is switched on. See Settings, Providers." };
  }
  const question = await seriesQuestion(db, state, { byIdOnly: isLeftToPeople(state, job) });
  const identity = await askProvider(() => findSeriesIdentity(providers, question, { signal }));
  return transaction(db, async (tx) => {
    await assertOwned(tx);
    const isKnown = await applySeriesIdentity(tx, { seriesId, identity, jobId: job.jobId });
    const now = await getSeriesState(tx, seriesId);
    const { ids } = now;
    const isDue = isKnown && now.series.identificationStatus !== "enriched";
    if (isDue && mayFollow("enrich", { automation: now.library.automation, runId: job.runId })) {
      await enqueue(tx, "series.enrich", { seriesId }, { runId: job.runId, createdBy: job.createdBy });
    }
    const candidates = identity.outcome === "unsure" ? identity.candidates.length : 0;
    return { outcome: identity.outcome, because: identity.reasons.join(" "), ids, candidates };
  });
};

function reasonToSkip(state: SeriesState | undefined, job: Job): string | undefined {
  if (state === undefined || state.series.deletedAt !== null) return "The series is no longer in Metarr.";
  if (state.series.unlisted && job.createdBy === null) return "A person said that no database has this series.";
  if (!state.series.monitored && job.createdBy === null) return "The series is not monitored.";
  return undefined;
}

/** Automation `manual` goes by ids alone, unless a person or a run asked. */
function isLeftToPeople({ library }: SeriesState, job: Job): boolean {
  return library.automation === "manual" && job.createdBy === null && job.runId === null;
}
