import { aMark, type EpisodeMark, type MarkContext, type MarkReader } from "./mark.ts";
import { skipVersion } from "./mark-pack.ts";
import { isPictureNumber, readList } from "./numbers.ts";

const number = "(\\d{1,4}(?:\\.[5-9](?![\\d.]))?)";
const behind = "(?!\\d|[\\p{L}](?<!v)|%|'|\\.\\d)";
const dashed = new RegExp(
  `(?:(?<=[\\s.\\])])[-–~]\\s*|(?<=[\\s.])-\\.|(?<=\\p{L})\\s?-\\s)[[(]?(?:e|ep|ep\\.|episode|vol\\.?|#)?\\s?${number}${behind}`,
  "giu",
);
const bracketed = new RegExp(`[[(]\\s?(?:e|ep|ep\\.|tv|第)?\\s?${number}${behind}`, "giu");
const trailing = new RegExp(
  `(?<=[\\w\\u00c0-\\u052f!?.)'~-][\\s.])${number}(?=(?:v\\d)?(?:[-~]\\d{1,4})?(?:\\s*$|[\\s.]{0,2}[[(]|[\\s.](?:\\d{3,4}[pi]|bd|dvd|web|hdtv|x26|h26|hevc|raw|end|final|vostfr|blu|sub|multi|jap|eng|10|8|720|1080|mkv|avi|mp4|complete|batch|fansub)))`,
  "giu",
);
const spaced = /(?<=\s)(\d{2,4})(?:v\d)?(?=\s)/gu;
const ranged = /(?<=[\s._([])(\d{1,4})(?=\s?[-~]\s?\d{1,4}(?:v\d)?(?:\s|$|\]|\)))/gu;
/** `Title 001 - Name`, `Title 02 Name`: only with a zero in front, for titles have numbers too. */
const padded = /(?<=[\p{L}!?)'][\s.])(0[1-9]\d?|00[1-9])(?=\s-\s|[\s.]\p{L})/gu;
/** In a season's folder a dash behind the number is enough. */
const undashed = /(?<=[\p{L}!?)'][\s.])(\d{1,3})(?=\s-\s)/gu;
const version = /(?<=[\w\u00c0-\u052f][\s.])(\d{1,4})(?=v\d)/gu;

const end = /(?:\s?(?:end|fin|final|_|\(\d{1,4}\)|完|of\s\d+))?\s?[\])]?/iuy;

/** Anime: `[Group] Title - 012v2 [1080p]`, `Title - 01-02`, `[Title][05]`, `Title (001-220)`. */
export const readDashedNumber: MarkReader = (text, context) => {
  const { isAnime, folderSeason } = context;
  for (const pattern of isAnime ? [dashed, bracketed, ranged, version] : [dashed, ranged, version, bracketed]) {
    const found = firstOf(text, pattern, context);
    if (found) return place(found, folderSeason);
  }
  return null;
};

/** `Title 05 [720p]`, `Title.05.1080p`, `[Group] Title 05 Name`, `Title 005 - Name`. */
export const readTrailingNumber: MarkReader = (text, context) => {
  const { isAnime, folderSeason } = context;
  for (const pattern of isAnime
    ? [trailing, spaced]
    : folderSeason === null
      ? [trailing, padded]
      : [trailing, padded, undashed]) {
    const found = firstOf(text, pattern, context);
    if (found) return place(found, folderSeason);
  }
  return null;
};

type Found = EpisodeMark & { isLong: boolean };

function firstOf(text: string, pattern: RegExp, { isAnime, folderSeason }: MarkContext): Found | null {
  let last: Found | null = null;
  for (const match of text.matchAll(pattern)) {
    const digits = match[1] ?? "";
    const isYear = /^(?:19[3-9]|20[0-3])\d$/.test(digits);
    const isAtStart = match.index === 0;
    if (isAtStart || (isPictureNumber(digits) && (!isAnime || digits.length > 3 || pattern !== dashed))) continue;
    const at = skipVersion(text, match.index + match[0].length);
    // 1-23-45 counts something else.
    if (/^-\d{1,4}-\d/.test(text.slice(at))) continue;
    if (isYear && (pattern !== ranged || yearNext.test(text.slice(at)))) continue;
    if (!isAnime && folderSeason === null && holdsSeason(digits, text.slice(at))) continue;
    const list = readList(text, at, { first: Number(digits), kind: "pack", allowsWords: false });
    const spacedRange = list.end === at ? readSpacedRange(text, at, Number(digits)) : null;
    const numbers = spacedRange?.numbers ?? list.numbers;
    const after = skipVersion(text, spacedRange?.end ?? list.end);
    end.lastIndex = after;
    end.test(text);
    if (isPartOfMore(text, after)) continue;
    const mark = aMark({ absoluteNumbers: numbers, start: match.index, end: Math.max(after, end.lastIndex) });
    last = { ...mark, isLong: digits.length > 2 };
    // The last number at the end of a title counts, the first one behind a dash or in brackets.
    if (pattern !== trailing && pattern !== spaced) return last;
  }
  return last;
}

/** (2010-2013) are the years of a show. */
const yearNext = /^\s?[-–]\s?(?:19[3-9]|20[0-3])\d\s?\)/u;
const gluedNext = /^[-.](\d{3,4})(?=\s*$|\s(?:-\s)?\p{L})/u;

/**
 * Whether the season stands in a number, told by what follows: 0102 unless a bracket does, `103 - Name` and `103-104` as
 * long as a season has episodes of that number. Anime has its number in front of brackets.
 */
function holdsSeason(digits: string, behind: string): boolean {
  if (/^0[1-9]\d\d$/.test(digits)) return !/^\s?\[/.test(behind);
  const isShort = (number: number) => number % 100 >= 1 && number % 100 <= 26 && number >= 100;
  const next = Number(gluedNext.exec(behind)?.[1] ?? Number.NaN);
  if (next === Number(digits) + 1) return isShort(Number(digits)) && isShort(next);
  return digits.length === 3 && isShort(Number(digits)) && /^\s-\s\p{L}[^[]*$/u.test(behind);
}

/** `01 - 12` and `01 ~ 12` are ranges in front of a bracket or the end. */
function readSpacedRange(text: string, at: number, first: number): { numbers: number[]; end: number } | null {
  const range = /\s?(?:(?:[-~–]|to\s)\s?(?:e|ep)?|(?=\d{2,3}\]))(\d{1,4})(?=\s*(?:end|fin)?\s*(?:$|[[(\])]))/iuy;
  range.lastIndex = at;
  const next = Number(range.exec(text)?.[1] ?? Number.NaN);
  if (!(next > first && next - first < 400)) return null;
  return { numbers: Array.from({ length: next - first + 1 }, (_none, step) => first + step), end: range.lastIndex };
}

/** 1-23-45, 5.1, 10-bit, 24/7 and 3rd are no episodes. */
function isPartOfMore(text: string, at: number): boolean {
  return /^(?:[-/]\d|[-\s.]?bits?(?!\p{L})|(?:st|nd|rd|th)(?!\p{L})|\.\d{1,2}(?:\D|$)|[,:]\d)/iu.test(
    text.slice(at, at + 8),
  );
}

/** In a folder of a season a short number counts in it; one of three digits through the whole show. */
function place(mark: Found, folderSeason: number | null): EpisodeMark {
  const [first = 0] = mark.absoluteNumbers;
  if (!Number.isInteger(first)) return { ...mark, isSpecial: true };
  if (folderSeason === null) return mark;
  const isGlued = first >= 100 && Math.floor(first / 100) === folderSeason;
  if (mark.isLong && !isGlued) return mark;
  const episodeNumbers = mark.absoluteNumbers.map((value) => (isGlued ? value % 100 : value));
  return { ...mark, seasonNumber: folderSeason, episodeNumbers, absoluteNumbers: [] };
}
