import { transaction } from "#db/transaction.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { joinAsked } from "#lib/providers/ask-all.ts";
import { listProviders } from "#lib/providers/open.ts";
import { readPriority } from "#lib/providers/priority.ts";
import type { ProviderName } from "#lib/providers/vocabulary.ts";
import { type AskedSeries, askAboutSeries } from "#lib/series/ask-about-series.ts";
import { enrichSeries, flagSeriesGone } from "#lib/series/enrich.ts";
import { type EnrichRules, seriesParts } from "#lib/series/enrich-rules.ts";
import { getSeriesState, isIdentified, type SeriesState } from "#lib/series/series-state.ts";
import { readSettings, type Settings } from "#lib/settings/read-settings.ts";
import { selectTrailerSoon } from "#lib/trailers/select-soon.ts";
import { findYtdlp } from "#lib/trailers/ytdlp.ts";
import type { Handler, JobContext } from "../handler.ts";
import { describeLost, partialOf, refuseSilence } from "../partial.ts";
import { unlessGone } from "../provider-outcome.ts";

type Context = JobContext<"series.enrich">;

/** Fetches everything about an identified series and its episodes and takes it over under locks; then its pictures are chosen. */
export const seriesEnrich: Handler<"series.enrich"> = async (context) => {
  const { db, payload, job, signal } = context;
  const state = await unlessGone(() => getSeriesState(db, payload.seriesId));
  const skipped = reasonToSkip(state, job);
  if (state === undefined || skipped !== undefined) return { skipped };
  const settings = await readSettings(db);
  const providers = await listProviders(db, { settings, overrides: context.providers });
  if (!providers.some(({ findSeries, listEpisodes }) => findSeries && listEpisodes)) {
    return { skipped: "No provider of series is switched on in Settings, Providers." };
  }
  const { language, region, fallbackLanguages } = state.library;
  const asked = await askAboutSeries(
    providers,
    {
      ids: state.ids,
      order: state.series.episodeOrder,
      language,
      region,
      fallbacks: fallbackLanguages ?? settings.get("metadata.fallbackLanguages"),
    },
    readPriority(settings, "series"),
    // A person who asks for a refresh means now, not what was kept last week.
    { signal, fresh: job.createdBy !== null && payload.retry === undefined },
  );
  const gone = goneFrom(state, asked);
  if (gone !== undefined) return markGone(context, state, gone);
  await refuseSilence(asked.series);
  return save(context, { asked, settings, state });
};

async function save(
  { db, payload, job, assertOwned }: Context,
  { asked, settings, state }: { asked: AskedSeries; settings: Settings; state: SeriesState },
) {
  const { seriesId, mode, parts = seriesParts, retry } = payload;
  const { partial, retryInMs } = partialOf(joinAsked<unknown>(asked.series, asked.lists), retry);
  const ytdlp = await findYtdlp();
  const rules: EnrichRules = {
    seriesId,
    parts,
    mode,
    jobId: job.jobId,
    defaultRating: settings.get("ratings.default"),
    priority: {
      series: readPriority(settings, "series"),
      season: readPriority(settings, "season"),
      episode: readPriority(settings, "episode"),
    },
  };
  return transaction(db, async (tx) => {
    await assertOwned(tx);
    const now = await getSeriesState(tx, seriesId);
    const follow = { runId: job.runId, createdBy: job.createdBy };
    if (!isSameQuestion(now, state)) {
      // Somebody said meanwhile that it is another series or counted otherwise: what was fetched is about the wrong one.
      await enqueue(tx, "series.enrich", payload, follow);
      return { skipped: "The series was changed while its metadata was fetched. It is fetched again." };
    }
    const done = await enrichSeries(tx, asked, rules);
    // The choice of artwork publishes it when it is done.
    if (parts.includes("artwork")) await enqueue(tx, "series.select", { seriesId }, follow);
    else await publishSoon(tx, { seriesIds: [seriesId], ...follow });
    if (parts.includes("trailer")) {
      const force = follow.createdBy !== null && payload.parts !== undefined;
      await selectTrailerSoon(tx, { entityType: "series", entityId: seriesId, settings, ytdlp, force, ...follow });
    }
    if (retryInMs !== null) {
      await enqueue(tx, "series.enrich", { ...payload, retry: (retry ?? 0) + 1 }, { delayMs: retryInMs });
    }
    const noOrder = done.hasOrder ? [] : ["No provider told this order of episodes, so they stayed as they are."];
    const said = [...partial, ...describeLost(done.lost), ...noOrder];
    return {
      changed: done.changed,
      fields: done.fields,
      episodes: done.episodes,
      unmapped: done.unmapped.slice(0, 50),
      ...(said.length > 0 && { partial: said }),
    };
  });
}

const isSameQuestion = (a: SeriesState, b: SeriesState): boolean =>
  a.ids.tmdb === b.ids.tmdb &&
  a.ids.tvdb === b.ids.tvdb &&
  a.ids.tvmaze === b.ids.tvmaze &&
  a.series.episodeOrder === b.series.episodeOrder;

/** R23: the database that says who the series is has no such id any more, and no other one knows it. */
function goneFrom(
  { ids }: SeriesState,
  { series: { answers, missing, failures } }: AskedSeries,
): ProviderName | undefined {
  const owner = ids.tmdb !== null ? "tmdb" : ids.tvdb !== null ? "tvdb" : "tvmaze";
  const others = answers.filter(({ provider }) => provider === "tmdb" || provider === "tvdb" || provider === "tvmaze");
  return missing.includes(owner) && others.length === 0 && failures.length === 0 ? owner : undefined;
}

async function markGone({ db, payload, job, assertOwned }: Context, { ids }: SeriesState, source: ProviderName) {
  await transaction(db, async (tx) => {
    await assertOwned(tx);
    await flagSeriesGone(tx, { seriesId: payload.seriesId, ids, source, jobId: job.jobId });
  });
  const because =
    "No database has this series under its id any more. Nothing was removed; choose the right one in the review queue.";
  return { changed: false, partial: [because] };
}

function reasonToSkip(state: SeriesState | undefined, job: Context["job"]): string | undefined {
  if (state === undefined || state.series.deletedAt !== null) return "The series is no longer in Metarr.";
  if (!state.series.monitored && job.createdBy === null) return "The series is not monitored.";
  if (!isIdentified(state.ids)) return "The series is not identified yet.";
  return undefined;
}
