import { dayOf } from "./readers.ts";
import type { ProviderEpisode } from "./series.ts";
import { pictureOf } from "./tmdb-artwork.ts";
import { castOf, crewOf, ratingsOf } from "./tmdb-movie.ts";
import type { TmdbEpisode, TmdbEpisodeGroup, TmdbSeasonSummary } from "./tmdb-series-schemas.ts";

/** TMDB appends at most this many parts to one answer. */
const maxAppended = 20;
/** About 10 kB each with guests and crew: so many stay well below the largest answer that is read. */
const maxEpisodes = 400;

/** Seasons in as few requests as their answers' size allows. */
export function batchSeasons(seasons: TmdbSeasonSummary[]): TmdbSeasonSummary[][] {
  const batches: TmdbSeasonSummary[][] = [];
  let episodes = 0;
  for (const season of seasons) {
    const count = season.episode_count ?? 0;
    const batch = batches.at(-1);
    if (batch && batch.length < maxAppended && episodes + count <= maxEpisodes) {
      batch.push(season);
      episodes += count;
    } else {
      batches.push([season]);
      episodes = count;
    }
  }
  return batches;
}

/**
 * What TMDB calls an episode that has no title in a language: "Episode 5", "Folge 5", "第5話". The words are those of
 * the languages it is written in most.
 */
const numberOnly =
  /^(?:(?:episode|épisode|episodio|episódio|folge|aflevering|afsnit|avsnitt|jakso|odcinek|epizoda|epizód|rész|bölüm|эпизод|серия|серія|επεισόδιο|حلقة|الحلقة|פרק|에피소드|tập)\s*\d+|第\s*\d+\s*[话話集回]|제?\s*\d+\s*[화회]|\d+\.\s*(?:rész|bölüm|epizoda|díl|jakso))$/iu;

const hasTitle = ({ name }: TmdbEpisode): boolean => name !== null && !numberOnly.test(name);
export const isWhole = (episode: TmdbEpisode): boolean => hasTitle(episode) && episode.overview !== null;

/** The same episode with what another language has where this one has nothing. */
export function fillWords(episode: TmdbEpisode, other: TmdbEpisode | undefined): TmdbEpisode {
  if (other === undefined) return episode;
  return {
    ...episode,
    name: hasTitle(episode) || !hasTitle(other) ? episode.name : other.name,
    overview: episode.overview ?? other.overview,
  };
}

/** Episodes at their places by season and number, each with its number over all. */
export function toEpisodes(episodes: TmdbEpisode[]): ProviderEpisode[] {
  const sorted = episodes.toSorted((a, b) => a.season_number - b.season_number || a.episode_number - b.episode_number);
  let absolute = 0;
  return sorted.map((episode) => {
    const absoluteNumber = episode.season_number === 0 ? null : ++absolute;
    return toEpisode(episode, absoluteNumber);
  });
}

/** Episodes at their places in a group; `known` has the crew and guests that a group does not tell. */
export function toGroupEpisodes({ groups }: TmdbEpisodeGroup, known: TmdbEpisode[]): ProviderEpisode[] {
  const byId = new Map(known.map((episode) => [episode.id, episode]));
  return toEpisodes(
    groups.flatMap(({ order, episodes }) =>
      episodes.map((episode) => ({
        ...(byId.get(episode.id) ?? episode),
        season_number: order,
        episode_number: episode.order + 1,
      })),
    ),
  );
}

function toEpisode(episode: TmdbEpisode, absoluteNumber: number | null): ProviderEpisode {
  return {
    provider: "tmdb",
    seasonNumber: episode.season_number,
    episodeNumber: episode.episode_number,
    absoluteNumber,
    ids: { tmdb: episode.id, tvdb: null, imdb: null },
    title: episode.name,
    plot: episode.overview,
    airDate: dayOf(episode.air_date),
    runtimeMinutes: episode.runtime,
    ratings: ratingsOf(episode),
    guests: castOf(episode.guest_stars),
    crew: crewOf(episode.crew),
    artwork: episode.still_path === null ? [] : [pictureOf("thumb", episode.still_path)],
  };
}
