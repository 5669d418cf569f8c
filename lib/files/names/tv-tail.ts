import { findGroup } from "./find-group.ts";
import { findTags, type Tags } from "./find-tags.ts";
import { cleanTitle } from "./text.ts";

/** What stands behind an episode's numbers. */
export type TvTail = {
  episodeTitle: string | null;
  year: number | null;
  edition: string | null;
  releaseGroup: string | null;
  tags: Tags;
};

const yearBehind =
  /^(?:[\s._-]*[[(]((?:19|20)\d{2})[\])]|[\s._]*((?:19|20)\d{2})(?=[\s._]*$|[\s._](?:\d{3,4}[pi]|web|hdtv|blu|dvd|bd)))/iu;
/** The `of 8)` of `1-8 of 8)`. */
const ofHowMany = /^[\s._-]*[[(]?(?:of|von|av|af|de|di|из)[\s._]\d{1,4}\s?[)\]]?/iu;
/** The `Completa` of `Stagione 1 Completa ITA`; a title goes on in small letters. */
const wholeSeason = /^[\s._-]*\b(?:[Cc]omplet[aeo]?|[Ii]nt[eé]grale?|[Kk]omplett)(?=[\s._]+\p{Lu}{3,}(?:[\s._]|$))/u;
const gluedGroup = /-(?=[\w\u00c0-\u052f]*(?:\p{Lu}[\w\u00c0-\u052f]*\p{Lu}|\d))([\w\u00c0-\u052f]{2,20})$/u;
const noTitle =
  /^(?:complete|batch|end|final|tv|raw|v\d|full|uncensored|season|pack|series|extras?|mini[\s-]?series|disc[\s._]?\d+|d\d{1,2}|ep?\d+)$/iu;

/** Reads episode title, tags and group from what follows the numbers; without numbers, tags and group from it all. */
export function readTvTail(whole: string, { group, hasMark }: { group: string | null; hasMark: boolean }): TvTail {
  const text = hasMark ? whole.replace(ofHowMany, "").replace(wholeSeason, "") : whole;
  const padded = `x ${text}`;
  const year = hasMark ? yearBehind.exec(text) : null;
  const tags = findTags(padded, year ? 2 + year[0].length - 1 : null, { growsBack: hasMark ? "always" : "never" });
  const found = findGroup(padded, tags);
  const isDotted = !/\s/.test(text.trimEnd());
  const glued = hasMark && found === null && isDotted && tags.spans.length === 0 ? gluedGroup.exec(text) : null;
  const end = Math.min(tags.start - 2, glued?.index ?? text.length);
  return {
    episodeTitle: hasMark ? titleFrom(text.slice(year?.[0].length ?? 0, Math.max(year?.[0].length ?? 0, end))) : null,
    year: year ? Number(year[1] ?? year[2]) : null,
    edition: tags.editions.length > 0 ? tags.editions.join(" ") : null,
    releaseGroup:
      group !== null && !(found !== null && isDotted && text.endsWith(`-${found}`))
        ? group
        : (found ?? glued?.[1] ?? (hasMark ? bracketed(text, tags) : null)),
    tags,
  };
}

/** `[Group]` among the brackets of tags. */
function bracketed(text: string, tags: Tags): string | null {
  for (const match of text.matchAll(/\[([\p{L}\d][\p{L}\d&.' -]{1,24})\]/gu)) {
    const [start, end] = [match.index + 2, match.index + 2 + match[0].length];
    const isTag = tags.spans.some((span) => span.start < end && start < span.end);
    if (!isTag && !noTitle.test(match[1] ?? "") && !/^\d+$/.test(match[1] ?? "")) return match[1] ?? null;
  }
  return null;
}

function titleFrom(text: string): string | null {
  const plain = text
    .replace(/[[(][^\])]{0,40}$/u, "")
    .replaceAll(/\[[^\][]{0,60}\]/gu, " ")
    .replace(/^[^[\]]{0,12}\]/u, "")
    .replace(/^[\s._-]*[)\]]?/u, "")
    .trim();
  const title = cleanTitle(plain.replace(/^\((.*)\)$/u, "$1").replace(/^["“](.*)["”]$/u, "$1"));
  return title === null || noTitle.test(title) ? null : title;
}
