import { languagesOf } from "./language-chain.ts";
import type { AskOptions, LanguageChoice } from "./provider.ts";
import { unique } from "./readers.ts";
import type { ProviderEpisode } from "./series.ts";
import type { TmdbProvider } from "./tmdb.ts";
import { batchSeasons, fillWords, isWhole, toEpisodes, toGroupEpisodes } from "./tmdb-episodes.ts";
import { groupPrefix, toSeries, toSeriesHit } from "./tmdb-series.ts";
import {
  episodeGroupSchema,
  seasonsSchema,
  seriesFindSchema,
  seriesSchema,
  seriesSearchSchema,
  type TmdbEpisode,
  type TmdbSeries,
} from "./tmdb-series-schemas.ts";
import type { AskTmdb } from "./tmdb-source.ts";
import { localeOf, mediaLanguages } from "./tmdb-source.ts";

/** Everything about a series but its episodes in one request (reference: append_to_response). */
const appended = [
  ...["aggregate_credits", "images", "videos", "content_ratings", "external_ids"],
  ...["alternative_titles", "translations", "keywords", "episode_groups"],
].join(",");

type Calls = Pick<TmdbProvider, "searchSeries" | "findSeriesByOtherId" | "findSeries" | "listEpisodes">;

/** What TMDB can be asked about series. */
export const tmdbSeriesCalls = (ask: AskTmdb): Calls => ({
  async searchSeries({ title, year, ...choice }, options) {
    const query = {
      query: title,
      include_adult: "false",
      language: localeOf(choice),
      ...(year && { first_air_date_year: `${year}` }),
    };
    const answer = await ask({ kind: "search", path: "/search/tv", query, schema: seriesSearchSchema, ...options });
    return (answer?.results ?? []).map(toSeriesHit);
  },
  async findSeriesByOtherId({ source: from, id, ...choice }, options) {
    const path = `/find/${encodeURIComponent(id)}`;
    const query = { external_source: `${from}_id`, language: localeOf(choice) };
    const answer = await ask({ kind: "find", path, query, schema: seriesFindSchema, ...options });
    return (answer?.tv_results ?? []).map(toSeriesHit);
  },
  async findSeries({ ids: { tmdb: id }, ...choice }, options) {
    const answer = id === null ? undefined : await askSeries(ask, id, choice, options);
    return answer && toSeries(answer, choice);
  },
  async listEpisodes({ ids: { tmdb: id }, order, ...choice }, options) {
    const series = id === null ? undefined : await askSeries(ask, id, choice, options);
    return series && listInOrder(ask, series, { order, choice, options });
  },
});

function askSeries(ask: AskTmdb, id: number, choice: LanguageChoice, options: AskOptions = {}) {
  const query = { append_to_response: appended, language: localeOf(choice), ...mediaLanguages(choice) };
  return ask({ kind: "series", path: `/tv/${id}`, query, schema: seriesSchema, ...options });
}

type Listing = { choice: LanguageChoice; options: AskOptions | undefined };

/** Undefined for an order that the series does not have. */
async function listInOrder(
  ask: AskTmdb,
  series: TmdbSeries,
  { order, ...listing }: Listing & { order: string },
): Promise<ProviderEpisode[] | undefined> {
  if (order === "aired") return toEpisodes(await listAired(ask, series, listing));
  const groupId = series.episode_groups.results.find(({ id }) => `${groupPrefix}${id}` === order)?.id;
  if (groupId === undefined) return undefined;
  const group = await ask({
    kind: "order",
    path: `/tv/episode_group/${encodeURIComponent(groupId)}`,
    query: { language: localeOf(listing.choice) },
    schema: episodeGroupSchema,
    ...listing.options,
  });
  return group && toGroupEpisodes(group, await listAired(ask, series, listing));
}

/**
 * All episodes, in the wanted language; the next language is asked only for seasons in which an episode has no title
 * or plot yet.
 */
async function listAired(ask: AskTmdb, series: TmdbSeries, { choice, options }: Listing): Promise<TmdbEpisode[]> {
  const languages = unique([...languagesOf(choice), series.original_language ?? choice.language]);
  let episodes: TmdbEpisode[] = [];
  let seasons = series.seasons;
  for (const language of languages) {
    const asked = await askSeasons(ask, { ...series, seasons }, { choice: { ...choice, language }, options });
    const byId = new Map(asked.map((episode) => [episode.id, episode]));
    episodes = episodes.length === 0 ? asked : episodes.map((episode) => fillWords(episode, byId.get(episode.id)));
    const open = new Set(episodes.filter((episode) => !isWhole(episode)).map(({ season_number }) => season_number));
    seasons = seasons.filter(({ season_number }) => open.has(season_number));
    if (seasons.length === 0) break;
  }
  return episodes;
}

async function askSeasons(
  ask: AskTmdb,
  { id, seasons }: Pick<TmdbSeries, "id" | "seasons">,
  { choice, options }: Listing,
): Promise<TmdbEpisode[]> {
  const answers = await Promise.all(
    batchSeasons(seasons).map((batch) =>
      ask({
        kind: "episodes",
        path: `/tv/${id}`,
        query: {
          append_to_response: batch.map(({ season_number }) => `season/${season_number}`).join(","),
          language: localeOf(choice),
        },
        schema: seasonsSchema,
        ...options,
      }),
    ),
  );
  return answers.flatMap((answer) => answer ?? []).flatMap(({ episodes }) => episodes);
}
