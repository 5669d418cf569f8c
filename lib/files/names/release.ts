import { findGroup } from "./find-group.ts";
import { findTags, type Tags } from "./find-tags.ts";
import { findYear } from "./find-year.ts";
import { takeIds } from "./ids.ts";
import { prepareName } from "./prepare.ts";
import { ownEdition, trailingCode, trailingEditions } from "./tags-edition.ts";
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
  const { text, titleEnd } = moveLeadingBracket(rest.replace(listNumber, "").trim());
  const found = findYear(text);
  const tags = findTags(text, found?.start ?? null, { growsBack: isDotted(text) ? "language" : "never" });
  const end = found === null || found.start === 0 ? tags.start : Math.min(found.start, tags.start);
  const start = found?.start === 0 ? found.end : 0;
  const named = titleOf(
    text.slice(start, Math.min(titleEnd, tags.start <= start ? text.length : Math.max(start, end))),
  );
  const editions = [...new Set([...named.editions, ...tags.editions])];
  const group = findGroup(text, tags);
  return {
    title: named.title,
    year: found?.year ?? null,
    isYearCertain: found !== null && (found.isBracketed || found.start === 0),
    edition: explicit ?? (editions.join(" ") || (found && readOwnEdition(text.slice(found.end)))),
    ids,
    releaseGroup: group,
    tags,
    label: found ? readLabel(text.slice(found.end), group) : null,
  };
}

/** `[1080p] Title` and `{Group} Title` become `Title [1080p]`, `[Title].2010` loses its brackets; `[REC] 2` stays. */
function moveLeadingBracket(text: string): { text: string; titleEnd: number } {
  const named = /^\[([^\][]{1,80})\]\.(?=(?:19|20)\d\d\.)/u.exec(text);
  if (named) return { text: `${named[1]}.${text.slice(named[0].length)}`, titleEnd: text.length };
  const leading = /^[[{]([^\][{}]{1,40})[\]}](?:[\s._-]+|(?=[\u3040-\u9fff]))/u.exec(text);
  const rest = leading ? text.slice(leading[0].length) : "";
  if (!leading || !/^[^([{]{0,200}\p{L}/u.test(rest)) return { text, titleEnd: text.length };
  return { text: `${rest} [${leading[1]}]`, titleEnd: rest.length };
}

const isDotted = (text: string) => !/\S\s\S/.test(text);

/** The title, and the editions that are cut off its end: `Title.EXTENDED.REMASTERED.2010`. */
function titleOf(text: string): { title: string | null; editions: string[] } {
  let title = withoutSeparators(firstTitle(text));
  const editions: string[] = [];
  for (let at = 0; at < 3; at += 1) {
    const ending = trailingEditions.exec(title) ?? trailingCode.exec(title);
    if (!ending || articleAlone.test(title.slice(0, ending.index))) break;
    editions.unshift(...findTags(`x ${ending[1]}`, 0).editions);
    title = title.slice(0, ending.index);
  }
  return { title: cleanTitle(title), editions };
}

/** `Title [Studio 1080p]`: the bracket that the first tag stands in. */
const openBracket = /(?<=\S\s*)[[(][^\])]{0,80}$/u;

/** The.Final.Cut is a title. */
const articleAlone = /^(?:the|a)?$/iu;

/** Between spaces the point of `Sherlock Jr. (1924)` is no separator. */
function withoutSeparators(text: string): string {
  const plain = trimTitleEnd(text.replace(openBracket, ""));
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
  const tags = findTags(` ${label}`, 0);
  let rest = "";
  let at = 0;
  for (const span of tags.spans) {
    rest += ` ${label}`.slice(at, Math.max(at, span.start));
    at = Math.max(at, span.end);
  }
  const left = cleanTitle((rest + ` ${label}`.slice(at)).replaceAll(/[[\](){}]/g, " "));
  return left === group ? null : left;
}
