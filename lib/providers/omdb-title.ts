import { certificationFor } from "./certification.ts";
import { movieWith, seriesWith, wantsEnglish } from "./empty-answers.ts";
import type { OmdbTitle } from "./omdb-schemas.ts";
import type { LanguageChoice, MovieIds, ProviderMovie, ProviderRating } from "./provider.ts";
import type { ProviderSeries, SeriesIds } from "./series.ts";

/** OMDb's answer about a film in our words. Its texts are English. */
export function toOmdbMovie(title: OmdbTitle, ids: MovieIds, choice: LanguageChoice): ProviderMovie {
  const rated = ratedOf(title.Rated);
  return movieWith(
    "omdb",
    { ...ids, imdb: title.imdbID },
    {
      ratings: ratingsOf(title),
      fields: {
        title: title.Title,
        year: yearsOf(title.Year).first,
        releaseDate: releasedOn(title.Released),
        runtimeMinutes: minutesOf(title.Runtime),
        plot: wantsEnglish(choice) ? title.Plot : null,
        mpaaRating: rated,
        // It is the rating of the United States.
        contentRating: certificationFor(choice, (region) => (region === "US" ? rated : null)),
        genres: wantsEnglish(choice) ? title.Genre : [],
        directors: title.Director,
        writers: title.Writer,
        countries: title.Country,
        homepage: homepageOf(title.Website),
      },
    },
  );
}

/** OMDb's answer about a series in our words. */
export function toOmdbSeries(title: OmdbTitle, ids: SeriesIds, choice: LanguageChoice): ProviderSeries {
  const { first, isOpen, last } = yearsOf(title.Year);
  const rated = ratedOf(title.Rated);
  return seriesWith(
    "omdb",
    { ...ids, imdb: title.imdbID },
    {
      ratings: ratingsOf(title),
      certifications: rated === null ? [] : [{ region: "US", certification: rated }],
      fields: {
        title: title.Title,
        year: first,
        firstAired: releasedOn(title.Released),
        status: last !== null ? "ended" : isOpen ? "continuing" : null,
        runtimeMinutes: minutesOf(title.Runtime),
        plot: wantsEnglish(choice) ? title.Plot : null,
        contentRating: certificationFor(choice, (region) => (region === "US" ? rated : null)),
        genres: wantsEnglish(choice) ? title.Genre : [],
        countries: title.Country,
        homepage: homepageOf(title.Website),
      },
    },
  );
}

/** Other people's ratings by Kodi's names of their sources, as OMDb writes them: "95%", "89/100". */
const sources = {
  "Rotten Tomatoes": { source: "tomatometerallcritics", form: /^(\d{1,3})%$/ },
  Metacritic: { source: "metacritic", form: /^(\d{1,3})\/100$/ },
} as const;

function ratingsOf({ imdbRating, imdbVotes, Metascore, Ratings }: OmdbTitle): ProviderRating[] {
  const imdb = rating("imdb", numberOf(imdbRating), 10, numberOf(imdbVotes));
  const others = Object.entries(sources).flatMap(([name, { source, form }]) => {
    const value = Ratings.find(({ Source }) => Source === name)?.Value.match(form)?.[1];
    const given = value ?? (source === "metacritic" ? Metascore : null);
    return rating(source, numberOf(given), 100, null);
  });
  return [...imdb, ...others];
}

function rating(source: string, value: number | null, max: number, votes: number | null): ProviderRating[] {
  return value === null || value < 0 || value > max ? [] : [{ source, value, max, votes }];
}

function numberOf(text: string | null): number | null {
  const value = text === null ? Number.NaN : Number(text.replaceAll(",", ""));
  return Number.isFinite(value) ? value : null;
}

/** "96 min", and for some "1 h 36 min". */
function minutesOf(text: string | null): number | null {
  const hours = numberOf(text?.match(/(\d+)\s*h/)?.[1] ?? null) ?? 0;
  const minutes = numberOf(text?.match(/([\d,]+)\s*min/)?.[1] ?? null) ?? 0;
  return hours * 60 + minutes || null;
}

/** "1968", "2008–2013", and "2019–" for a series that goes on. */
function yearsOf(text: string | null): { first: number | null; last: number | null; isOpen: boolean } {
  const found = text?.match(/^(\d{4})\s*([–-])?\s*(\d{4})?/);
  return { first: numberOf(found?.[1] ?? null), last: numberOf(found?.[3] ?? null), isOpen: found?.[2] !== undefined };
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "04 Oct 1968" as YYYY-MM-DD. */
function releasedOn(text: string | null): string | null {
  const [, day, name, year] = text?.match(/^(\d{2}) ([A-Z][a-z]{2}) (\d{4})$/) ?? [];
  const month = months.indexOf(name ?? "") + 1;
  return day === undefined || month === 0 ? null : `${year}-${String(month).padStart(2, "0")}-${day}`;
}

/** TMDB writes NR for what was never rated; both providers shall say the same. */
const ratedOf = (rated: string | null): string | null =>
  rated !== null && /^(not rated|unrated)$/i.test(rated) ? "NR" : rated;

const homepageOf = (address: string | null): string | null =>
  address !== null && /^https?:\/\//.test(address) ? address : null;
