import { aMark, type EpisodeMark, type MarkReader } from "./mark.ts";
import { dateWords, monthNames, wordStart } from "./words.ts";

const months = new Map(monthNames.flatMap((row, at) => row.split(" ").map((word) => [word, at + 1] as const)));
const month = `(${[...months.keys()].toSorted((a, b) => b.length - a.length).join("|")})`;
const day = "(\\d{1,2})(?:st|nd|rd|th|er|º|\\.º)?";
const of = "(?:(?:of|de|di)[\\s._]{1,2})?";
const year = "((?:19|20)\\d{2})";
const sep = "[\\s._-]{1,3}";
const free = ["(?<![\\w\\u00c0-\\u052f])", "(?![\\w\\u00c0-\\u052f])"] as const;
const whole = (pattern: string) => new RegExp(`${free[0]}${pattern}${free[1]}`, "iu");

type Order = readonly [year: number, month: number, day: number];

/** Patterns and where year, month and day stand in them, from the most certain to the least. */
const patterns: readonly (readonly [RegExp, ...Order[]])[] = [
  [whole(`${year}([-._ /])(\\d{1,2})\\2(\\d{1,2})`), [1, 3, 4], [1, 4, 3]],
  [whole(`${year}([-._])(\\d{2})[-._](\\d{2})`), [1, 3, 4]],
  // Europe writes the day first; the month comes first where the day cannot be one.
  [whole(`(\\d{1,2})([-._ /])(\\d{1,2})\\2${year}`), [4, 3, 1], [4, 1, 3]],
  [whole(`${year}(\\d{2})(\\d{2})`), [1, 2, 3]],
  [whole(`${day}${sep}${of}${month}[,\\s._-]{1,3}${of}${year}`), [3, 2, 1]],
  [whole(`${month}${sep}${day}[,\\s._-]{1,3}${year}`), [3, 1, 2]],
  [whole(`${year}${sep}${month}${sep}${day}`), [1, 2, 3]],
];

/** 24.03.15, 15.03.24, 240315: only where nothing else counts episodes. */
const shortPatterns: readonly (readonly [RegExp, ...Order[]])[] = [
  [whole("(\\d{2})([-. ])(\\d{2})\\2(\\d{2})"), [1, 3, 4], [4, 3, 1]],
  [/(?<=[\s._])(\d{2})(\d{2})(\d{2})(?=[\s._]|$)/u, [1, 2, 3]],
];

/** The day a show was on air, in every order that is a day of the calendar. */
export const readAirDate: MarkReader = (text) => find(text, patterns);

export const readShortAirDate: MarkReader = (text) => {
  const mark = find(text, shortPatterns);
  return mark && mark.start > 0 ? mark : null;
};

/** A show that is on air twice a day. */
const partOfDay = /^[\s._-]{1,3}[[(]?(?:part|pt)[\s._]?([1-9])[\])]?(?![\w\u00c0-\u052f])/iu;

const anyMonth = new RegExp([...new Set([...months.keys()].map((word) => word.slice(0, 3)))].join("|"), "i");

function find(text: string, among: typeof patterns): EpisodeMark | null {
  const hasMonth = anyMonth.test(text);
  for (const [pattern, ...orders] of among) {
    if (!hasMonth && pattern.source.includes(month)) continue;
    const match = pattern.exec(text);
    if (!match) continue;
    for (const [y, m, d] of orders) {
      const airDate = toDate(match[y] ?? "", match[m] ?? "", match[d] ?? "");
      if (airDate === null) continue;
      const end = match.index + match[0].length;
      const part = partOfDay.exec(text.slice(end));
      return aMark({
        airDate,
        part: part ? Number(part[1]) : null,
        start: startOf(text, match.index),
        end: end + (part?.[0].length ?? 0),
      });
    }
  }
  return null;
}

const wordAhead = new RegExp(`${wordStart}(?:${dateWords})[,\\s._]{1,3}$`, "iu");

/** Where the words in front of a date start, or the date itself. */
function startOf(text: string, at: number): number {
  const ahead = Math.max(0, at - 20);
  const word = wordAhead.exec(text.slice(ahead, at));
  return word && ahead + word.index > 0 ? ahead + word.index : at;
}

function toDate(yearText: string, monthText: string, dayText: string): string | null {
  const monthNumber = months.get(monthText.toLowerCase()) ?? Number(monthText);
  const fullYear = yearText.length === 2 ? `20${yearText}` : yearText;
  const two = (value: number) => String(value).padStart(2, "0");
  const text = `${fullYear}-${two(monthNumber)}-${two(Number(dayText))}`;
  const date = new Date(`${text}T00:00:00Z`);
  const isPossible = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  return isPossible && date.getUTCFullYear() <= new Date().getUTCFullYear() + 1 ? text : null;
}
