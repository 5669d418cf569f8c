import { foldTitle } from "./fold-title.ts";
import { numberWords, romanNumbers } from "./number-words.ts";
import { romanise } from "./romanise.ts";

const digitsToRoman: ReadonlyMap<string, string> = new Map([...romanNumbers].map(([roman, digits]) => [digits, roman]));
const digitsToWord: ReadonlyMap<string, string> = new Map([...numberWords].toReversed().map(([word, n]) => [n, word]));
const leadingArticle = /^(the|an?|der|die|das|les?|la|il|el|los|las)\s+(?=\S)/i;
const trailingArticle = /,\s*(the|an?|der|die|das|les?|la|il|el|los|las)(?=\s*(?:$|[:–—(]|- ))/i;
const beforeSubtitle = /^(.{2,}?)(?::| [-–—~] ).+$/;
const afterSubtitle = /^.{2,}?(?::| [-–—~] )\s*(\S+(?:\s+\S+){2,})$/;
const partWord = /\b(?:part|teil|partie|vol|volume|chapter|kapitel|chapitre)\b\.?\s+(?=\d|[ivx]+\b)/i;

const swapWords = (title: string, swap: ReadonlyMap<string, string>, from = 0) =>
  title
    .split(" ")
    .map((word, index) => (index < from ? word : (swap.get(word.toLowerCase()) ?? word)))
    .join(" ");

/**
 * Other ways to search for a title that found nothing sure: databases look for the words they are given, and those may be
 * spelled otherwise there. The likeliest first, without the title itself.
 */
export function queryVariants(title: string): string[] {
  const ways = [
    title.replace(trailingArticle, ""),
    title.replace(leadingArticle, ""),
    title.replace(partWord, ""),
    swapWords(title, romanNumbers, 1),
    swapWords(title, digitsToRoman, 1),
    swapWords(title, numberWords),
    swapWords(title, digitsToWord),
    title.includes("&") ? title.replaceAll(/\s*&\s*/g, " and ") : title.replaceAll(/ (?:and|und|et) /gi, " & "),
    title.replace(/ae/g, "ä").replace(/oe/g, "ö").replace(/ue/g, "ü"),
    romanise(title, { expanded: false }),
    title.replaceAll(/['’]/g, ""),
    title.replaceAll(/[-·/.]/g, title.includes(" ") ? " " : ""),
    beforeSubtitle.exec(title)?.[1] ?? title,
    afterSubtitle.exec(title)?.[1] ?? title,
  ];
  const seen = new Set([searchForm(title)]);
  return ways.flatMap((way) => {
    const form = searchForm(way);
    if (form === "" || seen.has(form)) return [];
    seen.add(form);
    return [way.trim().replaceAll(/\s+/g, " ")];
  });
}

/** Databases mind neither case nor punctuation. */
const searchForm = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}&]+/gu, " ")
    .trim();

/** Titles of which each is said once, whatever its case and punctuation. */
export function distinctTitles(titles: readonly (string | null)[]): string[] {
  const found = new Map<string, string>();
  for (const title of titles) {
    const key = title === null ? "" : (foldTitle(title).strict[0] ?? "");
    if (title !== null && key !== "" && !found.has(key)) found.set(key, title);
  }
  return [...found.values()];
}
