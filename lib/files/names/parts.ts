import { readNumber } from "./numbers.ts";

/** `cd1`, `disc 2`, `dvd3` always mean a stacked part, dvd5 and dvd9 a kind of disc; `part 2` may be a title, so it says so. */
const part =
  /[\s._-]*[[(]?(?<![\p{L}])(cd|dvd(?!\W?[59](?!\d))|dis[ck]|part|pt)[\s._-]{0,2}0?([1-9]\d?|[a-d](?![\p{L}]))[\])]?\s*$/iu;
/** `Part One`, `Part II`. */
const partInWords = /[\s._-]+[[(]?(?:part|pt)[\s._]{1,2}(one|two|three|four|five|six|i{1,3}|iv|vi?)[\])]?\s*$/iu;
/** `Film (2010) 1 of 2`, `[1of2]`. */
const ofAll = /[\s._-]+[[(]?([1-9])[\s._]?of[\s._]?[2-9][\])]?\s*$/iu;

export type Part = { number: number; rest: string; isCertain: boolean };

/** `Film.CD1.DVDRip`, `Film.DVDRip.1of2`, `Film (2010) - part2 - 1080p`: among the tags only what is no title. */
const inside =
  /(?<=[\s._-]|\))[[(]?(?:(?:cd|dis[ck]|dvd(?=[1-4]))[\s._-]?([1-9])(?:[\s._]?of[\s._]?\d)?|([1-9])of[2-9]|(?<=(?:19|20)\d\d[)\]]?[\s._-]{1,3})(?:part|pt)[\s._-]?([1-9]))[\])]?(?=[\s._-])/iu;

/** Takes the number of a stacked part out of the middle of a base name. */
export function takeInnerPart(name: string): Part | null {
  const match = inside.exec(name);
  if (!match || match.index === 0) return null;
  const ahead = name.slice(0, match.index).replace(/[\s._-]$/u, "");
  const rest = ahead + name.slice(match.index + match[0].length);
  return { number: Number(match[1] ?? match[2] ?? match[3]), rest, isCertain: true };
}

/** Takes the number of a stacked part off the end of a base name. */
export function takePart(name: string): Part | null {
  const inWords = ofAll.exec(name) ?? partInWords.exec(name);
  if (inWords && inWords.index > 0)
    return { number: readNumber(inWords[1] ?? ""), rest: name.slice(0, inWords.index), isCertain: false };
  const match = part.exec(name);
  if (!match || match.index === 0) return null;
  const [whole, word = "", digit = ""] = match;
  const number = /\d/.test(digit) ? Number(digit) : digit.toLowerCase().charCodeAt(0) - 96;
  const isCertain =
    !/^p/i.test(word) ||
    !/[\s._]/.test(
      whole
        .trim()
        .slice(0, -1)
        .replace(/^[\s._-]+/, ""),
    );
  return { number, rest: name.slice(0, match.index), isCertain };
}
