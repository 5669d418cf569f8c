import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { series } from "#db/schema/index.ts";
import { readScoreContext, saveManyCandidates } from "#lib/artwork/candidates.ts";
import { getLoaded } from "#lib/editing/edit-entity.ts";
import { listReidentified } from "#lib/editing/field-sources.ts";
import { seriesIdAt } from "#lib/providers/record-ids.ts";
import { listRecords, listSilent, type ProviderRecord, saveRecords } from "#lib/providers/records.ts";
import type { ProviderSeries, SeriesIds } from "#lib/providers/series.ts";
import { nameInRows, type ProviderName } from "#lib/providers/vocabulary.ts";
import { saveTrailerCandidates } from "#lib/trailers/trailer-candidates.ts";
import type { AskedSeries } from "./ask-about-series.ts";
import { type CombinedSeries, combineSeries } from "./combine-answers.ts";
import {
  enrichEpisodes,
  isOtherEpisode,
  placeFields,
  type ToldEpisode,
  tellEpisodes,
  type Unmapped,
  valuesOf,
} from "./enrich-episodes.ts";
import { type EnrichRules, seriesParts, type TakeRules } from "./enrich-rules.ts";
import { enrichSeasons, enrichShow } from "./enrich-show.ts";
import { loadEpisodes } from "./episode-kind.ts";
import { forgetEpisodeFacts, forgetSeriesFacts, isOtherSeries } from "./forget-title.ts";
import { hasEpisodeList, saveEpisodeList } from "./save-lists.ts";
import { seriesKind } from "./series-kind.ts";
import { getSeriesState, readShowRows, type SeriesState } from "./series-state.ts";

export type Enriched = {
  changed: boolean;
  /** Fields of the series itself that changed. */
  fields: string[];
  /** Episodes in which something changed. */
  episodes: number;
  /** Files that no list has. */
  unmapped: Unmapped[];
  /** False: no provider told the chosen order, so episodes stayed as they are. */
  hasOrder: boolean;
  /** Providers that had the series before, and no longer do. */
  lost: ProviderName[];
};

const nothingTaken: Enriched = {
  ...{ changed: false, fields: [], episodes: 0, unmapped: [] },
  ...{ hasOrder: true, lost: [] },
};

/**
 * Takes everything providers said about a series into the database: the series, its seasons, the episodes of its files in
 * the chosen order, people, the lists of all episodes, candidates for pictures and trailers, and a record of what each
 * said. One transaction, written only where something differs; `lastEnrichedAt` moves only then.
 */
export async function enrichSeries(tx: Tx, asked: AskedSeries, given: EnrichRules): Promise<Enriched> {
  const { seriesId, priority } = given;
  const state = await getSeriesState(tx, seriesId);
  const show = await getLoaded(tx, seriesKind, seriesId);
  const rows = await readShowRows(tx, seriesId);
  const isOther = (await listReidentified(tx, "series", [seriesId])).has(seriesId);
  const existing = isOther ? "replace" : state.library.existing;
  const records = await listRecords(tx, "series", [seriesId]);
  const isOfOther = isOtherSeries(state.ids, records);
  // Nobody said anything of the series that it is now: what there is of the other one goes when somebody does.
  if (isOfOther && asked.series.answers.length === 0) return nothingTaken;
  if (isOfOther) await forgetSeriesFacts(tx, seriesId, { jobId: given.jobId });
  const known = isOfOther ? [] : records;
  const silent = listSilent(known, unansweredOf(state, asked));
  // Of another series nothing stays, whatever part was asked for.
  const parts = isOfOther ? seriesParts : given.parts;
  const rules: TakeRules = { ...given, parts, silent, isOther: isOfOther };
  const written: boolean[] = [await recordSeries(tx, state, { asked, known })];
  for (const list of asked.lists.answers) written.push(await saveEpisodeList(tx, { seriesId, list }));

  const incoming = combineSeries(asked.series.answers, priority.series.order, silent, state.ids);
  const loaded = await loadEpisodes(
    tx,
    rows.episodes.map((episode) => ({ episode, seriesTitle: state.series.title })),
  );
  const {
    told: all,
    unmapped,
    main,
  } = tellEpisodes(loaded, {
    lists: asked.lists.answers,
    order: state.series.episodeOrder,
    ranking: priority.episode.order,
  });
  const told = await notPlacedBefore(tx, all, { state, main: main?.provider, rules });
  // A refresh that leaves the values alone leaves all of the episode from before: the next one that takes values sees it too.
  const others =
    main && rules.parts.includes("metadata")
      ? told.filter((each) => isOtherEpisode(each, main.provider)).map(({ entity }) => entity.entityId)
      : [];
  await forgetEpisodeFacts(tx, others, { jobId: given.jobId });
  const shown = incoming ? await enrichShow(tx, show, { incoming, existing, rules }) : { fields: [], changed: false };
  const seasons = incoming ? await enrichSeasons(tx, rows.seasons, { incoming, existing, rules }) : { changed: false };
  const untold = isOfOther ? loaded.filter((entity) => told.every((each) => each.entity !== entity)) : [];
  const source = main?.provider ?? incoming?.main;
  const episodes =
    (main || isOfOther) &&
    source &&
    (await enrichEpisodes(tx, { told, others: new Set(others), untold, main: source, existing, rules }));
  if (main) written.push(await recordEpisodes(tx, told));
  if (rules.parts.includes("artwork")) {
    written.push(await saveOffers(tx, { state, rows, told, incoming, answers: asked.series.answers }));
  }
  if (rules.parts.includes("trailer")) written.push(await saveTrailers(tx, seriesId, asked.series.answers));
  const changed =
    shown.changed || seasons.changed || (episodes ? episodes.episodeIds.size : 0) > 0 || written.includes(true);
  if (changed) await tx.update(series).set({ lastEnrichedAt: new Date() }).where(eq(series.id, seriesId));
  return {
    changed,
    fields: shown.fields,
    episodes: episodes ? episodes.episodeIds.size : 0,
    unmapped,
    hasOrder: main !== undefined,
    lost: asked.series.missing.filter((name) => silent.has(name)),
  };
}

/**
 * Which episode a file is stays the word of the provider that said so. While it cannot be asked, another one's list only
 * speaks for files that it had not placed.
 */
async function notPlacedBefore(
  tx: Tx,
  told: ToldEpisode[],
  { state, main, rules }: { state: SeriesState; main: ProviderName | undefined; rules: TakeRules },
): Promise<ToldEpisode[]> {
  const { order } = rules.priority.episode;
  const above = order.slice(0, main === undefined ? 0 : order.indexOf(main)).filter((name) => rules.silent.has(name));
  const at = { seriesId: rules.seriesId, order: state.series.episodeOrder };
  // Two providers at most stand above another one that lists episodes.
  for (const provider of above) {
    if (!(await hasEpisodeList(tx, { ...at, provider }))) continue;
    const field = placeFields[provider];
    return field ? told.filter(({ entity }) => entity.episode[field] === null) : [];
  }
  return told;
}

function unansweredOf({ series: { id }, ids }: SeriesState, { series, lists }: AskedSeries) {
  // A provider that told the series but not its episodes has said what its record holds.
  const ofLists = lists.failures.filter((each) => series.answers.every(({ provider }) => provider !== each.provider));
  const names = [...series.missing, ...[...series.failures, ...ofLists].map(({ provider }) => provider)];
  return [...new Set(names)].map((provider) => ({ entityId: id, provider, providerId: seriesIdAt(provider, ids) }));
}

async function recordSeries(
  tx: Tx,
  state: SeriesState,
  { asked, known }: { asked: AskedSeries; known: readonly ProviderRecord[] },
): Promise<boolean> {
  const { answers, missing, failures } = asked.series;
  const unanswered = unansweredOf(state, asked);
  const news = await saveRecords(
    tx,
    "series",
    {
      said: answers.map((answer) => ({
        entityId: state.series.id,
        provider: answer.provider,
        providerId: seriesIdAt(answer.provider, answer.ids),
        fields: { ...answer.fields, networks: answer.networks, orders: answer.orders },
      })),
      missing: unanswered.filter(({ provider }) => missing.includes(provider)),
      failed: unanswered.flatMap((each) => {
        const failure = [...failures, ...asked.lists.failures].find(({ provider }) => provider === each.provider);
        return failure ? [{ ...each, failure }] : [];
      }),
    },
    known,
  );
  return news.size > 0;
}

async function recordEpisodes(tx: Tx, told: readonly ToldEpisode[]): Promise<boolean> {
  const news = await saveRecords(tx, "episode", {
    said: told.flatMap(({ entity, answers }) =>
      answers.map((answer) => ({
        entityId: entity.entityId,
        provider: answer.provider,
        providerId: String(Reflect.get(answer.ids, answer.provider) ?? ""),
        fields: valuesOf(answer),
      })),
    ),
  });
  return news.size > 0;
}

type Offers = {
  state: SeriesState;
  rows: Awaited<ReturnType<typeof readShowRows>>;
  told: readonly ToldEpisode[];
  incoming: CombinedSeries | undefined;
  answers: readonly ProviderSeries[];
};

/** Pictures that are offered: of the series, of the seasons with files, and of their episodes. */
async function saveOffers(tx: Tx, { state, rows, told, incoming, answers }: Offers): Promise<boolean> {
  const seriesId = state.series.id;
  const context = await readScoreContext(tx, { entityType: "series", entityId: seriesId });
  const counts: number[] = [];
  const note = (saved: readonly { added: number; changed: number; removed: number }[]) =>
    counts.push(...saved.map(({ added, changed, removed }) => added + changed + removed));
  // A handful of providers, each with rows of its own.
  for (const { provider, artwork, seasons } of answers) {
    const offered = { provider: nameInRows(provider) };
    note(
      await saveManyCandidates(tx, {
        ...offered,
        entityType: "series",
        items: [{ entityId: seriesId, candidates: artwork, context }],
      }),
    );
    const ofSeasons = rows.seasons.flatMap(({ id, seasonNumber }) => {
      const known = seasons.find((season) => season.seasonNumber === seasonNumber);
      return known ? [{ entityId: id, candidates: known.artwork, context }] : [];
    });
    note(await saveManyCandidates(tx, { ...offered, entityType: "season", items: ofSeasons }));
    const stills = told.flatMap(({ entity, answers: said }) => {
      const own = said.find((answer) => answer.provider === provider);
      return own ? [{ entityId: entity.entityId, candidates: own.artwork, context }] : [];
    });
    note(await saveManyCandidates(tx, { ...offered, entityType: "episode", items: stills }));
  }
  return incoming !== undefined && counts.some((count) => count > 0);
}

async function saveTrailers(tx: Tx, seriesId: number, answers: readonly ProviderSeries[]): Promise<boolean> {
  let isChanged = false;
  // A handful of providers, each with rows of its own.
  for (const { provider, videos } of answers.filter((answer) => answer.videos.length > 0)) {
    const from = { entityType: "series" as const, entityId: seriesId, provider: nameInRows(provider) };
    if (await saveTrailerCandidates(tx, { ...from, videos })) isChanged = true;
  }
  return isChanged;
}

/** No provider has the series any more: everything stays, and a person is asked who it is. */
export async function flagSeriesGone(
  tx: Tx,
  {
    seriesId,
    ids,
    source,
    jobId,
  }: { seriesId: number /** Those that were asked for. */; ids: SeriesIds; source: ProviderName; jobId: number | null },
): Promise<void> {
  const state = await getSeriesState(tx, seriesId);
  // Somebody said meanwhile who it is: the answer was about another one.
  if (!sameIds(state.ids, ids)) return;
  const known = await listRecords(tx, "series", [seriesId]);
  const series = { answers: [], missing: [source], failures: [] };
  const asked = { series, lists: { answers: [], missing: [], failures: [] } };
  // What is there of a series that it was thought to be before stays known as that.
  if (!isOtherSeries(state.ids, known)) await recordSeries(tx, state, { asked, known });
  const entity = await getLoaded(tx, seriesKind, seriesId);
  if (entity.series.identificationStatus === "needs_identification") return;
  const columns = { identificationStatus: "needs_identification" };
  await seriesKind.write(tx, [{ entity, changes: [], columns }], { source, jobId });
}

const sameIds = (a: SeriesIds, b: SeriesIds): boolean =>
  a.tmdb === b.tmdb && a.tvdb === b.tvdb && a.tvmaze === b.tvmaze;
