/** TMDB's genres of series with their ids. */
export const seriesGenreIds: Readonly<Record<string, number>> = {
  "Action & Adventure": 10759,
  Animation: 16,
  Comedy: 35,
  Crime: 80,
  Documentary: 99,
  Drama: 18,
  Family: 10751,
  Kids: 10762,
  Mystery: 9648,
  News: 10763,
  Reality: 10764,
  "Sci-Fi & Fantasy": 10765,
  Soap: 10766,
  Talk: 10767,
  "War & Politics": 10768,
  Western: 37,
};

/** What the services with finer genres call them: TVDB, TVmaze and OMDb know no "Sci-Fi & Fantasy". */
export const finerGenres: Readonly<Record<string, string[]>> = {
  "Action & Adventure": ["Action", "Adventure"],
  "Sci-Fi & Fantasy": ["Science Fiction", "Fantasy"],
  "War & Politics": ["War"],
  Kids: ["Children"],
  Talk: ["Talk Show"],
};

/** Our two letters → TVDB's three. */
export const threeLetters: Readonly<Record<string, string>> = {
  ar: "ara",
  cn: "yue",
  da: "dan",
  de: "deu",
  en: "eng",
  es: "spa",
  fr: "fra",
  hi: "hin",
  it: "ita",
  ja: "jpn",
  ko: "kor",
  nl: "nld",
  no: "nor",
  pt: "por",
  ru: "rus",
  sv: "swe",
  zh: "zho",
};

/** ISO 3166-1, two letters → three in lower case, as TVDB writes countries. */
export const threeLetterCountries: Readonly<Record<string, string>> = {
  AR: "arg",
  AU: "aus",
  CA: "can",
  DE: "deu",
  ES: "esp",
  FR: "fra",
  GB: "gbr",
  JP: "jpn",
  KR: "kor",
  NL: "nld",
  US: "usa",
};
