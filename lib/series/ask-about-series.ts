import { type Asked, askAll, joinAsked } from "#lib/providers/ask-all.ts";
import type { Priority } from "#lib/providers/priority.ts";
import type { AskOptions, LanguageChoice, Provider } from "#lib/providers/provider.ts";
import type { ProviderEpisode, ProviderSeries, SeriesIds } from "#lib/providers/series.ts";
import type { ProviderName } from "#lib/providers/vocabulary.ts";

/** What to ask about: a series with its ids, in the words of its library, its episodes in its order. */
export type SeriesQuestion = LanguageChoice & { ids: SeriesIds; order: string };

/** A provider's episodes in one order. */
export type EpisodeList = { provider: ProviderName; order: string; episodes: ProviderEpisode[] };

export type AskedSeries = { series: Asked<ProviderSeries>; lists: Asked<EpisodeList> };

/** Which ids a provider understands. */
const isKnownTo: Record<ProviderName, (ids: SeriesIds) => boolean> = {
  tmdb: ({ tmdb }) => tmdb !== null,
  tvdb: ({ tvdb }) => tvdb !== null,
  tvmaze: ({ tvmaze, tvdb, imdb }) => tvmaze !== null || tvdb !== null || imdb !== null,
  omdb: ({ imdb }) => imdb !== null,
  fanart: ({ tvdb }) => tvdb !== null,
};

/**
 * Asks every provider about a series: first those that know it by the ids it has, then those that the answers name an id
 * for; then everybody who has it for its episodes. Needs no database.
 */
export async function askAboutSeries(
  providers: readonly Provider[],
  question: SeriesQuestion,
  priority: Priority,
  options: AskOptions = {},
): Promise<AskedSeries> {
  const ask = (some: readonly Provider[], ids: SeriesIds) =>
    askAll(
      some,
      (provider) =>
        isKnownTo[provider.name](ids) ? (provider.findSeries?.({ ...question, ids }, options) ?? null) : null,
      options.signal,
    );
  const isFirst = ({ name }: Provider) => isKnownTo[name](question.ids);
  const first = await ask(providers.filter(isFirst), question.ids);
  const ids = joinIds(question.ids, rank(first.answers, priority));
  const rest = await ask(
    providers.filter((provider) => !isFirst(provider)),
    ids,
  );
  const series = joinAsked(first, rest);
  const known = joinIds(ids, rank(rest.answers, priority));
  return { series, lists: await askForLists(providers, { question, ids: known, answers: series.answers }, options) };
}

async function askForLists(
  providers: readonly Provider[],
  { question, ids, answers }: { question: SeriesQuestion; ids: SeriesIds; answers: readonly ProviderSeries[] },
  options: AskOptions,
): Promise<Asked<EpisodeList>> {
  const { order } = question;
  return askAll(
    providers,
    (provider) => {
      const answer = answers.find((each) => each.provider === provider.name);
      if (answer === undefined || provider.listEpisodes === undefined) return null;
      // A provider without this order counts as aired: its words still help, where the episode is surely the same.
      const own = order === "aired" || !answer.orders.some(({ id }) => id === order) ? "aired" : order;
      return provider
        .listEpisodes({ ...question, ids, order: own }, options)
        .then((episodes) => episodes && { provider: provider.name, order: own, episodes });
    },
    options.signal,
  );
}

const rank = (answers: readonly ProviderSeries[], { order }: Priority): ProviderSeries[] =>
  answers.toSorted((a, b) => order.indexOf(a.provider) - order.indexOf(b.provider));

/** Ids that are not known yet, from whoever is trusted most. */
export function joinIds(ids: SeriesIds, answers: readonly { ids: SeriesIds }[]): SeriesIds {
  const all = [{ ids }, ...answers];
  return {
    tmdb: all.find((each) => each.ids.tmdb !== null)?.ids.tmdb ?? null,
    tvdb: all.find((each) => each.ids.tvdb !== null)?.ids.tvdb ?? null,
    imdb: all.find((each) => each.ids.imdb !== null)?.ids.imdb ?? null,
    tvmaze: all.find((each) => each.ids.tvmaze !== null)?.ids.tvmaze ?? null,
  };
}
