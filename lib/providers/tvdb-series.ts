import { certificationFor } from "./certification.ts";
import { countryName, countryOf } from "./countries.ts";
import { languageOfTvdb, tvdbLanguagesOf } from "./language-chain.ts";
import type { LanguageChoice, ProviderCastMember, ProviderCrewMember, ProviderTitle } from "./provider.ts";
import { dayOf, unique, yearOf } from "./readers.ts";
import type { ProviderSeries, ProviderSeriesFields, SeriesOrder } from "./series.ts";
import { type ArtworkMeanings, seasonArtwork, seriesArtwork, tvdbImageUrl } from "./tvdb-artwork.ts";
import { readRemoteIds } from "./tvdb-hits.ts";
import type { TvdbCharacter, TvdbCompany, TvdbSeries } from "./tvdb-schemas.ts";
import { pickText } from "./tvdb-words.ts";

/** What TVDB's numbers of types mean; they are data, so they are asked. */
export type TvdbTypes = { artwork: ArtworkMeanings; companies: Map<number, string> };

/** TVDB's answer in our words. */
export function toSeries(
  series: TvdbSeries,
  { choice, types }: { choice: LanguageChoice; types: TvdbTypes },
): ProviderSeries {
  const remote = readRemoteIds(series.remoteIds);
  const country = countryOf(series.originalCountry ?? series.country);
  const certifications = series.contentRatings.flatMap(({ name: certification, country: code }) => {
    const region = countryOf(code);
    return region === null ? [] : [{ region, certification }];
  });
  return {
    provider: "tvdb",
    ids: { tvdb: series.id, tmdb: remote.tmdb, imdb: remote.imdb, tvmaze: remote.tvmaze },
    fields: {
      ...wordsOf(series, choice),
      originalTitle: series.name,
      year: yearOf(series.firstAired ?? series.year),
      firstAired: dayOf(series.firstAired),
      status: statuses[series.status.name?.toLowerCase() ?? ""] ?? null,
      tagline: null,
      runtimeMinutes: series.averageRuntime,
      contentRating: certificationFor(
        choice,
        (wanted) => certifications.find(({ region }) => region === wanted)?.certification ?? null,
      ),
      originalLanguage: languageOfTvdb(series.originalLanguage),
      homepage: remote.homepage,
      popularity: series.score,
      genres: unique(series.genres.map(({ name }) => name)),
      studios: companiesOf(series, types, studioTypes),
      countries: country === null ? [] : [countryName(country)],
    },
    ratings: [],
    cast: castOf(series.characters),
    crew: crewOf(series.characters),
    networks: networksOf(series, types),
    keywords: unique(series.tags.map(({ name }) => name)),
    certifications,
    titles: titlesOf(series),
    externalIds: remote.externalIds,
    artwork: seriesArtwork(series, types.artwork),
    videos: [],
    seasons: series.seasons
      .filter(({ type }) => type.type === airedType)
      .map((season) => ({
        seasonNumber: season.number,
        ids: { tmdb: null, tvdb: season.id },
        title: season.name,
        plot: null,
        airDate: null,
        artwork: seasonArtwork(season, series, types.artwork),
      })),
    orders: ordersOf(series),
  };
}

/** TVDB's words for how a series stands (/series/statuses), in small letters. */
const statuses: Readonly<Record<string, ProviderSeriesFields["status"]>> = {
  continuing: "continuing",
  upcoming: "continuing",
  ended: "ended",
};

/** TVDB's name of the aired order among its types of seasons. */
export const airedType = "official";

/** The aired order is always there, also where TVDB lists none. */
function ordersOf({ seasonTypes }: TvdbSeries): SeriesOrder[] {
  const others = seasonTypes.filter(({ type }) => type !== airedType);
  return [
    { id: "aired", label: "Aired order" },
    ...others.map(({ type, name, alternateName }) => ({ id: type, label: alternateName ?? name })),
  ];
}

function wordsOf(series: TvdbSeries, choice: LanguageChoice): { title: string; plot: string | null } {
  const { nameTranslations, overviewTranslations } = series.translations;
  const languages = [...tvdbLanguagesOf(choice), series.originalLanguage ?? ""];
  const names = nameTranslations.filter(({ isAlias }) => !isAlias);
  const titles = [
    ...names.map(({ language, name }) => ({ language, text: name })),
    { language: series.originalLanguage ?? "", text: series.name },
  ];
  const plots = overviewTranslations.map(({ language, overview }) => ({ language, text: overview }));
  return { title: pickText(titles, languages) ?? series.name, plot: pickText(plots, languages) ?? series.overview };
}

/** Every other name once. */
function titlesOf(series: TvdbSeries): ProviderTitle[] {
  const known = new Set([series.name]);
  const translated = series.translations.nameTranslations.map(({ name, language, isAlias }) => ({
    title: name,
    kind: isAlias ? ("alternative" as const) : ("translated" as const),
    language: languageOfTvdb(language),
    region: null,
  }));
  const aliases = series.aliases.map(({ name, language }) => ({
    title: name,
    kind: "alternative" as const,
    language: languageOfTvdb(language),
    region: null,
  }));
  return [...translated, ...aliases].filter(({ title }) => !known.has(title) && known.add(title));
}

/** Who is seen or heard, by TVDB's types of people. All others work behind the camera. */
const castTypes: readonly string[] = ["Actor", "Guest Star", "Musical Guest", "Host", "Presenter"];
const departments: Readonly<Record<string, string>> = {
  Creator: "Writing",
  Writer: "Writing",
  Director: "Directing",
  Showrunner: "Production",
  Producer: "Production",
  "Executive Producer": "Production",
};

/** One entry for a person, who may have had several roles. TVDB's own ids of people are of no use elsewhere. */
function castOf(characters: TvdbCharacter[]): ProviderCastMember[] {
  const seen = ofSeries(characters)
    .filter(({ peopleType }) => castTypes.includes(peopleType ?? ""))
    .toSorted(
      (a, b) => castTypes.indexOf(a.peopleType ?? "") - castTypes.indexOf(b.peopleType ?? "") || sortOf(a) - sortOf(b),
    );
  const byName = Map.groupBy(seen, ({ personName }) => personName);
  return [...byName].map(([name, parts], index) => ({
    tmdbId: null,
    name,
    role: unique(parts.flatMap((part) => part.name ?? [])).join(" / ") || null,
    order: index + 1,
    imageUrl: tvdbImageUrl(parts.find(({ personImgURL }) => personImgURL !== null)?.personImgURL ?? null),
  }));
}

function crewOf(characters: TvdbCharacter[]): ProviderCrewMember[] {
  const crew = ofSeries(characters).flatMap(({ personName: name, peopleType: job }) =>
    job === null || castTypes.includes(job) ? [] : [{ tmdbId: null, name, job, department: departments[job] ?? null }],
  );
  return [...new Map(crew.map((member) => [`${member.job} ${member.name}`, member])).values()];
}

/** Those of single episodes are no regulars. */
const ofSeries = (characters: TvdbCharacter[]) =>
  characters.flatMap(({ personName, ...character }) =>
    personName === null || character.episodeId !== null ? [] : [{ ...character, personName }],
  );
const sortOf = ({ sort }: { sort: number | null }): number => sort ?? Number.MAX_SAFE_INTEGER;

/** TVDB's types of companies (/companies/types), in small letters. */
const networkTypes: readonly string[] = ["network"];
const studioTypes: readonly string[] = ["studio", "production company"];

function companiesOf({ companies }: TvdbSeries, types: TvdbTypes, wanted: readonly string[]): string[] {
  const typeOf = ({ companyType, primaryCompanyType }: TvdbCompany) =>
    (companyType.companyTypeName ?? types.companies.get(primaryCompanyType ?? 0) ?? "").toLowerCase();
  return unique(companies.filter((company) => wanted.includes(typeOf(company))).map(({ name }) => name));
}

function networksOf(series: TvdbSeries, types: TvdbTypes): string[] {
  const named = [series.originalNetwork, series.latestNetwork].flatMap((network) => network?.name ?? []);
  return unique([...named, ...companiesOf(series, types, networkTypes)]);
}
