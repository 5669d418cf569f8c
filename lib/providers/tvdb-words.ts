/** A text in one language; the code is TVDB's. */
type Said = { language: string; text: string };

/** The text in the first of the languages that has one. */
export function pickText(said: Said[], languages: readonly string[]): string | null {
  for (const language of languages) {
    const found = said.find((entry) => entry.language === language)?.text;
    if (found !== undefined) return found;
  }
  return null;
}
