import { findTags } from "./find-tags.ts";

export type Year = { year: number; start: number; end: number; isBracketed: boolean };

const bracketedYear = /[[({]\s?((?:18|19|20)\d{2})(?:-\d{2}-\d{2})?\s?[\])}]/g;
/** `[2019, BDRip]`, `(2019 1080p)`: the first word of a bracket of tags. */
const yearInBracket = /[[(]\s?((?:18|19|20)\d{2})(?!\s?[-–]\s?\d{4})(?=[,;\s/][^\])]{1,80}[\])])/g;
const bareYear = /(?<=[\s._,(\])-])(?<!:\s)((?:18|19|20)\d{2})(?=[\s._,)[(-]|$)/g;
const leadingYear = /^((?:18|19|20)\d{2})\s+[-–]\s+(?=.*\p{L})/u;
/** Space: 1999 is a title whole. 2019-03-05 is a day and 2008-2019 a span of years. */
const dateBehind = /^(?:[-.]\d{2}[-.]\d{2}(?!\d)|\s?[-–]\s?\d{4}(?!p))/;
const spanAhead = /\d{4}\s?[-–]\s?$/;
/** 1982.4K.Remaster.2020, 1982.2020.Remaster: the year of an edition. */
const editionAhead = /(?:remaster(?:ed)?|restor(?:ed|ation)|edition|cut|version)[\s._]+$/iu;
const editionBehind = /^[\s._]+(?:4k[\s._]+)?(?:remaster|restor)/iu;
/** Class of 1984, Spirit of 1976: the year belongs to the title. */
const phraseAhead = /(?:^|[\s._])(?:of|until|since|anno)[\s._]+$/i;
/** Back to 1942, but Let.the.Right.One.In.2008.1080p: in front of tags it is the year after all. */
const phraseAlone = /(?:^|[\s._])(?:in|to)[\s._]+$/i;

/** The last bracketed year, else the last bare one in front of the tags; a number that starts the name is its title. */
export function findYear(text: string): Year | null {
  return (
    findBracketed(text, bracketedYear) ?? findBare(text) ?? findBracketed(text, yearInBracket) ?? findLeading(text)
  );
}

const isPossible = (year: number) => year >= 1888 && year <= new Date().getUTCFullYear() + 2;

function findBracketed(text: string, pattern: RegExp): Year | null {
  let found: Year | null = null;
  for (const match of text.matchAll(pattern)) {
    const year = Number(match[1]);
    if (isPossible(year)) found = { year, start: match.index, end: match.index + match[0].length, isBracketed: true };
  }
  return found;
}

function findBare(text: string): Year | null {
  const firstTag = findTags(text, null).start;
  let found: Year | null = null;
  for (const match of text.matchAll(bareYear)) {
    const year = Number(match[1]);
    const start = match.index;
    const ahead = text.slice(0, start);
    const isOther = dateBehind.test(text.slice(start + 4)) || spanAhead.test(ahead) || phraseAhead.test(ahead);
    const isPhrase = firstTag === text.length && phraseAlone.test(ahead);
    const isEdition = editionAhead.test(ahead) || editionBehind.test(text.slice(start + 4));
    if (found !== null && isEdition) continue;
    if (isPossible(year) && !isOther && !isPhrase && (start < firstTag || found === null)) {
      found = { year, start, end: start + 4, isBracketed: false };
    }
  }
  return found;
}

function findLeading(text: string): Year | null {
  const match = leadingYear.exec(text);
  if (!match || !isPossible(Number(match[1]))) return null;
  return { year: Number(match[1]), start: 0, end: match[0].length, isBracketed: false };
}
