import { languagesOf } from "./language-chain.ts";
import type { LanguageChoice, ProviderTitle } from "./provider.ts";
import { unique } from "./readers.ts";
import type { TmdbTranslation } from "./tmdb-schemas.ts";

/** A thing that TMDB has in several languages, as it answered in one of them. */
export type Worded = {
  title: string;
  originalTitle: string | null;
  originalLanguage: string | null;
  overview: string | null;
  tagline: string | null;
  translations: TmdbTranslation[];
};

/**
 * Title, plot and tagline in the wanted language. Where TMDB has no translation it falls back to the original title and
 * to empty texts; the languages to fall back to, then English, are of more use then, and last the original ones.
 */
export function wordsOf(thing: Worded, choice: LanguageChoice) {
  const languages = languagesOf(choice);
  const entries = inOrder(thing.translations, unique([...languages, thing.originalLanguage ?? "en"]), choice.region);
  const first = (field: "overview" | "tagline") =>
    entries.find(({ data }) => data[field] !== null)?.data[field] ?? null;
  return {
    title: titleOf(thing, languages, entries),
    plot: thing.overview ?? first("overview"),
    tagline: thing.tagline ?? first("tagline"),
  };
}

/** A title in its original language has no translation, so the original one counts as that language's. */
function titleOf(thing: Worded, languages: string[], entries: TmdbTranslation[]): string {
  if (thing.title !== thing.originalTitle) return thing.title;
  for (const language of languages) {
    if (language === thing.originalLanguage) return thing.title;
    const found = entries.find((entry) => entry.iso_639_1 === language && entry.data.title !== null)?.data.title;
    if (found) return found;
  }
  return thing.title;
}

/** Translations by language as wanted; of one language in several countries, the region's own first. */
function inOrder(translations: TmdbTranslation[], languages: string[], region: string): TmdbTranslation[] {
  return languages.flatMap((language) => {
    const own = translations.filter((entry) => entry.iso_639_1 === language);
    return [
      ...own.filter((entry) => entry.iso_3166_1 === region),
      ...own.filter((entry) => entry.iso_3166_1 !== region),
    ];
  });
}

/** Every other name once, without the ones it has anyway. */
export function titlesOf(
  thing: Worded,
  alternatives: readonly { title: string; iso_3166_1: string | null }[],
): ProviderTitle[] {
  const known = new Set([thing.title, thing.originalTitle]);
  const all: ProviderTitle[] = [
    ...alternatives.map(({ title, iso_3166_1 }) => ({
      title,
      kind: "alternative" as const,
      language: null,
      region: iso_3166_1,
    })),
    ...thing.translations.flatMap(({ data, iso_639_1, iso_3166_1 }) =>
      data.title === null
        ? []
        : [{ title: data.title, kind: "translated" as const, language: iso_639_1, region: iso_3166_1 }],
    ),
  ];
  return all.filter(({ title }) => !known.has(title) && known.add(title));
}
