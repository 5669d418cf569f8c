import { profilePath } from "../answers/credits.ts";
import { hasAired } from "../answers/show-summary.ts";
import type { Drawn } from "../artwork/pictures.ts";
import { tvmazePictures } from "../artwork/tvmaze-pictures.ts";
import { hashText } from "../catalogue/seed.ts";
import { finerGenres } from "../catalogue/series-words.ts";
import type { Episode, Season, Show } from "../catalogue/show.ts";
import { countries, languages } from "../catalogue/words.ts";

type Place = { url: string; artworkScale: number };

/** What only streams is on a web channel, and not on a network. */
const webChannels = new Set(["Netflix", "Apple TV+", "VODO", "Blender"]);
const statuses: Readonly<Record<Show["status"], string>> = {
  Ended: "Ended",
  Canceled: "Ended",
  "Returning Series": "Running",
  Planned: "In Development",
};
/** When the catalogue was last changed, as far as TVmaze tells. */
export const UPDATED = 1_700_000_000;

const address = (kind: string, id: number, name: string) =>
  `https://www.tvmaze.com/${kind}/${id}/${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;

export function showOf(show: Show, place: Place) {
  const regular = show.seasons.filter(({ number }) => number > 0).flatMap(({ episodes }) => episodes);
  const last = regular.findLast(hasAired);
  const next = regular.find((episode) => !hasAired(episode));
  const isOver = show.status === "Ended" || show.status === "Canceled";
  const isAnime = show.countries[0] === "JP" && show.genres.includes("Animation");
  const self = `${place.url}/tvmaze/shows/${show.tvmazeId}`;
  const channel = channelOf(show);
  return {
    id: show.tvmazeId,
    url: address("shows", show.tvmazeId, show.title),
    name: show.title,
    type: show.genres.includes("Animation") ? "Animation" : show.type === "Talk Show" ? "Talk Show" : "Scripted",
    language: languages[show.originalLanguage]?.english ?? null,
    genres: [
      ...show.genres.filter((genre) => genre !== "Animation").flatMap((genre) => finerGenres[genre] ?? [genre]),
      ...(isAnime ? ["Anime"] : []),
    ].map((genre) => (genre === "Science Fiction" ? "Science-Fiction" : genre)),
    status: statuses[show.status],
    runtime: show.runtimeMinutes,
    averageRuntime: show.runtimeMinutes,
    premiered: show.firstAired || null,
    ended: isOver ? (last?.aired ?? null) : null,
    officialSite: show.homepage || null,
    schedule: { time: "20:00", days: show.firstAired === "" ? [] : [weekdayOf(show.firstAired)] },
    rating: { average: show.voteAverage > 0 ? show.voteAverage : null },
    weight: Math.min(100, Math.round(show.popularity / 3)),
    ...channel,
    dvdCountry: null,
    externals: { tvrage: null, thetvdb: show.tvdbId, imdb: show.imdbId },
    image: imageOf(
      tvmazePictures(show, place.artworkScale).find(({ picture }) => picture.kind === "poster"),
      place.url,
    ),
    summary: `<p>${show.overview}</p>`,
    updated: UPDATED,
    _links: {
      self: { href: self },
      ...(last && { previousepisode: { href: episodeHref(last, place.url), name: last.title } }),
      ...(next && { nextepisode: { href: episodeHref(next, place.url), name: next.title } }),
    },
  };
}

const episodeHref = ({ tvmazeId }: Episode, url: string) => `${url}/tvmaze/episodes/${tvmazeId}`;
const weekdayOf = (date: string) =>
  new Date(`${date}T00:00:00Z`).toLocaleDateString("en-US", { weekday: "long", timeZone: "UTC" });

function channelOf(show: Show) {
  const name = show.networks[0];
  if (name === undefined) return { network: null, webChannel: null };
  const code = show.countries[0] ?? "US";
  const country = {
    name: countries[code] ?? code,
    code,
    timezone: code === "US" ? "America/New_York" : "Europe/London",
  };
  const channel = { id: 1 + (hashText(name) % 2_000), name, country, officialSite: null };
  return webChannels.has(name)
    ? { network: null, webChannel: { ...channel, country: null } }
    : { network: channel, webChannel: null };
}

/** Two sizes, or null. */
export function imageOf(drawn: Drawn | undefined, url: string) {
  if (drawn === undefined) return null;
  const path = drawn.picture.filePath;
  return {
    medium: `${url}/tvmaze-images/medium_portrait${path}`,
    original: `${url}/tvmaze-images/original_untouched${path}`,
  };
}

/** A special belongs to the season that ran then and has no number. */
export function episodeOf(show: Show, episode: Episode, { url }: Place) {
  const isSpecial = episode.season === 0;
  const isDated = episode.aired.length === 10;
  return {
    id: episode.tvmazeId,
    url: address("episodes", episode.tvmazeId, `${show.title} ${episode.title}`),
    name: episode.title,
    season: isSpecial ? seasonAt(show, episode.aired) : episode.season,
    number: isSpecial ? null : episode.number,
    type: isSpecial ? "significant_special" : "regular",
    airdate: isDated ? episode.aired : "",
    airtime: isDated ? "20:00" : "",
    airstamp: isDated ? `${episode.aired}T20:00:00+00:00` : null,
    runtime: episode.runtimeMinutes,
    rating: { average: hasAired(episode) ? show.voteAverage : null },
    image: null,
    summary: episode.overview === "" ? null : `<p>${episode.overview}</p>`,
    _links: { self: { href: episodeHref(episode, url) }, show: { href: `${url}/tvmaze/shows/${show.tvmazeId}` } },
  };
}

function seasonAt(show: Show, date: string): number {
  const regular = show.seasons.filter(({ number }) => number > 0);
  return (regular.findLast(({ episodes }) => (episodes[0]?.aired ?? "") <= date) ?? regular[0])?.number ?? 1;
}

/** In the order they aired; specials only when they are asked for. */
export function episodesOf(show: Show, { specials, ...place }: Place & { specials: boolean }) {
  return show.seasons
    .filter(({ number }) => number > 0 || specials)
    .flatMap(({ episodes }) => episodes)
    .map((episode) => episodeOf(show, episode, place))
    .sort((a, b) => a.season - b.season || (a.number ?? 999_999) - (b.number ?? 999_999));
}

export function seasonsOf(show: Show, { url }: Place) {
  return show.seasons.filter(({ number }) => number > 0).map((season) => seasonOf(show, season, url));
}

function seasonOf(show: Show, season: Season, url: string) {
  const id = hashText(`tvmaze season ${show.tvmazeId} ${season.number}`) % 900_000;
  return {
    id,
    url: address("seasons", id, show.title),
    number: season.number,
    name: season.title === `Season ${season.number}` ? "" : season.title,
    episodeOrder: season.episodes.length,
    premiereDate: season.episodes[0]?.aired || null,
    endDate: season.episodes.at(-1)?.aired || null,
    ...channelOf(show),
    image: null,
    summary: null,
    _links: { self: { href: `${url}/tvmaze/seasons/${id}` } },
  };
}

export function castOf(show: Show, { url }: Place) {
  return show.cast.map(({ name, role }) => {
    const id = hashText(`tvmaze ${name}`) % 900_000;
    const portrait = profilePath(name);
    const characterId = hashText(`tvmaze ${name} ${role}`) % 900_000;
    return {
      person: {
        id,
        url: address("people", id, name),
        name,
        country: null,
        birthday: null,
        deathday: null,
        gender: null,
        image:
          portrait === null
            ? null
            : {
                medium: `${url}/tvmaze-images/medium_portrait${portrait}`,
                original: `${url}/tvmaze-images/original_untouched${portrait}`,
              },
        updated: UPDATED,
      },
      character: {
        id: characterId,
        url: address("characters", characterId, role),
        name: role.replace(/ \(voice\)$/, ""),
        image: null,
      },
      self: role.startsWith("Self"),
      voice: role.endsWith("(voice)"),
    };
  });
}

export function imagesOf(show: Show, { url, artworkScale }: Place) {
  const types: Readonly<Record<string, string>> = { poster: "poster", backdrop: "background", banner: "banner" };
  return tvmazePictures(show, artworkScale).map((drawn, index) => ({
    id: hashText(drawn.picture.filePath) % 900_000,
    type: types[drawn.picture.kind] ?? null,
    main: index === 0,
    resolutions: {
      original: { url: imageOf(drawn, url)?.original, width: drawn.picture.width, height: drawn.picture.height },
    },
  }));
}

export function akasOf(show: Show) {
  return show.alternativeTitles.map(({ country, title }) => ({
    name: title,
    country: { name: countries[country] ?? country, code: country, timezone: "Europe/London" },
  }));
}
