/** Words for a season, by language; each is the source of a regular expression. */
export const seasonWords = [
  "seasons?",
  "series",
  "saisons?",
  "staffeln?",
  "temporadas?",
  "temp\\.?",
  "stagion[ei]",
  "sez[oó]n(?:a|ul|u|y)?",
  "seizoen",
  "sæson",
  "saeson",
  "säsong",
  "sasong",
  "sesong",
  "kausi",
  "[ée]vad",
  "séria",
  "série",
  "сезоны?",
  "сезона",
  "עונה",
  "시즌",
  "シーズン",
].join("|");

/** Words for an episode that stand before its number. */
export const episodeWords = [
  "[ée]pisodes?",
  "episodio",
  "epis[oó]dio",
  "epizod[ay]?",
  "epiz[óo]da",
  "eps?\\.?",
  "folgen?",
  "cap[ií]tulos?",
  "cap\\.?",
  "chapters?",
  "chapitre",
  "puntata",
  "aflevering",
  "afl\\.?",
  "avsnitt",
  "afsnit",
  "odcinek",
  "odc\\.?",
  "b[öo]l[üu]m",
  "jakso",
  "d[ií]l",
  "del",
  "r[ée]sz",
  "teil",
  "сери[яи]",
  "эпизод",
  "выпуск",
  "פרק",
  "الحلقة",
  "ตอนที่",
  "tập",
].join("|");

/** Words for an episode that stand behind its number: `3 серия`, `12. Bölüm`. */
export const episodeWordsBehind =
  "сери[яи]|выпуск|эпизод|b[öo]l[üu]m|r[ée]sz|jakso|d[ií]l|epizoda|folge|odcinek|afl\\.?|aflevering";

/** Chinese, Japanese and Korean counters behind a number. */
export const counters = "話|话|集|回|期|화|회|편";

/** What starts and ends a word in every script. */
export const wordStart = "(?<![\\w\\u00c0-\\u052f])";
export const wordEnd = "(?![\\w\\u00c0-\\u052f])";
/** Nothing, or separators and brackets. */
export const gap = "[\\s._\\-,\\[\\]()]{0,4}";
