import type { EpisodeMark, MarkContext, MarkReader } from "./mark.ts";
import { readDashedNumber, readTrailingNumber } from "./mark-absolute.ts";
import { readAirDate, readShortAirDate } from "./mark-date.ts";
import {
  readGluedNumber,
  readLeadingNumber,
  readNamedSpecial,
  readPointed,
  readShortenedName,
  readSpecial,
} from "./mark-other.ts";
import { readEpisodeAlone, readSeason, readSeriesPart } from "./mark-pack.ts";
import {
  readAsianEpisode,
  readCrossed,
  readGluedChapter,
  readSeasonEpisode,
  readWithoutS,
  readWordedEpisode,
} from "./mark-season.ts";
import { readList } from "./numbers.ts";

const onlyInSeason =
  (read: MarkReader): MarkReader =>
  (text, context) =>
    context.folderSeason === null ? null : read(text, context);

/** What no title looks like, from the most certain to the least. */
const certain: readonly MarkReader[] = [
  readSeasonEpisode,
  readWordedEpisode,
  readGluedChapter,
  readAsianEpisode,
  readWithoutS,
  readCrossed,
  readAirDate,
];
const likely: readonly MarkReader[] = [
  onlyInSeason(readLeadingNumber),
  readSpecial,
  readNamedSpecial,
  readSeason,
  readEpisodeAlone,
  readShortAirDate,
  readDashedNumber,
  readGluedNumber,
  readSeriesPart,
  readPointed,
  readTrailingNumber,
  readLeadingNumber,
  onlyInSeason(readShortenedName),
];

/** Most readers need a digit, or the words of `Series Two Episode Five`. */
const anyNumber = /[\d一二三四五六七八九十]|(?:season|series|book)[\s._]/iu;

/** Finds what says which episode a name is. `isCertain`: only marks that no title looks like. */
export function findEpisodeMark(
  text: string,
  context: MarkContext,
  options: { isCertain: boolean } = { isCertain: false },
): EpisodeMark | null {
  for (const read of anyNumber.test(text) ? certain : []) {
    const mark = read(text, context);
    if (mark) return withMore(text, mark, context);
  }
  if (options.isCertain) return null;
  for (const read of likely) {
    const mark = read(text, context);
    if (mark) return read === readEpisodeAlone ? withDay(text, mark) : mark;
  }
  return null;
}

/** Korean shows give the day in six digits behind the number: E05.240315. */
function withDay(text: string, mark: EpisodeMark): EpisodeMark {
  const dated = /^[\s._]\d{6}(?=[\s._]|$)/u.test(text.slice(mark.end))
    ? readShortAirDate(text, { folderSeason: null, isAnime: false })
    : null;
  return dated && dated.start === mark.end + 1 ? { ...mark, airDate: dated.airDate, end: dated.end } : mark;
}

/** Behind a dash or in brackets, or with a zero in front; 24 is the title of an episode too, but not of an anime's. */
const behindWith = (digits: string) =>
  new RegExp(
    `^\\s?(?:-\\s?(${digits})(?:-(\\d{3,4}))?(?=\\s*$|\\s?-\\s|\\s?[[(])|[[(]\\s?#?(\\d{2,4})\\s?[\\])](?!\\s?\\d)|(?<=\\s)(0(?!07)\\d{2})(?=\\s|$))`,
    "u",
  );
const absoluteBehind = behindWith("\\d{3,4}");
const animeBehind = behindWith("\\d{2,4}");
const absoluteBefore = /\s-\s(\d{2,4})(?:v\d)?\s-?\s?[[(]?$|[\s.](\d{3})\.-\.$|\s(0\d{2})\s$/u;

/** Some names give the number through the whole show, or the day, beside season and episode. */
function withMore(text: string, mark: EpisodeMark, { isAnime }: MarkContext): EpisodeMark {
  if (mark.airDate !== null) return mark;
  const behind = (isAnime ? animeBehind : absoluteBehind).exec(text.slice(mark.end));
  const digits = behind?.[1] ?? behind?.[3] ?? behind?.[4];
  if (behind && digits !== undefined && !/^(?:19|20)\d\d$|^(?:480|540|576|720|1080|2160)$/.test(digits)) {
    const { numbers } = readList(`-${behind[2] ?? digits}`, 0, { first: Number(digits), allowsWords: false });
    return { ...mark, absoluteNumbers: numbers, end: mark.end + behind[0].length };
  }
  const before = absoluteBefore.exec(text.slice(0, mark.start));
  const number = before?.[1] ?? before?.[2] ?? before?.[3];
  if (before && number !== undefined && before.index > 0 && !/^(?:19|20)\d\d$/.test(number)) {
    return { ...mark, absoluteNumbers: [Number(number)], start: before.index };
  }
  const dated = readAirDate(text, { folderSeason: null, isAnime: false });
  if (!dated || (dated.start < mark.end && dated.end > mark.start)) return mark;
  const isNear = /^[\s._\-()[\]]*$/.test(text.slice(Math.min(mark.end, dated.end), Math.max(mark.start, dated.start)));
  return isNear
    ? { ...mark, airDate: dated.airDate, start: Math.min(mark.start, dated.start), end: Math.max(mark.end, dated.end) }
    : { ...mark, airDate: dated.airDate };
}
