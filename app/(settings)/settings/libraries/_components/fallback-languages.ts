/** A list of languages as it is typed; "none" is an empty list, and nothing at all is null. */
export function readLanguages(text: string): string[] | null {
  const words = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  return words.length === 0 ? null : [...new Set(words.filter((word) => word !== "none"))];
}

/** The same the other way round. */
export function writeLanguages(languages: readonly string[] | null): string {
  if (languages === null) return "";
  return languages.length === 0 ? "none" : languages.join(", ");
}
