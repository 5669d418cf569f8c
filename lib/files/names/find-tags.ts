import { findLanguage } from "../languages.ts";
import { lookUp } from "../look-up.ts";
import type { TagField, TagRule } from "./tag-rule.ts";
import { tagRules } from "./tags.ts";

export type Span = {
  start: number;
  end: number;
  field: TagField;
  value: string;
  isWeak: boolean;
  rank: number;
  /** Some groups are called like a tag. */
  canBeGroup: boolean;
};

export type Tags = {
  resolution: string | null;
  source: string | null;
  videoCodec: string | null;
  audioCodec: string | null;
  hdr: string[];
  languages: string[];
  editions: string[];
  /** Where the first tag starts; the length of the text when there is none. */
  start: number;
  /** Stretches of the text that tags take up, in their order. */
  spans: readonly Span[];
};

// Letters beyond ASCII are looked at afterwards: \p{L} in a hundred patterns would take long to compile.
const word = (pattern: string) => `(?<![a-z0-9])(?:${pattern})(?![a-z0-9])`;
const letter = /[\p{L}\p{N}]/u;
const isLetter = (sign: string) => sign > "\u007f" && letter.test(sign);
type FieldRules = { pattern: RegExp; rules: readonly (TagRule & { rank: number })[] };

/** One pattern a field: at a place, the first rule that matches a whole word wins. */
const fields: readonly FieldRules[] = [
  ...Map.groupBy(
    tagRules.map((rule, rank) => ({ ...rule, rank })),
    (rule) => rule.field,
  ).values(),
].map((rules) => ({ rules, pattern: new RegExp(word(rules.map((rule) => `(${rule.pattern})`).join("|")), "gi") }));

// One name is asked about several times in a row: once to find its year, once with that year.
let last: { text: string; spans: readonly Span[] } = { text: "", spans: [] };

function findSpans(text: string): readonly Span[] {
  if (last.text !== text) last = { text, spans: scanSpans(text) };
  return last.spans;
}

function scanSpans(text: string): Span[] {
  const spans: Span[] = [];
  for (const { pattern, rules } of fields) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const span = toSpan(text, match, rules);
      if (span) spans.push(span);
    }
  }
  return spans.sort((a, b) => a.start - b.start || b.end - a.end);
}

function toSpan(text: string, match: RegExpExecArray, rules: FieldRules["rules"]): Span | null {
  const [found] = match;
  const rule = rules.find((_rule, at) => match[at + 1] !== undefined);
  const [start, end] = [match.index, match.index + found.length];
  if (!rule || isLetter(text.charAt(start - 1)) || isLetter(text.charAt(end))) return null;
  if (rule.isCapital && found !== found.toUpperCase()) return null;
  const { field, isWeak, rank } = rule;
  const canBeGroup = field === "other" && isWeak && found.length > 2;
  const value = field === "edition" && rule.value === "" ? writeEdition(found) : rule.value;
  return { start, end, field, value, isWeak, rank, canBeGroup };
}

/**
 * Finds what a release name says about the file. `yearAt` is where its year stands, if it has one: words that titles
 * use too count only behind it or behind the first tag that titles never use.
 */
export function findTags(text: string, yearAt: number | null, options: { growsBack: GrowsBack } = neverBack): Tags {
  const all = findSpans(text);
  const firstStrong = all.find((span) => !span.isWeak && span.start > 0)?.start ?? text.length;
  const first = Math.min(yearAt ?? text.length, firstStrong);
  const anchor =
    options.growsBack === "never"
      ? growOverBrackets(text, all, first)
      : growBack(text, all, { from: first, kind: options.growsBack });
  const mayStart = text.startsWith("[") || isOnlyTags(text, all);
  const spans = all.filter((span) => (span.isWeak ? span.start >= anchor : span.start > 0 || mayStart));
  const best = (field: TagField) => {
    let found: Span | undefined;
    for (const span of spans) if (span.field === field && (!found || span.rank < found.rank)) found = span;
    return found?.value;
  };
  const each = (field: TagField, among = spans) => [
    ...new Set(outermost(among.filter((span) => span.field === field)).map(({ value }) => value)),
  ];
  const hdr = each("hdr");
  return {
    resolution: best("resolution") ?? null,
    source: best("source") ?? null,
    videoCodec: best("videoCodec") ?? null,
    audioCodec: withAtmos(best("audioCodec") ?? null, {
      hasAtmos: best("atmos") !== undefined,
      source: best("source"),
    }),
    hdr: hdr.some((value) => value.startsWith("HDR10")) ? hdr.filter((value) => value !== "HDR") : hdr,
    languages: [...new Set([...each("language", outerLanguages(spans)), ...bracketedLanguages(text, anchor)])],
    editions: each("edition"),
    start: spans[0]?.start ?? text.length,
    spans,
  };
}

/**
 * Whether words that titles use too count directly in front of the first tag or year: behind an episode's numbers they
 * all do (`always`); in a film's name only when a language or a word such as REPACK is among them.
 */
type GrowsBack = "never" | "language" | "always";
const neverBack = { growsBack: "never" } as const;
const groupAtEnd = /-[\p{L}\d]{2,20}$/u;

/** `[BD][1080p]`, `[BD 1080p]`: words in a bracket of their own or of the tags in front of them are tags too. */
function growOverBrackets(text: string, all: readonly Span[], from: number, isFromEnd = false): number {
  let at = growInBracket(text, all, from);
  for (const span of all.toReversed()) {
    if (span.end >= at || span.start < 2 || (at === text.length && !isFromEnd)) continue;
    if (!/[[(]/.test(text.charAt(span.start - 1)) || !/^[\])][\s._\-[(]*$/.test(text.slice(span.end, at))) break;
    at = span.start;
  }
  return at;
}

function growInBracket(text: string, all: readonly Span[], from: number): number {
  let at = from;
  for (const span of all.toReversed()) {
    if (span.end > at || span.start < 2 || at === text.length) continue;
    if (!/^[\s._,-]*$/.test(text.slice(span.end, at))) break;
    at = span.start;
  }
  return /[[(]\s?$/.test(text.slice(0, at)) ? at : from;
}

/** `GERMAN.DUBBED.720p`: words that only seem part of a title belong to the tags right behind them. */
function growBack(text: string, all: readonly Span[], { from, kind }: { from: number; kind: GrowsBack }): number {
  let hasLanguage = false;
  const isSmall = text === text.toLowerCase();
  const isDotted = !/\S\s+\S/.test(text.slice(2));
  const atEnd = isDotted && from === text.length ? groupAtEnd.exec(text) : null;
  let at = atEnd?.index ?? from;
  // Without any other tag, words between spaces count only when there is nothing else.
  const isAlone = at === text.length && !isDotted;
  const outer = outermost(all);
  for (const [place, span] of [...outer.entries()].toReversed()) {
    if (span.start >= at || span.start === 0 || span.end > at) continue;
    if (!/^[\s._\-+&,()[\]]*$/.test(text.slice(span.end, at))) continue;
    const word = text.slice(span.start, span.end);
    const isScene = isSceneWord(text, { span, word, behind: text.slice(at) });
    if (kind === "language" && span.field !== "language" && span.field !== "other" && !isScene) break;
    const isLoud =
      isScene ||
      (word.match(/\p{Lu}/gu) ?? []).length > 1 ||
      /^i[PT]$/.test(word) ||
      /[([][^\])]{0,40}$/.test(text.slice(0, span.start));
    const isShouted = word.length > 5 && /^i?[\p{Lu}i]+$/u.test(word);
    const isPlain =
      word.length > 4 && (isSmall || /^\p{Lu}/u.test(word)) && !articleAhead.test(text.slice(0, span.start));
    // The 5.1 of GERMAN.5.1.DL.1080p.
    const isBetween = at < from && !/\p{L}/u.test(word);
    const isPair = isPairWith(text, span, outer[place - 1]) || isPairWith(text, outer[place + 1], span);
    // Johnny.English.2003 is a title.
    const isName = kind === "language" && span.value === "en" && !isShouted && !isSmall;
    if (isName && !isLoud) break;
    if (isLoud || isBetween || (isPair && at < text.length) || (isPlain && !isAlone) || (!isAlone && isSmall))
      at = span.start;
    else break;
    hasLanguage ||= isScene || span.field === "language" || (isShouted && /\p{Ll}/u.test(text.slice(0, span.start)));
  }
  if (kind === "language" && (!hasLanguage || shortTitle.test(text.slice(0, at))))
    return growOverBrackets(text, all, from);
  if (isAlone && /[\p{L}\p{N}]/u.test(text.slice(2, at))) return growOverBrackets(text, all, from, true);
  return atEnd && at === atEnd.index ? from : at;
}
/** Ita.Eng: two languages beside each other, one of them English, are no words of a title. */
function isPairWith(text: string, later: Span | undefined, earlier: Span | undefined): boolean {
  if (later?.field !== "language" || earlier?.field !== "language") return false;
  return [later.value, earlier.value].includes("en") && /^[\s._+-]$/.test(text.slice(earlier.end, later.start));
}

/** `Title.R5.XviD`, `Title.MULTi.1080p`: capitals behind a title that is not all capitals. */
function isSceneWord(text: string, { span, word, behind }: { span: Span; word: string; behind: string }): boolean {
  if (!/^(?=.*\p{Lu})[\p{Lu}\di]{2,}$/u.test(word) || span.field === "edition") return false;
  if (ambiguous.test(word) && !/^[\s._-]*WEB/i.test(behind)) return false;
  return /\p{Lu}\p{Ll}/u.test(text.slice(0, span.start));
}
/** Capitals that end titles too. */
const ambiguous = /^(?:[23]D|IT|IP|CC|CR|HS|MA|MAX|RED|SHO|STAN|TV|HD|LINE|REAL|OPEN|SUB|VO|ES|FR|DE|EN|US|UK)$/u;
/** The.Good.German is a title. */
const shortTitle = /^(?:(?:the|a|an|das|der|die|le|la|il)[.\s]*[^.\s]{0,30}[.\s]*|\S{0,2})$/iu;
const articleAhead = /(?:^|[\s._])(?:the|a|an|my|of|in|der|die|das|le|la|el|il|to|and|&)[\s._]+$/iu;

/** ExtendedCut, but Uncut. */
const gluedKind = /(?<=[a-z]{5})(cut|edition|version)$/i;

/** `DIRECTORS.CUT` as a person would write it. */
function writeEdition(text: string): string {
  return text
    .replaceAll(/[\s._]+/g, " ")
    .replace(gluedKind, " $1")
    .toLowerCase()
    .replaceAll(/(?<![\p{L}\p{N}'])\p{L}/gu, (letter) => letter.toUpperCase())
    .replaceAll(/\b(Director|Collector|Producer|Editor|Snyder)'?s/g, "$1's")
    .replaceAll(/\bImax\b/g, "IMAX")
    .replaceAll(/\bUhd\b/g, "UHD");
}

/** `1080p BluRay.mkv` in a film's folder. */
function isOnlyTags(text: string, all: readonly Span[]): boolean {
  let at = 0;
  for (const span of all) {
    if (span.start > at && /[\p{L}\p{N}]/u.test(text.slice(at, span.start))) return false;
    at = Math.max(at, span.end);
  }
  return all.some((span) => !span.isWeak && span.start === 0) && !/[\p{L}\p{N}]/u.test(text.slice(at));
}

/** Drops what lies inside a longer match, such as the HDR10 of HDR10+. */
function outermost(spans: readonly Span[]): Span[] {
  let end = -1;
  return spans.filter((span) => {
    if (span.end <= end) return false;
    end = span.end;
    return true;
  });
}

/** The ES of DTS-ES and the ENG of ENG.SUBS are no language of the sound. */
function outerLanguages(spans: readonly Span[]): Span[] {
  const languages = spans.filter((span) => span.field === "language");
  if (languages.length === 0) return languages;
  const isInside = (inner: Span, outer: Span) =>
    outer.field !== "language" &&
    outer.start <= inner.start &&
    outer.end >= inner.end &&
    outer.end - outer.start > inner.end - inner.start;
  return languages.filter((span) => !spans.some((outer) => isInside(span, outer)));
}

/** What carries Atmos where no codec is named: discs use TrueHD, streams E-AC-3. */
const atmosCarriers: Readonly<Record<string, string>> = { remux: "truehd", "web-dl": "eac3", webrip: "eac3" };

function withAtmos(
  named: string | null,
  { hasAtmos, source }: { hasAtmos: boolean; source: string | undefined },
): string | null {
  if (!hasAtmos) return named;
  const codec = named ?? (source === undefined ? undefined : lookUp(atmosCarriers, source)) ?? null;
  if (codec === "truehd") return "truehd_atmos";
  return codec === "eac3" || codec === "ac3" ? "eac3_ddp_atmos" : codec;
}

/** `[EN+DE]`, `[DE]`, `(en,fr)`. */
function bracketedLanguages(text: string, from: number): string[] {
  const found: string[] = [];
  for (const match of text.matchAll(/[[({]([A-Za-z]{2}(?:[+,/ &-]{1,2}[A-Za-z]{2}){0,9})[\])}]/g)) {
    if (match.index < from) continue;
    const codes = (match[1] ?? "").toLowerCase().split(/[+,/ &-]+/);
    const languages = codes.map((code) => findLanguage(code)?.code);
    // DV and HD are tags, not Divehi and nothing.
    if (codes.includes("dv") || codes.includes("ma") || codes.includes("it")) continue;
    if (languages.every((code) => code !== undefined)) found.push(...languages);
  }
  return found;
}
