import { findLanguage } from "../languages.ts";
import { type TagField, type TagRule, tagRules } from "./tags.ts";

type Span = { start: number; end: number; field: TagField; value: string; isWeak: boolean; rank: number };

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
  spans: readonly { start: number; end: number }[];
};

const word = (pattern: string) => `(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`;
const compiled = tagRules.map((rule: TagRule, rank) => ({
  ...rule,
  rank,
  pattern: new RegExp(word(rule.pattern), "giu"),
}));
const anyTag = new RegExp(word(tagRules.map((rule) => `(?:${rule.pattern})`).join("|")), "iu");

// One name is asked about several times in a row: once to find its year, once with that year.
let last: { text: string; spans: readonly Span[] } = { text: "", spans: [] };

function findSpans(text: string): readonly Span[] {
  if (last.text !== text) last = { text, spans: anyTag.test(text) ? scanSpans(text) : [] };
  return last.spans;
}

function scanSpans(text: string): Span[] {
  const spans: Span[] = [];
  for (const { pattern, field, value, isWeak, rank } of compiled) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      spans.push({ start: match.index, end: pattern.lastIndex, field, value, isWeak, rank });
    }
  }
  return spans.sort((a, b) => a.start - b.start || b.end - a.end);
}

/**
 * Finds what a release name says about the file. `yearAt` is where its year stands, if it has one: words that titles
 * use too count only behind it or behind the first tag that titles never use.
 */
export function findTags(text: string, yearAt: number | null): Tags {
  const all = findSpans(text);
  const firstStrong = all.find((span) => !span.isWeak && span.start > 0)?.start ?? text.length;
  const anchor = Math.min(yearAt ?? text.length, firstStrong);
  const spans = all.filter((span) => (span.isWeak ? span.start >= anchor : span.start > 0 || text.startsWith("[")));
  const best = (field: TagField) => {
    let found: Span | undefined;
    for (const span of spans) if (span.field === field && (!found || span.rank < found.rank)) found = span;
    return found?.value;
  };
  const each = (field: TagField) => [
    ...new Set(outermost(spans.filter((span) => span.field === field)).map(({ value }) => value)),
  ];
  const hdr = each("hdr");
  return {
    resolution: best("resolution") ?? null,
    source: best("source") ?? null,
    videoCodec: best("videoCodec") ?? null,
    audioCodec: withAtmos(best("audioCodec") ?? null, best("atmos") !== undefined),
    hdr: hdr.some((value) => value.startsWith("HDR10")) ? hdr.filter((value) => value !== "HDR") : hdr,
    languages: [...new Set([...each("language"), ...bracketedLanguages(text, anchor)])],
    editions: each("edition"),
    start: spans[0]?.start ?? text.length,
    spans,
  };
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

function withAtmos(codec: string | null, hasAtmos: boolean): string | null {
  if (!hasAtmos) return codec;
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
