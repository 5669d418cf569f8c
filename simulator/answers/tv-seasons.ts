import type { Picture } from "../artwork/pictures.ts";
import { seasonPictures, stillPictures } from "../artwork/show-pictures.ts";
import { objectId } from "../catalogue/seed.ts";
import type { Episode, Season, Show } from "../catalogue/show.ts";
import type { Answering } from "./answering.ts";
import { imageOf, wantsLanguage } from "./images.ts";
import { companiesOf, languageNames, languagesOf } from "./movie.ts";
import { episodeSummaryOf, episodeWording, seasonName, seasonSummaryOf } from "./show-summary.ts";
import { languageOf } from "./summary.ts";
import { aggregateCredits, episodeCredits, episodePeople, showCredits } from "./tv-credits.ts";

type OfSeason = { show: Show; season: Season };
type OfEpisode = { show: Show; episode: Episode };

const seasonParts: Readonly<Record<string, (answering: Answering, of: OfSeason) => object>> = {
  aggregate_credits: (_, { show, season }) => aggregateCredits(show, season.episodes),
  credits: (_, { show }) => showCredits(show),
  external_ids: (_, { season }) => ({
    freebase_mid: null,
    freebase_id: null,
    tvdb_id: season.tvdbId,
    tvrage_id: null,
    wikidata_id: null,
  }),
  images: ({ query, artworkScale }, { show, season }) => ({
    posters: listed(seasonPictures(show, season, artworkScale), query),
  }),
  translations: (_, { show, season }) => ({
    translations: languagesOf(show).map((language) => ({
      ...languageNames(language),
      data: { name: seasonName(season, language), overview: language === "en" ? season.overview : "" },
    })),
  }),
  videos: () => ({ results: [] }),
};

const episodeParts: Readonly<Record<string, (answering: Answering, of: OfEpisode) => object>> = {
  credits: (_, { show, episode }) => episodeCredits(show, episode),
  external_ids: (_, { episode }) => ({
    imdb_id: episode.imdbId,
    freebase_mid: null,
    freebase_id: null,
    tvdb_id: episode.tvdbId,
    tvrage_id: null,
    wikidata_id: null,
  }),
  images: ({ query, artworkScale }, { show, episode }) => ({
    stills: listed(stillPictures(show, episode, artworkScale), query),
  }),
  translations: (_, { show, episode }) => ({
    translations: languagesOf(show).flatMap((language) => {
      const { title, overview } = episodeWording(episode, language);
      const isTranslated = language === "en" || episode.titles.has(language);
      return isTranslated ? [{ ...languageNames(language), data: { name: title, overview } }] : [];
    }),
  }),
  videos: () => ({ results: [] }),
};

const listed = (pictures: Picture[], query: URLSearchParams) =>
  pictures.filter((picture) => wantsLanguage(query)(picture.language)).map(imageOf);

/** A season with its episodes, their crew and guests, and the parts that were appended. */
export function seasonAnswer(
  answering: Answering,
  { show, season, appended }: OfSeason & { appended: string[] },
): object {
  const language = languageOf(answering.query);
  const { episode_count: _, ...summary } = seasonSummaryOf(show, season, language);
  return {
    _id: objectId(`season ${season.tmdbId}`),
    ...summary,
    episodes: season.episodes.map((episode) => ({
      ...episodeSummaryOf(show, episode, language),
      ...episodePeople(show, episode),
    })),
    networks: companiesOf(show.networks, show.countries),
    ...Object.fromEntries(
      appended.flatMap((name) => {
        const part = seasonParts[name];
        return part === undefined ? [] : [[name, part(answering, { show, season })]];
      }),
    ),
  };
}

export function seasonPart(
  answering: Answering,
  { show, season, name }: OfSeason & { name: string },
): object | undefined {
  const part = seasonParts[name]?.(answering, { show, season });
  return part && { id: season.tmdbId, ...part };
}

/** An episode with crew and guests and the parts that were appended. */
export function episodeAnswer(
  answering: Answering,
  { show, episode, appended }: OfEpisode & { appended: string[] },
): object {
  return {
    ...episodeSummaryOf(show, episode, languageOf(answering.query)),
    ...episodePeople(show, episode),
    ...Object.fromEntries(
      appended.flatMap((name) => {
        const part = episodeParts[name];
        return part === undefined ? [] : [[name, part(answering, { show, episode })]];
      }),
    ),
  };
}

export function episodePart(
  answering: Answering,
  { show, episode, name }: OfEpisode & { name: string },
): object | undefined {
  const part = episodeParts[name]?.(answering, { show, episode });
  return part && { id: episode.tmdbId, ...part };
}
