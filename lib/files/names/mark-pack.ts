import { aMark, type EpisodeMark, type MarkReader } from "./mark.ts";
import {
  cardinals,
  chineseNumber,
  isPictureNumber,
  ordinals,
  readList,
  readNumber,
  romans,
  splitGlued,
} from "./numbers.ts";
import { counters, episodeWords, seasonWords, wordEnd, wordStart } from "./words.ts";

/** The last of several: `1-3`, `1 & 2`; a number of more digits than the first (`Season 3 - 02`) is an episode. */
const until =
  "(?:(?:(?<=\\d\\d)|(?=\\D{1,8}[1-9]))(?:[-–~&+,]|[\\s._](?:-|to|bis|al?|à|thru|и|and|&)[\\s._](?=s|\\d{1,2}(?:[\\s._]*$|[\\s._](?:\\d{3,4}[pi]|complete|dvd|web|bd|blu))))(?:s|season[\\s._]?)?(\\d{1,2})(?!\\d|[pi]|\\s?bit))?";

/** Where a name gives a season: S02, Season 2, 2nd Season, Second Season, 第2季; the last of `S01-S03` is dropped. */
const seasons: readonly RegExp[] = [
  /(?<![\w\u00c0-\u052f'])s[\s._]?(\d{1,2}|(?:19|20)\d{2})(?:-?s?\d{1,2}(?=-?s\d)|)(?:[\s._]?[-–~&+,]?[\s._]?s(\d{1,2}))*(?:(?:(?<=\d\d)-|-(?!0))(\d{1,2})(?!\d))?(?![\w\u00c0-\u052f])/iu,
  new RegExp(`${wordStart}(\\d{1,2})(?:st|nd|rd|th|ª|º|-?й|-?я|ème)[\\s._]{1,2}(?:${seasonWords})${wordEnd}`, "iu"),
  new RegExp(
    `${wordStart}(?:${seasonWords})(?:[\\s._:]{0,2}|-)(?:no\\.?\\s?)?(\\d{1,2}|(?:19|20)\\d{2})(?![\\w\\u00c0-\\u052f]|\\.\\d(?!\\d))${until}`,
    "iu",
  ),
  new RegExp(
    `${wordStart}(\\d{1,2})(?:st|nd|rd|th|ª|º|°|a|-?й|-?я|\\.|e|ème|ère)?[\\s._]{0,2}(?:${seasonWords})${wordEnd}`,
    "iu",
  ),
  new RegExp(
    `${wordStart}(?:(?:the[\\s._])?(?:complete[\\s._])?(${ordinals})[\\s._](?:season|series)|(?:season|series|book|volume)[\\s._](${cardinals}|${romans}))${wordEnd}`,
    "iu",
  ),
  new RegExp(
    `(?:第\\s?(${chineseNumber})\\s?[季期部]|시즌\\s?(\\d{1,2})|(\\d{1,2})[기期]|シーズン\\s?(\\d{1,2}))`,
    "u",
  ),
  new RegExp(`${wordStart}(?:book|volume|vol\\.?)[\\s._-]?(\\d{1,2})${wordEnd}(?=[\\s._]*(?:-|$|[[(]))`, "iu"),
];

const behind =
  /[\s._\])]*(?:\d{4}[\s._]+)?(?:(?:part|cour)[\s._]\d[\s._]+)?(?:[-–]\s*)?[[(]{0,2}(?:e|ep|ep\.|#)?\s?(\d{1,3}(?:\.5)?)(?!\d)/iuy;
const boundary =
  /(?:v\d)?(?:\s?(?:end|final|of\s\d+|из\s\d+|\(\d{1,4}\)))?\s?(?=$|[\s\])(.,[-])(?![\s.-]?(?:bits?|ch|st|nd|rd|th)\b)(?!\s\d{1,2}\s\d{4})/iuy;

/** A name that gives a season: a pack of all its episodes, or `S2 - 03`, `2nd Season [03]`, `Season 2 (01-12)`. */
export const readSeason: MarkReader = (text) => {
  const mark = findSeason(text);
  if (!mark) return null;
  // Seasons 1 - 3 are several.
  if (/^(?:seasons|saisons|staffeln|temporadas|stagioni)/i.test(text.slice(mark.start, mark.end))) return mark;
  behind.lastIndex = mark.end;
  const match = behind.exec(text);
  const digits = match?.[1] ?? "";
  if (!match || isPictureNumber(digits)) return mark;
  const isDotted = !/\s|[[(]/.test(match[0]);
  if (isDotted && digits.length !== 2) return mark;
  const { numbers, end } = readList(text, behind.lastIndex, {
    first: splitGlued(digits, mark.seasonNumber ?? 0),
    kind: "pack",
    allowsWords: false,
  });
  boundary.lastIndex = end;
  if (!boundary.test(text)) return mark;
  return { ...mark, episodeNumbers: numbers, end: boundary.lastIndex };
};

/** The season alone. */
export function findSeason(text: string): EpisodeMark | null {
  for (const pattern of seasons) {
    const match = pattern.exec(text);
    if (!match) continue;
    const digits = match.slice(1).find((group) => group !== undefined) ?? "";
    const seasonNumber = readNumber(digits);
    if (!Number.isNaN(seasonNumber)) {
      return aMark({ seasonNumber, start: match.index, end: match.index + match[0].length });
    }
  }
  return null;
}

const alone: readonly RegExp[] = [
  // (1 of 6), 01of12, [3/8].
  /(?<![\w\u00c0-\u052f])(?:(?:part|parte|teil|del|folge|pt|episode|ep|e)[\s._]?)?(\d{1,2})[\s._]?(?:of|von|av|af|van|de|di|sur|od|из|\/)[\s._]?\d{1,3}(?![\w\u00c0-\u052f])/iu,
  // E05, EP 05, Episode 5, Folge 5, Episode One.
  new RegExp(
    `${wordStart}(?:e|${episodeWords})[\\s._-]{0,3}#?(\\d{1,4})(?!\\d|(?!v\\d|e\\d|[a-d]${wordEnd})[\\w\\u00c0-\\u052f]*\\p{L})`,
    "iu",
  ),
  new RegExp(`${wordStart}(?:episode|chapter|folge|teil)[\\s._-](${cardinals}|${romans})${wordEnd}`, "iu"),
  // 3 серия, 12. Bölüm, 第03話, 3화.
  new RegExp(
    `${wordStart}(\\d{1,4})(?:st|nd|rd|th|ª|º|-?й|-?я|\\.)?[\\s._]{0,2}(?:сери[яи]|выпуск|b[öo]l[üu]m|r[ée]sz|jakso|epizoda|odcinek)${wordEnd}`,
    "iu",
  ),
  new RegExp(`[第제]\\s?(${chineseNumber})\\s?(?:${counters})`, "u"),
  new RegExp(`(?<![\\p{N}.])(\\d{1,4})\\s?(?:${counters})(?!\\p{L})`, "u"),
  /(?<=^|[\s._([])(?:#|n[or]\.\s?)(\d{1,4})(?!\d|\s-\s\d)/iu,
];
const seriesPart = new RegExp(
  `${wordStart}(?:parts?|pt\\.?|parte|partie|teil|vol\\.?)[\\s._-]?(\\d{1,2}|${cardinals}|${romans})(?![\\w\\u00c0-\\u052f])`,
  "iu",
);

const moreParts = /^[\s._]?(?:[-–&+]|and|to)[\s._]?(\d{1,2})(?![\w\u00c0-\u052f])/iu;

/** An episode without a season: of the folder's, else of the only one a mini series has. */
export const readEpisodeAlone: MarkReader = (text, { folderSeason, isAnime }) => {
  for (const pattern of alone) {
    const match = pattern.exec(text);
    const first = readNumber(match?.[1] ?? "");
    if (!match || Number.isNaN(first) || isPictureNumber(match[1] ?? "")) continue;
    const { numbers, end } = readList(text, match.index + match[0].length, { first, kind: isAnime ? "pack" : "file" });
    const place = { start: match.index, end: skipVersion(text, end) };
    // A number beyond those of any season counts through the whole show.
    if ((isAnime || first >= 200) && folderSeason === null) return aMark({ absoluteNumbers: numbers, ...place });
    return aMark({ seasonNumber: folderSeason ?? 1, episodeNumbers: numbers, ...place });
  }
  return null;
};

/** Part One, Pt.II: an episode of a mini series. */
export const readSeriesPart: MarkReader = (text, { folderSeason }) => {
  const match = seriesPart.exec(text);
  if (!match || (match.index === 0 && !/\d(?:\s-\s|$)/.test(text.slice(0, match[0].length + 3)))) return null;
  const end = match.index + match[0].length;
  const first = readNumber(match[1] ?? "");
  // Parts 1 and 2, Parts.1-2.
  const more = /^parts/iu.test(match[0]) ? moreParts.exec(text.slice(end)) : null;
  const last = Number(more?.[1] ?? first);
  const episodeNumbers =
    last > first && last - first < 20 ? Array.from({ length: last - first + 1 }, (_none, at) => first + at) : [first];
  return aMark({
    seasonNumber: folderSeason ?? 1,
    episodeNumbers,
    start: match.index,
    end: end + (episodeNumbers.length > 1 ? (more?.[0].length ?? 0) : 0),
  });
};

/** Steps over the `v2` behind a number. */
export function skipVersion(text: string, at: number): number {
  return /^v\d/i.test(text.slice(at, at + 2)) ? at + 2 : at;
}
