import { findLanguage } from "./languages.ts";
import { lookUp } from "./look-up.ts";
import { extensionOf } from "./media-types.ts";

export type SubtitleName = {
  /** As MediaProbe names it. */
  codec: string | null;
  /** ISO 639-1. */
  language: string | null;
  isForced: boolean;
  isDefault: boolean;
  /** For the deaf and hard of hearing. */
  isSdh: boolean;
  title: string | null;
};

const codecs: Readonly<Record<string, string>> = {
  srt: "srt",
  ass: "ass",
  ssa: "ssa",
  vtt: "vtt",
  sup: "pgs",
  idx: "vobsub",
  sub: "microdvd",
  smi: "sami",
  ttml: "ttml",
  dfxp: "ttml",
  mks: "matroska",
};

const flags: Readonly<Record<string, "isForced" | "isDefault" | "isSdh">> = {
  forced: "isForced",
  foreign: "isForced",
  default: "isDefault",
  sdh: "isSdh",
  cc: "isSdh",
  hi: "isSdh",
  "hearing impaired": "isSdh",
  "closed captions": "isSdh",
  "foreign only": "isForced",
  "forced only": "isForced",
};

/** Said where the language is not known; it is no title either. */
const passedOver = /^(?:\d+|und|mis|mul|zxx)$/iu;

/** What follows a language in its tag: `BR`, `419`, `Hans`. */
const regionOrScript = /^(?:[a-z]{2}|\d{3}|hans|hant|latn|cyrl|arab|deva)$/iu;

/** `joined`: it hangs on the word before it by `-` or `_`, as regions do. */
type Word = { text: string; joined: boolean };

/**
 * Reads what follows the film's base name in a subtitle's name: `.en.forced`, `.English (SDH)`, `.pt-BR.default`,
 * `2_German`. Language and flags stand in any order. Words that are neither make its title, numbers are passed over.
 */
export function readSubtitleName(fileName: string, suffix: string): SubtitleName {
  const result: SubtitleName = {
    codec: lookUp(codecs, extensionOf(fileName)) ?? null,
    language: null,
    isForced: false,
    isDefault: false,
    isSdh: false,
    title: null,
  };
  const words = splitWords(suffix);
  const title: string[] = [];
  let at = 0;
  while (at < words.length) {
    // Two words may be one: `Hearing Impaired`, `Norwegian Bokmål`.
    const pair = textAt(words, at, 2);
    const count = (findFlag(pair) ?? findName(pair)) === undefined ? 1 : 2;
    const text = textAt(words, at, count);
    at += count;
    const found = findFlag(text, words);
    const named = found === undefined ? findName(text) : undefined;
    if (found !== undefined) result[found] = true;
    else if (named !== undefined && (result.language ?? named) === named) result.language = named;
    else if (!passedOver.test(text)) title.push(text);
    while (named !== undefined && isRegion(words[at])) at += 1;
  }
  return { ...result, title: titleOf(title, result.isSdh) };
}

function splitWords(suffix: string): Word[] {
  return [...suffix.matchAll(/([._()[\]{}\s,+-]*)([^._()[\]{}\s,+-]+)/gu)].map(([, between = "", text = ""]) => ({
    text,
    joined: between === "-" || between === "_",
  }));
}

/** One word, or two as one; an empty text where there are not so many. */
function textAt(words: readonly Word[], at: number, count: number): string {
  const taken = words.slice(at, at + count);
  return taken.length < count ? "" : taken.map((word) => word.text).join(" ");
}

/** "hi" is Hindi, unless another word is the language. */
function findFlag(text: string, words: readonly Word[] = []): "isForced" | "isDefault" | "isSdh" | undefined {
  const name = text.toLowerCase();
  const isAlone = name === "hi" && !words.some((each) => each.text.toLowerCase() !== "hi" && findName(each.text));
  return isAlone ? undefined : lookUp(flags, name);
}

/** A word that is a language by itself; a region is no language here, so the text must be one whole name or code. */
function findName(text: string): string | undefined {
  return text === "" ? undefined : findLanguage(text)?.code;
}

function isRegion(word: Word | undefined): boolean {
  return (
    word?.joined === true && regionOrScript.test(word.text) && lookUp(flags, word.text.toLowerCase()) === undefined
  );
}

/** The database has no column for the deaf and hard of hearing: a title of its own says it too. */
function titleOf(words: readonly string[], isSdh: boolean): string | null {
  const title = words.join(" ");
  if (title === "") return null;
  const start = /^\p{Ll}/u.test(title) ? title.charAt(0).toUpperCase() : title.charAt(0);
  return `${start}${title.slice(1)}${isSdh ? " (SDH)" : ""}`;
}

/** The words at the end of a name that are languages or flags: `.en.forced` of `No.Time.to.Die.en.forced`. */
export function lastWords(base: string): string {
  const words = base.split(".");
  let count = 0;
  while (count < 3 && count < words.length - 1) {
    const word = words[words.length - 1 - count] ?? "";
    if (findLanguage(word) === undefined && lookUp(flags, word.toLowerCase()) === undefined) break;
    count += 1;
  }
  return count === 0 ? "" : words.slice(-count).join(".");
}
