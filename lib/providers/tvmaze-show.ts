import { seriesWith, wantsEnglish } from "./empty-answers.ts";
import { plainText } from "./plain-text.ts";
import type { LanguageChoice, ProviderArtwork, ProviderRating } from "./provider.ts";
import { unique, yearOf } from "./readers.ts";
import type { ProviderEpisode, ProviderSeason, ProviderSeries, SeriesHit, SeriesIds } from "./series.ts";
import type { TvmazeEpisode, TvmazeImage, TvmazeSeason, TvmazeShow, TvmazeWholeShow } from "./tvmaze-schemas.ts";

export function toTvmazeHit(show: TvmazeShow): SeriesHit {
  const channel = show.network ?? show.webChannel;
  return {
    provider: "tvmaze",
    providerId: show.id,
    ids: idsOf(show),
    title: show.name,
    originalTitle: null,
    year: yearOf(show.premiered),
    overview: plainText(show.summary),
    posterUrl: show.image?.original ?? null,
    popularity: show.weight ?? 0,
    otherTitles: [],
    country: channel?.country?.code ?? null,
    network: channel?.name ?? null,
  };
}

/** TVmaze's answer about a series in our words. Its texts are English. */
export function toTvmazeSeries(show: TvmazeWholeShow, choice: LanguageChoice): ProviderSeries {
  const { cast = [], crew = [], seasons = [], images = [], akas = [] } = show._embedded ?? {};
  const inEnglish = wantsEnglish(choice);
  const channels = [show.network, show.webChannel].filter((channel) => channel !== null);
  return seriesWith("tvmaze", idsOf(show), {
    fields: {
      title: show.name,
      year: yearOf(show.premiered),
      firstAired: show.premiered,
      status: statuses[show.status ?? ""] ?? null,
      plot: inEnglish ? plainText(show.summary) : null,
      runtimeMinutes: show.averageRuntime || show.runtime || null,
      originalLanguage: languageCode(show.language),
      homepage: show.officialSite,
      genres: inEnglish ? show.genres : [],
      countries: unique(channels.flatMap(({ country }): string[] => (country?.name ? [country.name] : []))),
    },
    ratings: ratingsOf(show.rating),
    networks: unique(channels.map(({ name }) => name)),
    cast: cast.map(({ person, character }, index) => ({
      tmdbId: null,
      name: person.name,
      role: character?.name ?? null,
      order: index + 1,
      imageUrl: person.image?.original ?? null,
    })),
    crew: crew.map(({ type, person }) => ({ tmdbId: null, name: person.name, job: type, department: null })),
    titles: akas.map(({ name, country }) => ({
      title: name,
      kind: "alternative" as const,
      language: null,
      region: country?.code ?? null,
    })),
    artwork: artworkOf(show, images),
    seasons: seasons.map((season) => seasonOf(season, inEnglish)),
    orders: [{ id: "aired", label: "Aired" }],
  });
}

/**
 * All episodes as they were aired. TVmaze does not number specials: here they are season 0, counted by air date, which
 * is not how other databases count them.
 */
export function toTvmazeEpisodes(all: TvmazeEpisode[], choice: LanguageChoice): ProviderEpisode[] {
  const inEnglish = wantsEnglish(choice);
  const regular = all.flatMap((episode) =>
    episode.number === null || episode.season === 0
      ? []
      : [episodeOf(episode, { seasonNumber: episode.season, episodeNumber: episode.number, inEnglish })],
  );
  const specials = all
    .filter(({ number, season }) => number === null || season === 0)
    .toSorted((a, b) => compare(a.airdate ?? "9999", b.airdate ?? "9999") || a.id - b.id)
    .map((episode, index) => episodeOf(episode, { seasonNumber: 0, episodeNumber: index + 1, inEnglish }));
  return [...specials, ...regular];
}

type Place = { seasonNumber: number; episodeNumber: number; inEnglish: boolean };

function episodeOf(episode: TvmazeEpisode, { inEnglish, ...place }: Place): ProviderEpisode {
  return {
    provider: "tvmaze",
    ...place,
    absoluteNumber: null,
    ids: { tmdb: null, tvdb: null, imdb: null },
    title: inEnglish ? episode.name : null,
    plot: inEnglish ? plainText(episode.summary) : null,
    airDate: episode.airdate,
    runtimeMinutes: episode.runtime || null,
    ratings: ratingsOf(episode.rating),
    guests: [],
    crew: [],
    artwork: picture("thumb", episode.image?.original, { language: null }),
  };
}

function seasonOf({ number, name, premiereDate, image, summary }: TvmazeSeason, inEnglish: boolean): ProviderSeason {
  return {
    seasonNumber: number,
    ids: { tmdb: null, tvdb: null },
    title: inEnglish ? name : null,
    plot: inEnglish ? plainText(summary) : null,
    airDate: premiereDate,
    artwork: picture("poster", image?.original, { language: english }),
  };
}

/** TVmaze's words for how it stands with a series. */
const statuses: Readonly<Record<string, "continuing" | "ended">> = {
  Running: "continuing",
  "To Be Determined": "continuing",
  "In Development": "continuing",
  Ended: "ended",
};

/** TVmaze does not say in which language a picture is; its own is English, and no language would mean no text. */
const english = "en";
const imageTypes: Readonly<Record<string, { assetType: ProviderArtwork["assetType"]; language: string | null }>> = {
  poster: { assetType: "poster", language: english },
  banner: { assetType: "banner", language: english },
  typography: { assetType: "clearlogo", language: english },
  background: { assetType: "fanart", language: null },
};

/** Every picture by its type; where the list is absent, the one that stands for the show. */
function artworkOf(show: TvmazeWholeShow, images: TvmazeImage[]): ProviderArtwork[] {
  const all = images.flatMap(({ id, type, resolutions: { original } }) => {
    const kind = imageTypes[type ?? ""];
    if (kind === undefined) return [];
    const { assetType, language } = kind;
    const size = { width: original?.width ?? null, height: original?.height ?? null };
    return picture(assetType, original?.url, { language, providerId: `${id}`, ...size });
  });
  return all.length > 0 ? all : picture("poster", show.image?.original, { language: english });
}

function picture(
  assetType: ProviderArtwork["assetType"],
  url: string | null | undefined,
  known: Pick<ProviderArtwork, "language"> & Partial<ProviderArtwork>,
): ProviderArtwork[] {
  if (url == null) return [];
  const unknown = { providerId: null, width: null, height: null, voteAverage: null, voteCount: null, likes: null };
  return [{ assetType, url, ...unknown, ...known }];
}

function ratingsOf(rating: { average: number | null } | null): ProviderRating[] {
  const value = rating?.average ?? null;
  return value === null || value <= 0 || value > 10 ? [] : [{ source: "tvmaze", value, max: 10, votes: null }];
}

function idsOf({ id, externals }: TvmazeShow): SeriesIds {
  return { tmdb: null, tvdb: externals?.thetvdb ?? null, imdb: externals?.imdb ?? null, tvmaze: id };
}

const letters = [..."abcdefghijklmnopqrstuvwxyz"];
let codes: Map<string, string> | undefined;

/** ISO 639-1 of a language by its English name; null for one that has no such code. */
function languageCode(name: string | null): string | null {
  codes ??= readCodes();
  return name === null ? null : (codes.get(name) ?? null);
}

/** Without the old codes of a language, such as iw for he. */
function readCodes(): Map<string, string> {
  const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });
  const all = letters.flatMap((first) => letters.map((second) => first + second));
  const current = all.filter((code) => Intl.getCanonicalLocales(code)[0] === code);
  return new Map(current.map((code) => [names.of(code) ?? "", code]));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
