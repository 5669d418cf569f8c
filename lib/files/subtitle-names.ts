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
};

/**
 * Reads what follows the film's base name in a subtitle's name: `.en.forced`, `.English (SDH)`, `.pt-BR.default`,
 * `2_German`. Words that are neither language nor flag make its title.
 */
export function readSubtitleName(fileName: string, suffix: string): SubtitleName {
  const extension = extensionOf(fileName);
  const result: SubtitleName = {
    codec: lookUp(codecs, extension) ?? null,
    language: null,
    isForced: false,
    isDefault: false,
    isSdh: false,
    title: null,
  };
  const title: string[] = [];
  const words = suffix.split(/[._()[\]\s]+|(?<!\b[a-z]{2})-/iu).filter((word) => word !== "" && !/^\d+$/.test(word));
  for (const word of words) {
    const flag = lookUp(flags, word.toLowerCase());
    const language = result.language === null ? findLanguage(word)?.code : undefined;
    // "hi" is Hindi where no language was named before it.
    if (flag && !(word.toLowerCase() === "hi" && result.language === null && words.length === 1)) result[flag] = true;
    else if (language !== undefined) result.language = language;
    else title.push(word);
  }
  return { ...result, title: title.join(" ") || null };
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
