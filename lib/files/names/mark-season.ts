import { aMark, type EpisodeMark, type MarkReader } from "./mark.ts";
import { cardinals, chineseNumber, isPictureNumber, ordinals, readList, readNumber, splitGlued } from "./numbers.ts";
import { counters, episodeWords, episodeWordsBehind, gap, seasonWords, wordEnd, wordStart } from "./words.ts";

/** S01E02, s1.e02, S01 - E02, S01x02, S01xE02, [S01][E02], S01 Folge 2, S2016E05; a title may be glued to a capital S. */
const marked = new RegExp(
  `(?<![\\w\\u00c0-\\u052f'])s(?:e|es|n)?[\\s._]?(\\d{1,4})(?:${gap}(?:e|${episodeWords})[\\s._]{0,2}|xe?)\\[?(\\d{1,4})`,
  "iu",
);
const glued = /(?<=\p{Ll})S(\d{2})E(\d{2,3})(?![\p{L}\p{N}])/u;
const withoutS = /(?<![\w\u00c0-\u052f])(\d{1,2})[\s._]?(?:e|ep)(\d{2,3})(?![\w\u00c0-\u052f])/iu;
const withT =
  /(?<![\w\u00c0-\u052f])(?:t(?=\d{1,2}(?:[\s._-]{0,3}(?:e|cap)|x\d\d))|[cv](?=\d{1,2}e\d\d))(\d{1,2})[\s._-]{0,3}(?:e|ep|cap|x)[\s._]?(\d{1,3})(?![\w\u00c0-\u052f])/iu;

/** `S01E02` and everything that people make of it. */
export const readSeasonEpisode: MarkReader = (text) => {
  return readMarked(text, marked.exec(text) ?? glued.exec(text));
};

/** `1e02`, the Spanish `T1E02`, `T1 E2`, `T1x02`, and the campaigns and volumes of `C1E02`, `V1E02`. */
export const readWithoutS: MarkReader = (text) => readMarked(text, withoutS.exec(text) ?? withT.exec(text));

/** `S01E12.5 - Recap`; S01E12.5.Days.Later has a title. */
const halfBehind = /^\.5(?=\s*$|\s-\s|\s?[[(])/u;

function readMarked(text: string, match: RegExpExecArray | null): EpisodeMark | null {
  if (!match) return null;
  const seasonNumber = Number(match[1]);
  if (seasonNumber > 99 && (seasonNumber < 1900 || seasonNumber > 2100) && seasonNumber > 400) return null;
  const behind = match.index + match[0].length;
  if (halfBehind.test(text.slice(behind))) {
    // Recaps lie between two episodes.
    return aMark({
      seasonNumber,
      episodeNumbers: [Number(match[2]) + 0.5],
      isSpecial: true,
      start: match.index,
      end: behind + 2,
    });
  }
  const { numbers, end } = readList(text, behind, {
    first: Number(match[2]),
    allowsSequel: true,
  });
  return aMark({ seasonNumber, episodeNumbers: numbers, ...readTail(text, end), start: match.index });
}

/** `v2` counts for nothing; `a` and `b` are the halves of an episode. */
function readTail(text: string, at: number): { end: number; part: number | null } {
  const tail = /(?:v\d|([a-d]))(?![\w\u00c0-\u052f])/iuy;
  tail.lastIndex = at;
  const match = tail.exec(text);
  if (!match) return { end: at, part: null };
  const letter = match[1]?.toLowerCase();
  return { end: tail.lastIndex, part: letter === undefined ? null : letter.charCodeAt(0) - 96 };
}

const volumes = "book|buch|livre|libro|volume";
const seasonAhead = `(?:(?:${seasonWords}|${volumes})[\\s._:-]{0,3}(\\d{1,4})|s(\\d{1,2}))`;
const seasonBehind = `(\\d{1,2})(?:st|nd|rd|th|ª|º|-?й|-?я|\\.|e)?[\\s._]{0,2}(?:${seasonWords})`;
const wide = "[\\s._\\-–,:\\[\\]()/|]{0,5}";
const worded: readonly RegExp[] = [
  // Season 1 Episode 2, Staffel 2 Folge 3, Сезон 1 Серия 2.
  new RegExp(
    `${wordStart}(?:${seasonAhead}|${seasonBehind})${wide}(?:e|(?<!\\d)x|#|${episodeWords})[\\s._:-]{0,3}(\\d{1,4})(?!\\d)`,
    "iu",
  ),
  // 1 сезон 2 серия, 2. Staffel 3. Folge, Season 1 (2. díl).
  new RegExp(
    `${wordStart}(?:${seasonAhead}|${seasonBehind})${wide}(\\d{1,4})(?:-(\\d{1,4}))?(?:st|nd|rd|th|ª|º|-?й|-?я|\\.|e)?[\\s._]{0,2}(?:${episodeWordsBehind})${wordEnd}`,
    "iu",
  ),
  // First Season Episode 2.
  new RegExp(
    `${wordStart}(${ordinals})[\\s._](?:season|series)${wide}(?:episode|chapter|ep)[\\s._]{0,2}(\\d{1,3}|${cardinals})${wordEnd}`,
    "iu",
  ),
  // Series Two Episode Five.
  new RegExp(
    `${wordStart}(?:season|series|book)[\\s._](${cardinals})${wide}(?:episode|chapter|part|ep)[\\s._](\\d{1,3}|${cardinals})${wordEnd}`,
    "iu",
  ),
];

// Most names have no such word, and this is found out sooner.
const anySeason = new RegExp(`${seasonWords}|${volumes}|\\bs\\d`, "iu");

/** Season and episode in words, in the languages of words.ts. */
export const readWordedEpisode: MarkReader = (text) => {
  if (!anySeason.test(text)) return null;
  for (const pattern of worded) {
    const match = pattern.exec(text);
    if (!match) continue;
    const [season = "", episode = "", last] = match.slice(1).filter((group) => group !== undefined);
    const seasonNumber = readNumber(season);
    const first = splitGlued(episode, seasonNumber);
    const end = match.index + match[0].length;
    const list =
      last === undefined ? readList(text, end, { first, allowsSequel: true }) : readList(`-${last}`, 0, { first });
    const stop = last === undefined ? list.end : end;
    return aMark({ seasonNumber, episodeNumbers: list.numbers, start: match.index, end: stop });
  }
  return null;
};

const asian = new RegExp(
  `(?:第\\s?(${chineseNumber})\\s?[季部]|시즌\\s?(\\d{1,2})|(\\d{1,2})[기期]|シーズン\\s?(\\d{1,2}))[\\s._\\-\\[\\]]{0,3}(?:第|제|ep?)?\\s?(${chineseNumber})\\s?(?:${counters}|(?=[\\s.\\]]|$))`,
  "iu",
);

/** Season2 第03話. */
const half = new RegExp(
  `${wordStart}(?:s|${seasonWords})[\\s._]?(\\d{1,2})[\\s._\\-\\[\\]]{0,3}[第제]\\s?(${chineseNumber})\\s?(?:${counters})?`,
  "iu",
);

/** 第1季 第02集, 시즌 1 3화. */
export const readAsianEpisode: MarkReader = (text) => {
  const match = asian.exec(text) ?? half.exec(text);
  const [season = "", episode = ""] = match?.slice(1).filter((group) => group !== undefined) ?? [];
  const [seasonNumber, first] = [readNumber(season), readNumber(episode)];
  if (!match || Number.isNaN(first)) return null;
  return aMark({ seasonNumber, episodeNumbers: [first], start: match.index, end: match.index + match[0].length });
};

/** Spanish sites glue the season to the chapter: Cap.102, [Cap.1203_1204]. */
const chapter = /(?<![\w\u00c0-\u052f])cap[\s._]{0,2}(\d{1,2})(\d{2})(?:[_\s-]{1,2}(?:\d{1,2})(\d{2}))?(?!\p{N})/iu;

export const readGluedChapter: MarkReader = (text) => {
  const match = chapter.exec(text);
  if (!match) return null;
  const [first, last] = [Number(match[2]), Number(match[3] ?? match[2])];
  const episodeNumbers = Array.from({ length: Math.max(1, last - first + 1) }, (_none, at) => first + at);
  return aMark({
    seasonNumber: Number(match[1]),
    episodeNumbers,
    start: match.index,
    end: match.index + match[0].length,
  });
};

/** 1x02, 01x02x03, 1x02-03, 1x02-1x03, [1x02], 2009x02; a single digit only between separators (4x4 and 3x3 Eyes are titles); [1.02], - 1.02 -. */
const crossed = /(?<![\w\u00c0-\u052f])((?:19|20)\d{2}(?=x\d{2}(?!\d))|\d{1,2})x(\d{2,3})(?!\p{N}|p(?![\p{L}]))/iu;
const crossedShort =
  /(?:(?<=\s-\s|[[(]|^|\D[\s.])(\d{1,2})x(\d)(?=\s-\s|[\])]|\s*$|\.|(?<!4x4)(?<!^.{3})\s\p{L})|(?<=[\w-]\s)(\d{1,2}) x (\d{2}|\d(?=\s-\s|\s*$))(?!\p{N}))/iu;

const pointed = /(?<=\[|\s-\s)(\d{1,2})\.(\d{2})(?=\]|\s-\s)/u;

export const readCrossed: MarkReader = (text) => {
  const match = crossed.exec(text) ?? crossedShort.exec(text) ?? pointed.exec(text);
  if (!match || (match.index === 0 && match[0].length === text.length && match[0].length < 4)) return null;
  const first = match[2] ?? match[4] ?? "";
  if (isPictureNumber(first) && match[1] !== undefined && first.length === 3 && match[1].length > 2) return null;
  const { numbers, end } = readList(text, match.index + match[0].length, { first: Number(first), allowsSequel: true });
  return aMark({
    seasonNumber: Number(match[1] ?? match[3]),
    episodeNumbers: numbers,
    ...readTail(text, end),
    start: match.index,
  });
};
