import { dayOf } from "./readers.ts";
import type { ProviderEpisode } from "./series.ts";
import { tvdbImageUrl } from "./tvdb-artwork.ts";
import type { TvdbEpisode } from "./tvdb-schemas.ts";

/** Whether it lacks a text that this language has, as far as TVDB tells. */
export function lacksWords(episode: TvdbEpisode, language: string): boolean {
  const has = (list: string[] | undefined) => list?.includes(language) ?? true;
  return (
    (episode.name === null && has(episode.nameTranslations)) ||
    (episode.overview === null && has(episode.overviewTranslations))
  );
}

/** Whether it lacks a text that some language has, as far as TVDB tells. */
export const lacksAny = ({ name, nameTranslations, overview, overviewTranslations }: TvdbEpisode): boolean =>
  (name === null && nameTranslations?.length !== 0) || (overview === null && overviewTranslations?.length !== 0);

/** The episodes with what another language has where they have nothing, and those that only it lists. */
export function fillEpisodes(episodes: TvdbEpisode[], others: TvdbEpisode[]): TvdbEpisode[] {
  const byId = new Map(others.map((episode) => [episode.id, episode]));
  const filled = episodes.map((episode) => ({
    ...episode,
    name: episode.name ?? byId.get(episode.id)?.name ?? null,
    overview: episode.overview ?? byId.get(episode.id)?.overview ?? null,
  }));
  for (const { id } of episodes) byId.delete(id);
  return [...filled, ...byId.values()];
}

/** Episodes by season and number. TVDB tells guests and crew only of one episode at a time, so they are left out. */
export function toEpisodes(episodes: TvdbEpisode[]): ProviderEpisode[] {
  return episodes
    .toSorted((a, b) => a.seasonNumber - b.seasonNumber || a.number - b.number)
    .map((episode) => ({
      provider: "tvdb",
      seasonNumber: episode.seasonNumber,
      episodeNumber: episode.number,
      absoluteNumber: episode.seasonNumber === 0 ? null : episode.absoluteNumber,
      ids: { tmdb: null, tvdb: episode.id, imdb: null },
      title: episode.name,
      plot: episode.overview,
      airDate: dayOf(episode.aired),
      runtimeMinutes: episode.runtime,
      ratings: [],
      guests: [],
      crew: [],
      artwork: stillsOf(episode),
    }));
}

function stillsOf({ image }: TvdbEpisode): ProviderEpisode["artwork"] {
  const url = tvdbImageUrl(image);
  if (url === null) return [];
  const unknown = { providerId: null, width: null, height: null, language: null };
  return [{ assetType: "thumb", url, ...unknown, voteAverage: null, voteCount: null, likes: null }];
}
