const languages = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** The English name of a two-letter language code; undefined while there is none. */
export function languageName(code: string): string | undefined {
  return /^[a-z]{2}$/i.test(code.trim()) ? languages.of(code.trim().toLowerCase()) : undefined;
}

/** The English name of a two-letter country code; undefined while there is none. */
export function regionName(code: string): string | undefined {
  return /^[a-z]{2}$/i.test(code.trim()) ? regions.of(code.trim().toUpperCase()) : undefined;
}
