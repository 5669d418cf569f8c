import { findLanguage, storedLanguage } from "#lib/files/languages.ts";
import type { LanguageChoice } from "./provider.ts";
import { unique } from "./readers.ts";

/** The languages to try (ISO 639-1), best first. English is what most of every database is written in. */
export const languagesOf = ({ language, fallbacks = [] }: LanguageChoice): string[] =>
  unique([language, ...fallbacks, "en"]);

/** Where TVDB has two codes for one language, by ISO 639-1: the region that has the second, and both in usual order. */
const divided: Readonly<Record<string, { usual: string[]; other: readonly string[] }>> = {
  pt: { usual: ["por", "pt"], other: ["BR"] },
  zh: { usual: ["zho", "zhtw"], other: ["TW", "HK", "MO"] },
};
const merged: Readonly<Record<string, string>> = { nb: "nor", nn: "nor" };

/** The same as TVDB's codes: ISO 639-2/T but for Brazil's Portuguese and traditional Chinese. */
export function tvdbLanguagesOf(choice: LanguageChoice): string[] {
  return unique(
    languagesOf(choice).flatMap((language) => {
      const two = divided[language];
      if (two) return two.other.includes(choice.region) ? two.usual.toReversed() : two.usual;
      return merged[language] ?? findLanguage(language)?.code2t ?? language;
    }),
  );
}

/** TVDB's code as ISO 639-1; null for none. */
export const languageOfTvdb = (code: string | null): string | null => (code === "zhtw" ? "zh" : storedLanguage(code));
