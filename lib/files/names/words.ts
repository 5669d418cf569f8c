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

/** Specials that are called by their day. */
export const namedSpecials =
  "(?:(?:the|a)[\\s._])?(?:christmas|x-?mas|halloween|holiday|thanksgiving|easter|new[\\s._]years?(?:[\\s._]eve)?|valentine'?s?(?:[\\s._]day)?|anniversary|reunion)[\\s._]specials?|weihnachts-?spe[cz]ial|especial[\\s._]de[\\s._](?:navidad|natal)|sp[ée]cial[\\s._]no[ëe]l|speciale[\\s._]di[\\s._]natale";

/** Chinese, Japanese and Korean counters behind a number. */
export const counters = "話|话|集|回|期|화|회|편";

/** What starts and ends a word in every script. */
export const wordStart = "(?<![\\w\\u00c0-\\u052f])";
export const wordEnd = "(?![\\w\\u00c0-\\u052f])";
/** Nothing, or separators and brackets. */
export const gap = "[\\s._\\-,\\[\\]()]{0,4}";

/**
 * January to December as English, German, French, Spanish, Italian, Portuguese, Dutch, Scandinavian, Polish and Russian
 * dates write them.
 */
export const monthNames: readonly string[] = [
  "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia styczeń января январь",
  "february feb februar février fevrier févr febrero febbraio fevereiro fev februari lutego luty февраля февраль",
  "march mar märz maerz mars marzo março marco maart mrt marts marca marzec марта март",
  "april apr avril avr abril abr aprile kwietnia kwiecień апреля апрель",
  "may mai mayo maggio mag maio mei maj maja мая май",
  "june jun juni juin junio giugno giu junho czerwca czerwiec июня июнь",
  "july jul juli juillet juil julio luglio lug julho lipca lipiec июля июль",
  "august aug août aout agosto ago augustus augusti sierpnia sierpień августа август",
  "september sept sep septembre septiembre settembre set setembro września wrzesień сентября сентябрь",
  "october oct oktober okt octobre octubre ottobre ott outubro out października październik октября октябрь",
  "november nov novembre noviembre novembro listopada listopad ноября ноябрь",
  "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro desember grudnia grudzień декабря декабрь",
];

/** What stands in front of a date and belongs to it: `vom 3. Mai 2024`, `Monday, May 3, 2024`. */
export const dateWords =
  "vom|du|del|from|от|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche";
