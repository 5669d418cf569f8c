import { findGroup } from "./find-group.ts";
import { findTags, type Tags } from "./find-tags.ts";
import { takeIds } from "./ids.ts";
import { trailingEditions } from "./tags-edition.ts";
import { cleanTitle } from "./text.ts";
import type { ParsedName } from "./types.ts";

/** What one name (of a file without its extension, or of a folder) says by itself. */
export type Release = {
  title: string | null;
  year: number | null;
  /** The year stands in brackets, as people and Radarr write it. */
  isYearCertain: boolean;
  edition: string | null;
  ids: ParsedName["ids"];
  releaseGroup: string | null;
  tags: Tags;
  /** What stands behind the year, `- ` first: a label of Jellyfin's versions. */
  label: string | null;
};

const website = /^[[(]?\s?www\.[\w-]{1,40}(?:\.[\w-]{1,20}){1,3}\s?[\])]?\s?[-–]?\s*/iu;
const explicitEdition = /\{edition[- ]([^{}]{1,80})\}/iu;
/** `01 - Iron Man`, `02. Thor`: a place in somebody's list. */
const listNumber = /^0\d{1,2}(?:\s?[-–.]\s+|\.\s?(?=\p{L}))/u;

/** Reads a film's name: `Title (Year)`, `Title.Year.1080p.BluRay.x264-GROUP` and what lies between. */
export function readRelease(name: string): Release {
  const explicit = explicitEdition.exec(name)?.[1]?.trim() ?? null;
  const { ids, rest } = takeIds(name.replace(explicitEdition, " ").replace(website, ""));
  const { text, titleEnd } = moveLeadingBracket(rest.replace(listNumber, "").trim());
  const found = findYear(text);
  const tags = findTags(text, found?.start ?? null);
  const end = found === null || found.start === 0 ? tags.start : Math.min(found.start, tags.start);
  const start = found?.start === 0 ? found.end : 0;
  const named = titleOf(
    text,
    start,
    Math.min(titleEnd, tags.start <= start ? text.length : Math.max(start, end)),
    tags,
  );
  const group = findGroup(text, tags);
  return {
    title: named.title,
    year: found?.year ?? null,
    isYearCertain: found?.isBracketed ?? false,
    edition: explicit ?? (joinEditions(tags.editions) || named.edition),
    ids,
    releaseGroup: group,
    tags,
    label: found ? readLabel(text.slice(found.end)) : null,
  };
}

/** `[1080p] Title` and `[Group] Title` become `Title [1080p]`; `[REC] 2` stays. */
function moveLeadingBracket(text: string): { text: string; titleEnd: number } {
  const leading = /^\[([^\][]{1,40})\][\s._-]+/u.exec(text);
  const rest = leading ? text.slice(leading[0].length) : "";
  if (!leading || !/^[^([{]{0,200}\p{L}/u.test(rest)) return { text, titleEnd: text.length };
  return { text: `${rest} [${leading[1]}]`, titleEnd: rest.length };
}

type Year = { year: number; start: number; end: number; isBracketed: boolean };

/** The last bracketed year, else the last bare one in front of the tags; a number that starts the name is its title. */
function findYear(text: string): Year | null {
  const isPossible = (year: number) => year >= 1888 && year <= new Date().getUTCFullYear() + 2;
  let bracketed: Year | null = null;
  for (const match of text.matchAll(/[[({]\s?((?:18|19|20)\d{2})(?:-\d{2}-\d{2})?\s?[\])}]/g)) {
    const year = Number(match[1]);
    if (isPossible(year))
      bracketed = { year, start: match.index, end: match.index + match[0].length, isBracketed: true };
  }
  if (bracketed) return bracketed;
  const first = /^((?:18|19|20)\d{2})\s+[-–]\s+(?=.*\p{L})/u.exec(text);
  const firstTag = findTags(text, null).start;
  let bare: Year | null = null;
  for (const match of text.matchAll(/(?<=[\s._,(-])((?:18|19|20)\d{2})(?=[\s._,)-]|$)/g)) {
    const year = Number(match[1]);
    const start = match.index;
    // 2019-03-05 is a day and 2008-2019 a span of years.
    const isPartOfDate =
      /^(?:[-.]\d{2}(?!\d)|\s?[-–]\s?\d{4})/.test(text.slice(start + 4)) ||
      /\d{4}\s?[-–]\s?$/.test(text.slice(0, start));
    if (isPossible(year) && !isPartOfDate && (start < firstTag || bare === null)) {
      bare = { year, start, end: start + 4, isBracketed: false };
    }
  }
  if (bare) return bare;
  return first && isPossible(Number(first[1]))
    ? { year: Number(first[1]), start: 0, end: first[0].length, isBracketed: false }
    : null;
}

function titleOf(
  text: string,
  start: number,
  end: number,
  tags: Tags,
): { title: string | null; edition: string | null } {
  const raw = text.slice(start, end).replace(/[\s._\-([{]+$/u, "");
  const ending = tags.editions.length > 0 ? null : trailingEditions.exec(raw);
  if (ending && ending.index > 0) {
    const edition = findTags(`x ${ending[1]}`, 0).editions;
    return { title: cleanTitle(raw.slice(0, ending.index)), edition: joinEditions(edition) };
  }
  return { title: cleanTitle(raw), edition: null };
}

function joinEditions(editions: readonly string[]): string | null {
  return editions.length > 0 ? editions.join(" ") : null;
}

/** ` - Label` without what tags say. */
function readLabel(text: string): string | null {
  const label = /^\s*[-–]\s+(.{1,120})$/u.exec(text)?.[1];
  if (label === undefined) return null;
  const tags = findTags(` ${label}`, 0);
  let rest = "";
  let at = 0;
  for (const span of tags.spans) {
    rest += ` ${label}`.slice(at, Math.max(at, span.start));
    at = Math.max(at, span.end);
  }
  return cleanTitle((rest + ` ${label}`.slice(at)).replaceAll(/[[\](){}]/g, " "));
}
