import { findTags } from "./find-tags.ts";
import { findSeason } from "./mark-pack.ts";
import { type Release, readRelease } from "./release.ts";
import { cleanTitle, firstTitle, trimTitleEnd } from "./text.ts";

const leadingGroup = /^[\s._-]*\[([^\][]{1,60})\](?:\s+(?=\.\p{Ll})|[\s._-]*(?=[^\s._-]))/u;
const leadingTag = /^\(([^()]{2,30})\)[\s._-]+(?=[^\s._-])/u;
/** `(Group) Title - 05 (DVD)`, with the dash that anime has. */
const leadingRound =
  /^\((?=[^()]*\p{L})([\p{L}\d&-]{2,20})\)[\s._]+(?=[^()]{1,80}[\s._]-[\s._]\d{2,4}(?:v\d)?[\s._]?(?:[[(]|$))/u;
const notGroup = /^(?:s\d{1,2}(?:e\d+)?|\d{1,3}|\d{1,2}x\d{2}|rec)$/iu;

/** `[Group] Title …`: who made an anime release stands first. */
export function takeLeadingGroup(name: string): { group: string | null; text: string } {
  const tag = leadingTag.exec(name);
  if (tag && isTagOnly(tag[1] ?? "")) return { group: null, text: `${name.slice(tag[0].length)} [${tag[1]}]` };
  const round = leadingRound.exec(name);
  if (round) return { group: round[1] ?? null, text: name.slice(round[0].length) };
  const match = leadingGroup.exec(name);
  const inner = match?.[1]?.trim() ?? "";
  if (!match || notGroup.test(inner) || !/[\p{L}\p{N}]/u.test(name.slice(match[0].length))) {
    return { group: null, text: name };
  }
  const text = name.slice(match[0].length);
  if (isTagOnly(inner))
    return takeLeadingGroup(text).group === null ? { group: null, text: `${text} [${inner}]` } : takeLeadingGroup(text);
  return { group: inner, text };
}

function isTagOnly(text: string): boolean {
  const { spans } = findTags(`x ${text}`, 0);
  const [first] = spans;
  // NC-Raws and WEB-DL: one word is a tag only as a whole.
  const isWhole = /\s/.test(text) || spans.some((span) => span.end === text.length + 2);
  return first !== undefined && first.start === 2 && isWhole;
}

const packWords =
  /[\s._\-([]+(?:(?:the[\s._])?complete(?:[\s._](?:series|collection|box[\s._]?set|season|seasons|mini[\s._-]?series|tv[\s._]series|\w+[\s._](?:season|series)))?|(?:tv[\s._])?mini[\s._-]?series|integrale?|intégrale|komplett|completa|season[\s._]pack|tv[\s._]pack|(?<=[-([]\s?)batch|ona|\(tv\))[\s._\-)\]]*$/iu;
/**
 * Names that hide what a file is: long hexadecimal numbers, alone or behind short words, those of databases
 * (8-4-4-4-12), and letters and digits that change too often for a word.
 */
const scrambled =
  /^(?:(?:[a-z]{1,6}[.]){0,3}(?=[\da-f]*\d)[\da-f]{16,}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?=[a-z\d]*\d[a-z]+\d)[a-z\d]{20,}|(?=(?:[a-z]*\d+[a-z]+){4})[a-z\d]{14,})$/iu;
const seasonNew = /[\s._]*★?\d{0,2}月新番★?[\s._]*/gu;
const span = /\(((?:19|20)\d{2})\s?[-–]\s?(?:\d{4}|present)?\)/giu;
const wrapped = /^\[([^\][]+)\]$/u;

/** Reads the show from what stands before its numbers, or from a folder's whole name. */
export function readTvTitle(text: string, { hasMark }: { hasMark: boolean }): Release {
  if (scrambled.test(text)) return readRelease("");
  const plain = unwrap(
    closed(firstTitle(text.replaceAll(seasonNew, " ").replaceAll(span, "($1)")).replace(packWords, "").trim()),
  );
  const season = hasMark ? findSeason(plain) : null;
  const whole = closed(season && season.start > 0 ? plain.slice(0, season.start) : plain);
  const release = readRelease(hasMark ? trimTitleEnd(whole) : whole);
  // 1993 - La serie: a year in front is part of a show's title.
  if (release.year !== null && whole.startsWith(`${release.year} - `)) {
    return { ...release, year: null, title: cleanTitle(whole) };
  }
  return release.title === null
    ? release
    : { ...release, title: cleanTitle(withoutTags(unwrap(release.title)).replace(packWords, "")) };
}

/** `Title [BD]` of a folder: a word alone in a bracket is a tag although titles use it too. */
function withoutTags(title: string): string {
  const bracket = /(?<=\S)\s?\[([^\][]{2,20})\]$/u.exec(title);
  return bracket && isTagOnly(bracket[1] ?? "") ? title.slice(0, bracket.index) : title;
}

/** `[Title 2nd Season]` cut at its season leaves the bracket open. */
function closed(text: string): string {
  const open = text.lastIndexOf("[");
  const isOpen = open > text.lastIndexOf("]") && /^(?:\[[^\][]*\][\s._-]*)*$/.test(text.slice(0, open));
  return isOpen && /\p{L}/u.test(text.slice(open)) ? text.slice(open + 1) : text;
}

/** `[Title]` alone, or several brackets of one title in several languages: the one in Latin letters. */
function unwrap(text: string): string {
  const whole = text.replace(/[\s._-]*[[(]$/u, "").trim();
  const brackets = [...whole.matchAll(/\[([^\][]{1,120})\]/gu)].map(([, inner = ""]) => inner);
  const rest = whole.replaceAll(/\[[^\][]{1,120}\]/gu, "").replaceAll(/[\s._-]/g, "");
  if (brackets.length === 0 || rest !== "") return wrapped.exec(text)?.[1] ?? text;
  return brackets.find((inner) => /[a-z]{2}/iu.test(inner)) ?? brackets[0] ?? text;
}
