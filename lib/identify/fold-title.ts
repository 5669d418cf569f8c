import { letterNumbers, numberWords, partWords, romanNumbers } from "./number-words.ts";
import { romanise } from "./romanise.ts";

/** Words that start a title in one source and are left out, or put behind a comma, in another. */
const articles: ReadonlySet<string> = new Set(
  "the a an der die das den ein eine le la les l un une el los las il lo gli i o os as um uma de het een det en ett den".split(
    " ",
  ),
);
const trailingArticle =
  /^([^,:]{2,}?),\s*(the|an?|der|die|das|eine?|les?|la|l['’]|une?|el|los|las|il|lo|gli|het|een)(?=\s*(?:$|[:–—(]|- ))/i;
const connectives: ReadonlySet<string> = new Set(["and", "und", "et", "y", "e", "og", "och"]);

/** A title in the forms it is compared in. Each is a list of words. */
export type FoldedTitle = {
  /** The same but for case, marks, punctuation and ways to write "and" and "II"; one for each way to write ä. */
  strict: string[];
  /** Beside that, "Twelve" is 12, "Rocky V" is "Rocky 5", and "Part 2" is 2. */
  loose: string[][];
  /** What stands before and after the first colon or dash, loose; empty when there is none. */
  head: string[];
  tail: string[];
};

const cacheLimit = 5000;
const known = new Map<string, FoldedTitle>();

/** Pure; remembered, because the titles of a film are compared with many others. */
export function foldTitle(title: string): FoldedTitle {
  const kept = known.get(title);
  if (kept) return kept;
  if (known.size >= cacheLimit) known.clear();
  const folded = makeFolded(title);
  known.set(title, folded);
  return folded;
}

function makeFolded(title: string): FoldedTitle {
  const raw = title.replace(trailingArticle, "$2 $1").slice(0, 300);
  const ways = [...new Set([false, true].map((expanded) => strictWords(raw, expanded).join(" ")))].filter(Boolean);
  const loose = ways.map((way) => looseWords(way.split(" ")));
  const [, head = "", tail = ""] = /^(.{2,}?)(?::| [-–—~] | ?[–—] ?)(.{2,})$/.exec(raw) ?? [];
  const part = (text: string) => (text === "" ? [] : looseWords(strictWords(text, false)).filter(Boolean));
  return { strict: ways, loose, head: part(head), tail: part(tail) };
}

function strictWords(text: string, expanded: boolean): string[] {
  const romanised = romanise(text.replaceAll("½", " 1/2").replaceAll("²", " 2").replaceAll("³", " 3"), { expanded });
  const words = romanised
    .replaceAll("&", " and ")
    .replaceAll(/\s\+\s/g, " and ")
    // "L'Armée" is two words, "Ocean's" is one.
    .replaceAll(/\b([ld])['’‘`´](?=\p{L})/gu, "$1 ")
    .replaceAll(/['’‘`´]/g, "")
    // 10,000 and 10.000 are one number.
    .replaceAll(/(?<=\d)[.,](?=\d{3}\b)/g, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .split(" ");
  const last = words.length - 1;
  return words.map((word, index) => {
    if (index === 0) return word;
    if (index < last && connectives.has(word)) return "&";
    // A Roman number counts as one only behind another word: "III" alone is a title.
    return romanNumbers.get(word) ?? word;
  });
}

function looseWords(words: readonly string[]): string[] {
  const numbered = words.map((word, index) => {
    const asWord = numberWords.get(word);
    // "One" and "Un" alone, or leading, are more often no number.
    if (asWord !== undefined && (asWord !== "1" || index > 0)) return asWord;
    return index > 0 ? (letterNumbers.get(word) ?? word) : word;
  });
  return numbered.filter((word, index) => {
    const next = numbered[index + 1];
    return !(index > 0 && partWords.has(word) && next !== undefined && /^\d+$/.test(next));
  });
}

/** The words without a leading article; a title that is nothing else keeps it. */
export function withoutArticle(words: readonly string[]): readonly string[] {
  return words.length > 1 && articles.has(words[0] ?? "") ? words.slice(1) : words;
}

/** Numbers in a title, in their order: another number is another film. */
export const numbersOf = (words: readonly string[]): string => words.filter((word) => /^\d+$/.test(word)).join(" ");
