const languages = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
/** What the tables have and is no country: unions, parts of the sea, and codes for tests. */
const noRegions: readonly string[] = ["EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"];
/** TMDB's own code of Cantonese. */
const ownLanguages: readonly string[] = ["cn"];

/** Whether two small letters are a language: ISO 639-1, and what TMDB writes. */
export const isLanguage = (code: string): boolean => languages.of(code) !== undefined || ownLanguages.includes(code);

/** Whether two capital letters are an ISO 3166-1 code of a country. */
export const isRegion = (code: string): boolean => regions.of(code) !== undefined && !noRegions.includes(code);
