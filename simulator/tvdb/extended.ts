import { imdbIdOf } from "../answers/people.ts";
import { tvdbSeasonPictures } from "../artwork/tvdb-pictures.ts";
import type { Film } from "../catalogue/film.ts";
import { personId } from "../catalogue/people.ts";
import { threeLetterCountries } from "../catalogue/series-words.ts";
import type { Show } from "../catalogue/show.ts";
import { namesOf } from "../catalogue.ts";
import type { Asking } from "./answering.ts";
import { mainImage, movieArtworks, seasonArtworks, seriesArtworks } from "./artwork.ts";
import { companiesOf, companyOf } from "./companies.ts";
import { type OrderedSeason, orderedSeasons, orderOf, type Placed, seasonTypesOf } from "./orders.ts";
import {
  characterOf,
  contentRatingsOf,
  episodeBase,
  episodeLanguages,
  episodeWording,
  genresOf,
  movieBase,
  peopleBase,
  primaryWording,
  remoteId,
  seasonBase,
  seriesBase,
  threeOf,
  translationsOf,
} from "./records.ts";

/** What `?meta=` and `?short=` ask for. */
const wishesOf = ({ query }: Asking) => ({
  short: query.get("short") === "true",
  translations: query.get("meta") === "translations",
  episodes: query.get("meta") === "episodes",
});

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

export function seriesExtended(show: Show, asking: Asking) {
  const wishes = wishesOf(asking);
  const { url } = asking;
  const day = new Date(show.firstAired || 0).getUTCDay();
  const network = companyOf(show.networks[0] ?? "", show.countries[0], "Network");
  const ids = { seriesId: show.tvdbId };
  return {
    ...seriesBase(show, asking),
    abbreviation: null,
    overview: primaryWording(show).overview,
    airsDays: Object.fromEntries(weekdays.map((name, index) => [name, index === day])),
    airsTime: "20:00",
    artworks: wishes.short ? null : seriesArtworks(show, asking),
    characters: wishes.short
      ? null
      : [
          ...show.cast.map((credit, sort) => characterOf(credit, { url, peopleType: "Actor", sort, ids })),
          ...show.creators.map((name, sort) =>
            characterOf({ name, role: "" }, { url, peopleType: "Creator", sort, ids }),
          ),
        ],
    contentRatings: contentRatingsOf(show.certifications, "episode"),
    episodes: wishes.episodes ? orderOf(show, "official").map((placed) => episodeBase(show, placed, asking)) : null,
    genres: genresOf(show.genres),
    lists: [],
    companies: companiesOf(show),
    originalNetwork: network,
    latestNetwork: network,
    remoteIds: seriesRemoteIds(show),
    seasons: orderedSeasons(show).map((season) => seasonBase(show, season, seasonImage(show, season, asking))),
    seasonTypes: seasonTypesOf(show),
    tags: show.keywords.map((name, index) => ({ id: index + 1, tag: 1, tagName: "Keyword", name, helpText: null })),
    trailers: [
      {
        id: show.tmdbId,
        language: "eng",
        name: `${show.title} (official trailer)`,
        url: `https://www.youtube.com/watch?v=${show.trailerKey}`,
        runtime: 120,
      },
    ],
    translations: wishes.translations ? translationsOf(show) : null,
  };
}

export function seriesRemoteIds(show: Show) {
  return [
    ...(show.imdbId === null ? [] : [remoteId(show.imdbId, 2, "IMDB")]),
    remoteId(String(show.tmdbId), 12, "TheMovieDB.com"),
    remoteId(String(show.tvmazeId), 19, "TV Maze"),
    ...(show.homepage === "" ? [] : [remoteId(show.homepage, 4, "Official Website")]),
  ];
}

function seasonImage(show: Show, { id, type }: OrderedSeason, { url, artworkScale }: Asking): string | null {
  const season = show.seasons.find(({ tvdbId }) => tvdbId === id);
  if (season === undefined || type.type !== "official") return null;
  return mainImage(tvdbSeasonPictures(show, season, artworkScale), { kind: "poster", url });
}

export function seasonExtended(show: Show, season: OrderedSeason, asking: Asking) {
  return {
    ...seasonBase(show, season, seasonImage(show, season, asking)),
    artwork: seasonArtworks(show, season.id, asking),
    episodes: season.episodes.map((placed) => episodeBase(show, placed, asking)),
    trailers: [],
    tagOptions: null,
    translations: season.name === null ? [] : [{ language: "eng", name: season.name, overview: null }],
  };
}

export function episodeExtended(show: Show, placed: Placed, asking: Asking) {
  const { episode } = placed;
  const { absoluteNumber: _, seasonName: __, ...base } = episodeBase(show, placed, asking);
  const { url } = asking;
  const ids = { seriesId: show.tvdbId, episodeId: episode.tvdbId };
  const crew = [
    { name: episode.director, peopleType: "Director" },
    { name: episode.writer, peopleType: "Writer" },
  ].flatMap(({ name, peopleType }, sort) =>
    name === null ? [] : [characterOf({ name, role: "" }, { url, peopleType, sort, ids })],
  );
  const isIn = ({ episodes }: OrderedSeason) => episodes.some((other) => other.episode === episode);
  const all = episodeLanguages(show, episode).map((language) => ({
    language: threeOf(language),
    isPrimary: language === show.originalLanguage,
    ...episodeWording(show, { episode, language }),
  }));
  return {
    ...base,
    awards: [],
    nominations: [],
    characters: [
      ...episode.guests.map((credit, sort) => characterOf(credit, { url, peopleType: "Guest Star", sort, ids })),
      ...crew,
    ],
    companies: [],
    contentRatings: contentRatingsOf(show.certifications, "episode"),
    networks: show.networks.map((name) => companyOf(name, show.countries[0], "Network")),
    studios: [],
    productionCode: episode.productionCode || null,
    remoteIds: episode.imdbId === null ? [] : [remoteId(episode.imdbId, 2, "IMDB")],
    seasons: orderedSeasons(show)
      .filter(isIn)
      .map((season) => seasonBase(show, season, null)),
    tagOptions: null,
    trailers: [],
    translations: wishesOf(asking).translations
      ? {
          nameTranslations: all.map(({ language, name, isPrimary }) => ({ language, name, isPrimary })),
          overviewTranslations: all
            .filter(({ overview }) => overview !== null)
            .map(({ language, overview, isPrimary }) => ({ language, overview, isPrimary })),
          alias: null,
        }
      : null,
  };
}

export function movieExtended(film: Film, asking: Asking) {
  const wishes = wishesOf(asking);
  const { url } = asking;
  const ids = { movieId: film.tvdbId ?? 0 };
  const country = threeLetterCountries[film.countries[0] ?? ""] ?? "";
  const release = { country: country || "global", date: film.releaseDate, detail: null };
  return {
    ...movieBase(film, asking),
    artworks: wishes.short ? null : movieArtworks(film, asking),
    audioLanguages: null,
    awards: [],
    boxOffice: String(film.revenue),
    boxOfficeUS: null,
    budget: String(film.budget),
    characters: wishes.short
      ? null
      : [
          ...film.cast.map((credit, sort) => characterOf(credit, { url, peopleType: "Actor", sort, ids })),
          ...film.directors.map((name, sort) =>
            characterOf({ name, role: "" }, { url, peopleType: "Director", sort, ids }),
          ),
        ],
    companies: {
      studio: [],
      network: [],
      production: film.studios.map((name) => companyOf(name, film.countries[0], "Production Company")),
      distributor: [],
      special_effects: [],
    },
    contentRatings: contentRatingsOf(film.certifications, "movie"),
    first_release: release,
    genres: genresOf(film.genres),
    inspirations: [],
    lists: [],
    originalCountry: country,
    originalLanguage: threeOf(film.originalLanguage),
    production_countries: film.countries.map((code, id) => ({
      id,
      country: threeLetterCountries[code] ?? code.toLowerCase(),
      name: code,
    })),
    releases: [release],
    remoteIds: [
      ...(film.imdbId === null ? [] : [remoteId(film.imdbId, 2, "IMDB")]),
      remoteId(String(film.id), 10, "TheMovieDB.com"),
    ],
    spoken_languages: film.spokenLanguages.map(threeOf),
    studios: film.studios.map((name, id) => ({ id, name, parentStudio: 0 })),
    subtitleLanguages: null,
    tagOptions: null,
    trailers: [],
    translations: wishes.translations ? translationsOf(film) : null,
  };
}

export function peopleExtended(name: string, { url, catalogue }: Asking) {
  const shows = [...catalogue.shows.values()].filter((show) => namesOf(show).includes(name));
  return {
    ...peopleBase(name, url),
    awards: [],
    biographies: [{ language: "eng", biography: `${name} is in ${shows.length} of the series in this catalogue.` }],
    // TVDB leaves out what it does not know: the year alone, or the year and the month.
    birth: name.length % 3 === 0 ? `${1940 + name.length}` : name.length % 3 === 1 ? `${1940 + name.length}-05` : null,
    birthPlace: null,
    death: null,
    gender: 0,
    characters: shows.flatMap((show) =>
      [...show.cast, ...show.guests]
        .filter((credit) => credit.name === name)
        .map((credit, sort) => characterOf(credit, { url, peopleType: "Actor", sort, ids: { seriesId: show.tvdbId } })),
    ),
    races: [],
    remoteIds: [remoteId(imdbIdOf(personId(name)), 2, "IMDB"), remoteId(String(personId(name)), 15, "TheMovieDB.com")],
    slug: name.toLowerCase().replaceAll(" ", "-"),
    tagOptions: null,
    translations: null,
  };
}
