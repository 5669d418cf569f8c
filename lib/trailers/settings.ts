import type { Settings } from "#lib/settings/read-settings.ts";
import { libraryTrailers, type TrailerHeight, usualTrailerLanguages } from "./vocabulary.ts";

export type TrailerSettings = {
  /** Whether trailers are chosen and downloaded without a person. */
  enabled: boolean;
  maxHeight: TrailerHeight;
  /** ISO 639-1, best first, each once. */
  languages: string[];
};

/**
 * What holds for the trailers of one film or series: its library's own choice, else the general one. What is kept in
 * another shape counts as not chosen. `title` fills the word `original`.
 */
export function readTrailerSettings(
  settings: Settings,
  library: { trailers: unknown; language: string },
  title: { originalLanguage: string | null } = { originalLanguage: null },
): TrailerSettings {
  const parsed = libraryTrailers.safeParse(library.trailers ?? {});
  const own = parsed.success ? parsed.data : {};
  const fill: Record<string, string | null> = { library: library.language, original: title.originalLanguage };
  const languages = (own.languages ?? usualTrailerLanguages).map((word) => (word in fill ? fill[word] : word));
  return {
    enabled: own.enabled ?? settings.get("trailers.enabled"),
    maxHeight: own.maxHeight ?? settings.get("trailers.maxHeight"),
    languages: [...new Set(languages.filter((word) => typeof word === "string"))],
  };
}
