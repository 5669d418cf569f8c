import { countryOf } from "./countries.ts";
import { tvdbLanguagesOf } from "./language-chain.ts";
import type { LanguageChoice } from "./provider.ts";
import { unique, yearOf } from "./readers.ts";
import type { ProviderSeries, SeriesHit } from "./series.ts";
import { tvdbImageUrl } from "./tvdb-artwork.ts";
import type { TvdbBase, TvdbRemoteId, TvdbSearchHit } from "./tvdb-schemas.ts";
import { pickText } from "./tvdb-words.ts";

/** A result of a search, in the wanted language. TVDB tells no popularity there; its order is the only one. */
export function toSearchHit(hit: TvdbSearchHit, choice: LanguageChoice): SeriesHit {
  const languages = [...tvdbLanguagesOf(choice), hit.primary_language ?? ""];
  const titles = [...hit.translations, { language: hit.primary_language ?? "", text: hit.name }];
  const title = pickText(titles, languages) ?? hit.name;
  const { tmdb, imdb, tvmaze } = readRemoteIds(hit.remote_ids);
  const others = unique([hit.name, ...hit.translations.map(({ text }) => text), ...hit.aliases]);
  return {
    provider: "tvdb",
    providerId: hit.tvdb_id,
    ids: { tvdb: hit.tvdb_id, tmdb, imdb, tvmaze },
    title,
    originalTitle: hit.name,
    year: yearOf(hit.year ?? hit.first_air_time),
    overview: pickText(hit.overviews, languages) ?? hit.overview,
    posterUrl: tvdbImageUrl(hit.image_url),
    popularity: 0,
    otherTitles: others.filter((other) => other !== title),
    country: countryOf(hit.country),
    network: hit.network,
  };
}

/** A series that another database's id led to. TVDB tells it in its original language. */
export function toBaseHit(series: TvdbBase): SeriesHit {
  return {
    provider: "tvdb",
    providerId: series.id,
    ids: { tvdb: series.id, tmdb: null, imdb: null, tvmaze: null },
    title: series.name,
    originalTitle: series.name,
    year: yearOf(series.firstAired ?? series.year),
    overview: series.overview,
    posterUrl: tvdbImageUrl(series.image),
    popularity: series.score ?? 0,
    otherTitles: unique(series.aliases.map(({ name }) => name)),
    country: countryOf(series.originalCountry ?? series.country),
    network: null,
  };
}

/** Ids in other places by TVDB's names of the sites, in small letters: "IMDB", "TheMovieDB.com", "TV Maze", "X (Twitter)". */
export function readRemoteIds(ids: TvdbRemoteId[]) {
  const find = (site: RegExp): string | null => ids.find(({ sourceName }) => site.test(sourceName))?.id ?? null;
  const externalIds: ProviderSeries["externalIds"] = {
    facebookId: find(/^facebook/i),
    instagramId: find(/^instagram/i),
    twitterId: find(/twitter/i),
    wikidataId: find(/^wikidata/i),
  };
  const imdb = find(/^imdb/i);
  return {
    imdb: imdb !== null && /^tt\d+$/.test(imdb) ? imdb : null,
    tmdb: wholeNumber(find(/^themoviedb/i)),
    tvmaze: wholeNumber(find(/^tv ?maze/i)),
    homepage: find(/^official website/i),
    externalIds,
  };
}

const wholeNumber = (id: string | null): number | null => (id !== null && /^\d{1,9}$/.test(id) ? Number(id) : null);
