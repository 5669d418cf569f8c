import { findGroup } from "./find-group.ts";
import { findTags, type Tags } from "./find-tags.ts";
import { findYear } from "./find-year.ts";
import { takeIds } from "./ids.ts";
import { moveLeadingBrackets, withoutTags } from "./leading-brackets.ts";
import { prepareName } from "./prepare.ts";
import { ownEdition, trailingCode, trailingEditions, trailingOwnEdition } from "./tags-edition.ts";
import { cleanTitle, firstTitle, trimTitleEnd } from "./text.ts";
import type { ParsedName } from "./types.ts";

/** What one name (of a file without its extension, or of a folder) says by itself. */
export type Release = {
  title: string | null;
  year: number | null;
  /** The year stands in brackets or first, as people and Radarr write it. */
  isYearCertain: boolean;
  edition: string | null;
  ids: ParsedName["ids"];
  releaseGroup: string | null;
  tags: Tags;
  /** What stands behind the year, `- ` first: a label of Jellyfin's versions. */
  label: string | null;
};

const explicitEdition = /\{edition[- ]([^{}]{1,80})\}/iu;
/** `01 - Iron Man`, `02. Thor`: a place in somebody's list. */
const listNumber = /^0\d{1,2}(?:\s?[-–.]\s+|\.\s?(?=\p{L}))/u;

/** Reads a film's name: `Title (Year)`, `Title.Year.1080p.BluRay.x264-GROUP` and what lies between. */
export function readRelease(name: string): Release {
  const explicit = explicitEdition.exec(name)?.[1]?.trim() ?? null;
  const { ids, rest } = takeIds(prepareName(name.replace(explicitEdition, " ")));
  const { text, titleEnd, leadingGroup } = moveLeadingBrackets(rest.replace(listNumber, "").trim());
  const found = findYear(text);
  const isTagged = found ? !found.isBracketed : findTags(text, null).start < text.length;
  const mayGrow = isDotted(text) || isTagged;
  const tags = findTags(text, found?.start ?? null, { growsBack: mayGrow ? "language" : "never" });
  const end = found === null || found.start === 0 ? tags.start : Math.min(found.start, tags.start);
  const start = found?.start === 0 ? found.end : 0;
  const named = titleOf(
    text.slice(start, Math.min(titleEnd, tags.start <= start ? text.length : Math.max(start, end))),
  );
  // `Film/1080p.mkv` is not called 1080p.
  const isNamed = found !== null || tags.start > 0 || withoutTags(text) !== null;
  const editions = [...new Set([...named.editions, ...tags.editions])];
  const atEnd = findGroup(text, tags);
  const group = atEnd !== null && text.endsWith(`-${atEnd}`) ? atEnd : (leadingGroup ?? atEnd);
  return {
    title: isNamed ? withoutDepth(named.title, text.slice(end)) : null,
    year: found?.year ?? null,
    isYearCertain: found !== null && (found.isBracketed || found.start === 0),
    edition: explicit ?? (editions.join(" ") || (found && readOwnEdition(text.slice(found.end)))),
    ids,
    releaseGroup: group,
    tags,
    label: found ? readLabel(text.slice(found.end), group) : null,
  };
}

/** `Title.3D.2010.HSBS`: the name says elsewhere that its picture has depth. */
const depth = /(?<![a-z])(?:(?:h|half)[ .-]?)?(?:sbs|ou|tab)(?![a-z])/iu;
const depthAtEnd = /(?<=\S) 3D$/iu;
const withoutDepth = (title: string | null, behind: string) =>
  depth.test(behind) ? (title?.replace(depthAtEnd, "") ?? null) : title;

const isDotted = (text: string) => !/\S\s\S/.test(text);

/** The title, and the editions that are cut off its end: `Title.EXTENDED.REMASTERED.2010`. */
function titleOf(text: string): { title: string | null; editions: string[] } {
  let title = withoutSeparators(firstTitle(text));
  const editions: string[] = [];
  for (let at = 0; at < 3; at += 1) {
    const known = trailingEditions.exec(title) ?? trailingCode.exec(title);
    const ending = known ?? (at === 0 ? trailingOwnEdition.exec(title) : null);
    if (!ending || articleAlone.test(title.slice(0, ending.index))) break;
    const words = ending[1] ?? ending[2] ?? "";
    editions.unshift(...(known ? findTags(`x ${words}`, 0).editions : [cleanTitle(words) ?? words]));
    title = title.slice(0, ending.index);
  }
  return { title: cleanTitle(title), editions };
}

/** `Title [Studio 1080p]`: the bracket that the first tag stands in. */
const openBracket = /(?<=\S\s*)[[(][^\])]{0,80}$/u;

/** `Trilogy (1999-2003)`: the years of a collection. */
const spanOfYears = /(?<=\S)[\s._]*[[(](?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d[\])][\s._]*$/u;

/** The.Final.Cut is a title. */
const articleAlone = /^(?:the|a)?$/iu;

/** Between spaces the point of `Sherlock Jr. (1924)` is no separator. */
function withoutSeparators(text: string): string {
  const plain = trimTitleEnd(text.replace(openBracket, "").replace(spanOfYears, ""));
  const points = isDotted(plain) ? "" : (/^\.+(?=\s)/.exec(text.slice(plain.length))?.[0] ?? "");
  return plain + points;
}

/** `The.Harbor.Cut` behind the year, when no other tag is among its words. */
function readOwnEdition(text: string): string | null {
  const words = ownEdition.exec(text)?.[1];
  if (words === undefined) return null;
  return findTags(`x ${words}`, 0).spans.length > 0 ? null : cleanTitle(words);
}

/** ` - Label` without what tags say and without the group. */
function readLabel(text: string, group: string | null): string | null {
  const label = /^\s*[-–]\s+(.{1,120})$/u.exec(text)?.[1];
  if (label === undefined) return null;
  const left = withoutTags(label);
  return left === group ? null : left;
}
