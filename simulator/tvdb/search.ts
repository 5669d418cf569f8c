import { imdbIdOf } from "../answers/people.ts";
import { findTitled } from "../answers/search.ts";
import { wordingOf } from "../answers/summary.ts";
import type { Film } from "../catalogue/film.ts";
import { personId } from "../catalogue/people.ts";
import { finerGenres } from "../catalogue/series-words.ts";
import type { Show } from "../catalogue/show.ts";
import type { Reply } from "../reply.ts";
import { type Asking, failure, success } from "./answering.ts";
import { seriesRemoteIds } from "./extended.ts";
import { episodeBase, languagesOf, movieBase, peopleBase, remoteId, seriesBase, threeOf } from "./records.ts";

/** Series and films by title: `query`, `type`, `year`, `offset`, `limit`. */
export function searchAnswer(asking: Asking): Reply {
  const { query, catalogue, state } = asking;
  const wanted = query.get("query") ?? query.get("q") ?? "";
  if (wanted === "") return failure(400, "query is required");
  const year = query.get("year");
  const type = query.get("type");
  const shows = [...catalogue.shows.values()].filter(
    (show) => !state.isRetired("tvdbSeries", show.tvdbId) && (!year || show.firstAired.startsWith(year)),
  );
  const films = catalogue.films.filter((film) => film.tvdbId !== null && (!year || film.releaseDate.startsWith(year)));
  const found = [
    ...(type === null || type === "series" ? findTitled(shows, wanted).map((show) => seriesResult(show, asking)) : []),
    ...(type === null || type === "movie" ? findTitled(films, wanted).map((film) => movieResult(film, asking)) : []),
  ];
  const offset = Number(query.get("offset") ?? "0");
  const limit = Number(query.get("limit") ?? "50");
  const links = { prev: null, self: null, next: null, total_items: found.length, page_size: limit };
  return success(found.slice(offset, offset + limit), { links });
}

function wordsOf(worded: Parameters<typeof wordingOf>[0]) {
  const all = languagesOf(worded).map((language) => ({ language: threeOf(language), ...wordingOf(worded, language) }));
  return {
    translations: Object.fromEntries(all.map(({ language, title }) => [language, title])),
    overviews: Object.fromEntries(
      all.filter(({ overview }) => overview !== "").map((one) => [one.language, one.overview]),
    ),
  };
}

/** Search results are of another shape than records: ids are text, and lists are plain. */
function seriesResult(show: Show, asking: Asking) {
  const base = seriesBase(show, asking);
  return {
    objectID: `series-${show.tvdbId}`,
    id: `series-${show.tvdbId}`,
    tvdb_id: String(show.tvdbId),
    type: "series",
    name: base.name,
    aliases: show.alternativeTitles.map(({ title }) => title),
    country: base.country,
    first_air_time: show.firstAired,
    genres: show.genres.flatMap((genre) => finerGenres[genre] ?? [genre]),
    image_url: base.image,
    thumbnail: base.image?.replace(/(\.[a-z]+)$/, "_t$1") ?? null,
    network: show.networks[0] ?? null,
    overview: wordingOf(show, "en").overview,
    primary_language: base.originalLanguage,
    remote_ids: seriesRemoteIds(show),
    slug: base.slug,
    status: base.status.name,
    studios: show.studios,
    year: base.year,
    ...wordsOf(show),
  };
}

function movieResult(film: Film, asking: Asking) {
  const base = movieBase(film, asking);
  return {
    objectID: `movie-${base.id}`,
    id: `movie-${base.id}`,
    tvdb_id: String(base.id),
    type: "movie",
    name: base.name,
    aliases: film.alternativeTitles.map(({ title }) => title),
    director: film.directors[0] ?? null,
    first_air_time: film.releaseDate,
    genres: film.genres,
    image_url: base.image,
    overview: film.overview,
    primary_language: threeOf(film.originalLanguage),
    remote_ids: film.imdbId === null ? [] : [remoteId(film.imdbId, 2, "IMDB")],
    slug: base.slug,
    status: "Released",
    studios: film.studios,
    year: base.year,
    ...wordsOf(film),
  };
}

/** Whatever has this id elsewhere: a series, episode, film or person. */
export function remoteIdAnswer(id: string, asking: Asking): Reply {
  const { catalogue, state } = asking;
  const shows = [...catalogue.shows.values()].filter((show) => !state.isRetired("tvdbSeries", show.tvdbId));
  const found = [
    ...shows
      .filter((show) => seriesRemoteIds(show).some((remote) => remote.id === id))
      .map((show) => ({ series: seriesBase(show, asking) })),
    ...shows.flatMap((show) =>
      show.seasons
        .flatMap((season) => season.episodes)
        .filter((episode) => episode.imdbId === id)
        .map((episode) => ({
          episode: episodeBase(show, { episode, season: episode.season, number: episode.number }, asking),
        })),
    ),
    ...catalogue.films
      .filter((film) => film.tvdbId !== null && film.imdbId === id)
      .map((film) => ({ movie: movieBase(film, asking) })),
    ...[...catalogue.people.values()]
      .filter((name) => imdbIdOf(personId(name)) === id)
      .map((name) => ({ people: peopleBase(name, asking.url) })),
  ];
  return found.length === 0 ? failure(404) : success(found);
}
