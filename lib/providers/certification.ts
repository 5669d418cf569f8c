import type { LanguageChoice } from "./provider.ts";
import { unique } from "./readers.ts";

/** Whose certification is of use where nobody knows one of the wanted country. */
const lastCountry = "US";
/** Says that the authority was never asked, which means nothing in another country. */
const isUnrated = (certification: string): boolean => /^(?:nr|ur|not rated|unrated)$/i.test(certification);

/**
 * The certification in the wanted country, else in the library's own, else the American one. One of another country than
 * the library's names it, such as `US:PG-13`, as NFO files do. `find` answers for one country (ISO 3166-1).
 */
export function certificationFor(choice: LanguageChoice, find: (region: string) => string | null): string | null {
  const home = (choice.library ?? choice).region;
  for (const region of unique([choice.region, home, lastCountry])) {
    const certification = find(region);
    if (certification === null) continue;
    if (region === home) return certification;
    if (!isUnrated(certification)) return `${region}:${certification}`;
  }
  return null;
}
