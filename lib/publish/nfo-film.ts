import type { NfoEntity } from "#lib/files/nfo/types.ts";
import { fieldLocks } from "#lib/movies/fields.ts";
import type { FilmFacts } from "./load-films.ts";
import { type Before, entityOf } from "./nfo-fields.ts";
import { actorsOf, certificationOf, idsOf, locksOf, ratingsOf, userRatingOf } from "./nfo-parts.ts";
import { streamsOf } from "./nfo-streams.ts";

/** A film as its NFO tells it. `before` is what the NFO said so far, see entityOf. */
export function nfoOfFilm(facts: FilmFacts, before: Before): NfoEntity {
  const { movie, collection, library } = facts;
  return entityOf("movie", before, {
    title: movie.title,
    originalTitle: movie.originalTitle,
    sortTitle: movie.sortTitle === movie.title ? null : movie.sortTitle,
    year: movie.year,
    premiered: movie.releaseDate,
    plot: movie.plot,
    outline: movie.outline,
    tagline: movie.tagline,
    runtimeMinutes: movie.runtimeMinutes,
    mpaa: certificationOf({ ...movie, region: library.region }, before),
    userRating: userRatingOf(movie.userRating),
    ratings: ratingsOf(facts.ratings, before),
    uniqueIds: idsOf(
      [
        { type: "tmdb", value: movie.tmdbId },
        { type: "imdb", value: movie.imdbId },
        { type: "tvdb", value: movie.tvdbId },
      ],
      before,
    ),
    genres: movie.genres ?? [],
    countries: movie.countries ?? [],
    studios: movie.studios ?? [],
    tags: movie.tags ?? [],
    directors: movie.directors ?? [],
    writers: movie.writers ?? [],
    actors: actorsOf(facts.cast, before),
    collection: collection && { name: collection.name, overview: collection.overview, tmdbId: collection.tmdbId },
    trailer: movie.trailerUrl,
    streams: streamsOf({ filePath: movie.filePath, parts: facts.parts, streams: facts.streams }, before),
    ...locksOf(
      {
        names: {
          Name: movie.titleLocked,
          OriginalTitle: movie.originalTitleLocked,
          SortName: movie.sortTitleLocked,
          Overview: movie.plotLocked,
          Tagline: movie.taglineLocked,
          Genres: movie.genresLocked,
          Cast: movie.actorsOrderLocked,
          Studios: movie.studiosLocked,
          Tags: movie.tagsLocked,
          ProductionLocations: movie.countriesLocked,
          Runtime: movie.runtimeLocked,
          OfficialRating: movie.contentRatingLocked,
          CommunityRating: movie.ratingLocked,
          Collections: movie.collectionLocked,
        },
        isAllLocked: Object.values(fieldLocks).every((column) => movie[column]),
      },
      before,
    ),
  });
}

/** A film set as its set.nfo tells it (Kodi 21). */
export function nfoOfSet(set: NonNullable<FilmFacts["collection"]>, before: Before): NfoEntity {
  return entityOf("set", before, {
    title: set.name,
    plot: set.overview,
    uniqueIds: idsOf([{ type: "tmdb", value: set.tmdbId }], before),
  });
}
