import type { Tags } from "./find-tags.ts";

const name = "[\\w\\u00c0-\\u052f@][\\w\\u00c0-\\u052f@&!+.'-]{0,24}[\\w\\u00c0-\\u052f@!]";
/** How a group stands behind the last tag, from the most certain to the least. */
const behindTags: readonly RegExp[] = [
  // …x264-GROUP, …x264-D-Z0N3, …x264-GROUP [site], …-GROUP (extra words)
  new RegExp(`^[\\])}]*(?:-|\\s?–\\s?|-\\s|\\s-\\s?)\\[?(${name})\\]?(?:[\\s.]?[[({][^\\])}]{0,40}[\\])}])*\\s*$`, "u"),
  /^-([\p{Lu}\d]{2,10}(?:\s[\p{Lu}\d]{2,10}){1,3})$/u,
  // (1080p BluRay x265 - GROUP)
  new RegExp(`^\\s-\\s(${name})[)\\]]\\s*$`, "u"),
  // (1080p BluRay x265 Silence), [1080p x265 Group]
  new RegExp(`^[\\s.,-]{1,2}(?:[\\w.]{1,6}\\s)?(${name})[)\\]](?:\\s?\\[[^\\]]{1,30}\\])?\\s*$`, "u"),
  // …x264-(GROUP)
  new RegExp(`^-\\((${name})\\)$`, "u"),
  // …x264.D-Z0N3
  /^[\s.](\w-\w{2,20})$/u,
  // …x264.unknown-GROUP
  new RegExp(`^(?:[\\s.]\\w{1,15}){1,3}-(${name})$`, "u"),
  // [1080p][Group], (1080p) [Group]
  /[[{]([\w\u00c0-\u052f][\w\u00c0-\u052f&.' -]{1,24})[\]}]\s*$/u,
  // …x264.ENCODER.YIFY
  /[\s.](YIFY|YTS|RARBG|ETRG)$/u,
  // …x264.YIFY, …x264 EVO
  /^[\s.]([\w\u00c0-\u052f][\w\u00c0-\u052f]{1,20})$/u,
];
/** `Film.2010-GROUP` */
const behindYear = /^[^\s-]+\.(?:19|20)\d\d-(\p{L}\w{1,14})$/iu;
const noGroup =
  /^(?:\d+|\d+x\d+|sdh|forced|[\dA-F]{8}|sample|trailer|theme|subs?|cd\d|part\d|disc\d|pt\d|copy|final|fixed|new|v\d|dvd\d?|ray|dl|rip|hd|ma|es|english|batch|end|complete|exclusive|cover|poster|fanart|thumb|extras?|other|featurettes?|interview|scene|short|clip|deleted|behindthescenes|(?:.+\s)?(?:cut|edition|version))$/iu;

/** `…H.264-GROUP (Other Title, Multi-Subs)`: what stands in brackets behind the group. */
const behindGroup = /(?<=-[\w\u00c0-\u052f]{2,20})\s\([^()]{1,80}\)\s*$/u;

/** Finds who made a release: `…-GROUP` at the end and its other forms, only behind tags. */
export function findGroup(whole: string, all: Tags): string | null {
  const cut = behindGroup.exec(whole)?.index ?? whole.length;
  const text = whole.slice(0, cut);
  const tags = cut === whole.length ? all : { ...all, spans: all.spans.filter(({ end }) => end <= cut) };
  const lastEnd = tags.spans.reduce((end, span) => Math.max(end, span.end), 0);
  if (lastEnd === 0) {
    const found = behindYear.exec(text)?.[1];
    return found === undefined || noGroup.test(found) ? null : found;
  }
  const rest = text.slice(lastEnd).trimEnd();
  if (rest === "") return groupInTag(text, tags);
  for (const pattern of behindTags) {
    const found = pattern.exec(rest)?.[1];
    if (found !== undefined && !noGroup.test(found)) return found;
  }
  return null;
}

/** A group may be called like a tag: only a dash and capitals tell, and a tag of its kind that stands before. */
function groupInTag(text: string, tags: Tags): string | null {
  const last = tags.spans.at(-1);
  const double = /-([\w\u00c0-\u052f]{2,12}-\w{2,4})$/u.exec(text);
  // x264-TEAM-HD
  if (double && last?.isWeak && last.start > double.index + 1 && tags.spans.some(({ end }) => end === double.index))
    return double[1] ?? null;
  const match = /-([\w\u00c0-\u052f]{2,12})$/u.exec(text);
  if (!match || !last?.isWeak || last.start !== match.index + 1) return null;
  const isAmongTags = tags.spans.length > 2 && tags.spans.some((span) => span.end === match.index);
  // A language that was told before is told once: SWEDiSH.XviD-SWE.
  const isSecondLanguage =
    last.field === "language" && tags.spans.some((span) => span !== last && span.field === "language");
  return isAmongTags && (last.canBeGroup || isSecondLanguage) ? (match[1] ?? null) : null;
}
