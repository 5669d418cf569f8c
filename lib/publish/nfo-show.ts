import type { NfoEntity } from "#lib/files/nfo/types.ts";
import { episodeLocks, seasonLocks, seriesLocks } from "#lib/series/read-nfo.ts";
import { readSeriesStatus, type ShowStatus, showStatuses } from "#lib/series/vocabulary.ts";
import type { EpisodeFacts, SeasonFacts, ShowFacts } from "./load-shows.ts";
import { type Before, entityOf, yearOf } from "./nfo-fields.ts";
import { actorsOf, certificationOf, idsOf, locksOf, ratingsOf, userRatingOf } from "./nfo-parts.ts";
import { streamsOf } from "./nfo-streams.ts";

/** A series as its tvshow.nfo tells it. `before`: see nfoOfFilm. */
export function nfoOfShow(facts: ShowFacts, before: Before): NfoEntity {
  const { series, names, library } = facts;
  return entityOf("tvshow", before, {
    title: series.title,
    originalTitle: series.originalTitle,
    showTitle: before?.showTitle ? series.title : null,
    sortTitle: series.sortTitle === series.title ? null : series.sortTitle,
    year: series.year,
    premiered: series.firstAired,
    status: statusOf(series.status, before),
    plot: series.plot,
    outline: series.outline,
    tagline: series.tagline,
    runtimeMinutes: series.runtimeMinutes,
    mpaa: certificationOf({ contentRating: series.contentRating, region: library.region }, before),
    userRating: userRatingOf(series.userRating),
    ratings: ratingsOf(facts.ratings, before),
    uniqueIds: idsOf(showIds(facts), before),
    genres: names.genres,
    countries: names.countries,
    studios: names.studios,
    tags: names.tags,
    actors: actorsOf(facts.cast, before),
    namedSeasons: namedSeasonsOf(facts, before),
    ...locksOf(
      {
        names: {
          Name: series.titleLocked,
          OriginalTitle: series.originalTitleLocked,
          SortName: series.sortTitleLocked,
          Overview: series.plotLocked,
          Tagline: series.taglineLocked,
          Genres: series.genresLocked,
          Cast: series.actorsOrderLocked,
          Studios: series.studiosLocked,
          Tags: series.tagsLocked,
          ProductionLocations: series.countriesLocked,
          Runtime: series.runtimeLocked,
          OfficialRating: series.contentRatingLocked,
        },
        isAllLocked: Object.values(seriesLocks).every((column) => series[column]),
      },
      before,
    ),
  });
}

/** Kodi's default for a series is TVDB, then what else is known. */
export const showIds = ({ series }: Pick<ShowFacts, "series">) => [
  { type: "tvdb", value: series.tvdbId },
  { type: "tmdb", value: series.tmdbId },
  { type: "imdb", value: series.imdbId },
];

/** A word that means the same stays as it was written, such as "Returning Series", and so does one that Metarr has none for. */
function statusOf(status: ShowStatus | null, before: Before): string | null {
  const word = before?.status ?? null;
  if ((readSeriesStatus(word) ?? null) === status) return word ?? (status && showStatuses[status]);
  return status && showStatuses[status];
}

/** Seasons Metarr does not know keep the names the file gave them. */
function namedSeasonsOf({ seasons }: ShowFacts, before: Before): NfoEntity["namedSeasons"] {
  const known = new Map(seasons.map(({ season }) => [season.seasonNumber, season.title]));
  const own = [...known].flatMap(([number, name]) => (name ? [{ number, name }] : []));
  const others = (before?.namedSeasons ?? []).filter(({ number }) => !known.has(number));
  return [...own, ...others].toSorted((a, b) => a.number - b.number);
}

/** A season as its season.nfo tells it. */
export function nfoOfSeason({ season }: SeasonFacts, before: Before): NfoEntity {
  return entityOf("season", before, {
    title: season.title,
    plot: season.plot,
    premiered: season.airDate,
    // A year without a day is not Metarr's; one of a day that is gone goes with it.
    year: yearOf(season.airDate) ?? (before?.premiered ? null : (before?.year ?? null)),
    season: season.seasonNumber,
    uniqueIds: idsOf(
      [
        { type: "tvdb", value: season.tvdbId },
        { type: "tmdb", value: season.tmdbId },
        { type: "imdb", value: season.imdbId },
      ],
      before,
    ),
    ...locksOf(
      {
        names: { Name: season.titleLocked, Overview: season.plotLocked },
        isAllLocked: Object.values(seasonLocks).every((column) => season[column]),
      },
      before,
    ),
  });
}

/**
 * One episode as its part of an NFO tells it. Season and number are those of the file's name, as for Kodi; another order
 * stands in displayseason and displayepisode.
 */
export function nfoOfEpisode(facts: ShowFacts, one: EpisodeFacts, before: Before): NfoEntity {
  const { episode } = one;
  return entityOf("episode", before, {
    title: episode.title,
    showTitle: facts.series.title,
    season: episode.seasonNumber,
    episode: episode.episodeNumber,
    displaySeason: episode.displaySeason,
    displayEpisode: episode.displayEpisode,
    plot: episode.plot,
    aired: episode.airDate,
    runtimeMinutes: episode.runtimeMinutes,
    userRating: userRatingOf(episode.userRating),
    ratings: ratingsOf(one.ratings, before),
    uniqueIds: idsOf(
      [
        { type: "tvdb", value: episode.tvdbId },
        { type: "tmdb", value: episode.tmdbId },
        { type: "imdb", value: episode.imdbId },
      ],
      before,
    ),
    directors: one.people.directors,
    writers: one.people.writers,
    actors: actorsOf(one.guests, before),
    streams: streamsOf({ filePath: episode.filePath, parts: one.parts, streams: one.streams }, before),
    ...locksOf(
      {
        names: {
          Name: episode.titleLocked,
          Overview: episode.plotLocked,
          Cast: episode.actorsOrderLocked,
          Runtime: episode.runtimeLocked,
        },
        isAllLocked: Object.values(episodeLocks).every((column) => episode[column]),
      },
      before,
    ),
  });
}
