/** Countries that people and databases put behind the title of a series, as ISO 3166-1. */
const countries: Readonly<Record<string, string>> = {
  us: "US",
  usa: "US",
  uk: "GB",
  gb: "GB",
  au: "AU",
  aus: "AU",
  ca: "CA",
  nz: "NZ",
  de: "DE",
  fr: "FR",
  jp: "JP",
  kr: "KR",
  in: "IN",
  es: "ES",
  it: "IT",
  nl: "NL",
  se: "SE",
  dk: "DK",
  no: "NO",
  ie: "IE",
};

/** Behind a bare space only these are surely a country: "Ghosts UK" is, "Made in" is not. */
const bareCountries: ReadonlySet<string> = new Set(["US", "USA", "UK", "AU", "NZ"]);

export type CountriedTitle = {
  title: string;
  /** ISO 3166-1; null when the title names none. */
  country: string | null;
  year: number | null;
};

/** Takes `(US)`, `(2019)` and a bare ` UK` off the end of a title. */
export function takeSuffixes(text: string): CountriedTitle {
  let title = text.trim();
  let country: string | null = null;
  let year: number | null = null;
  for (;;) {
    const [, rest, word = ""] = /^(\S.*?)\s*[([]([A-Za-z]{2,3}|(?:19|20)\d{2})[)\]]$/.exec(title) ?? [];
    const bare = /^(\S.*)\s([A-Z]{2,3})$/.exec(title);
    if (rest && /^\d{4}$/.test(word)) year ??= Number(word);
    else if (rest && countries[word.toLowerCase()]) country ??= countries[word.toLowerCase()] ?? null;
    else if (bare?.[1] && bareCountries.has(bare[2] ?? "")) {
      country ??= countries[(bare[2] ?? "").toLowerCase()] ?? null;
      title = bare[1];
      continue;
    } else return { title, country, year };
    title = rest;
  }
}
