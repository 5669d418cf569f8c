import { foldText } from "#lib/fold-text.ts";

/** Words that start a title in one source and are left out in another. */
const articles: ReadonlySet<string> = new Set(
  "the a an der die das ein eine le la les l un une el los las il lo gli i o os as um uma de het een".split(" "),
);
const romanNumbers: ReadonlyMap<string, string> = new Map(
  ["ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"].map((roman, index) => [roman, String(index + 2)]),
);
/** A different number in a title is a different film: never more alike than this. */
const otherNumberLimit = 0.6;
/** Letters a word needs before a slip of the pen is forgiven. */
const slipFrom = 5;

/**
 * How alike two titles are, 0 to 1. 1 is the same but for case, marks and punctuation; a leading article costs little;
 * "II" is "2". Compared word by word, so that "The Fall" and "The Call" are not alike.
 */
export function titleSimilarity(one: string, other: string): number {
  const [a, b] = [foldTitle(one), foldTitle(other)];
  if (a === "" || b === "") return 0;
  if (a === b) return 1;
  const [wordsA, wordsB] = [a.split(" "), b.split(" ")];
  if (withoutArticle(wordsA).join(" ") === withoutArticle(wordsB).join(" ")) return 0.96;
  if (wordsA.join("") === wordsB.join("")) return 0.98;
  const shared = sharedLetters(wordsA, wordsB);
  const alike = (2 * shared) / (wordsA.join("").length + wordsB.join("").length);
  return numbersOf(wordsA) === numbersOf(wordsB) ? alike : Math.min(alike, otherNumberLimit);
}

/** A title in the form titles are compared in. */
export function foldTitle(title: string): string {
  const words = foldText(title.replaceAll("&", " and ")).split(" ");
  // A Roman number counts as one only behind another word: "V" alone is a title.
  return words.map((word, index) => (index > 0 ? (romanNumbers.get(word) ?? word) : word)).join(" ");
}

const withoutArticle = (words: string[]): string[] => {
  const [first = "", ...rest] = words;
  return rest.length > 0 && articles.has(first) ? rest : words;
};
const numbersOf = (words: string[]): string => words.filter((word) => /^\d+$/.test(word)).join(" ");

/** Letters of words that both have, a word with one slip counted in part. */
function sharedLetters(wordsA: string[], wordsB: string[]): number {
  const left = [...wordsB];
  let letters = 0;
  for (const word of wordsA) {
    const best = left
      .map((other, index) => ({ index, alike: wordSimilarity(word, other), length: other.length }))
      .toSorted((a, b) => b.alike - a.alike)[0];
    if (best === undefined || best.alike === 0) continue;
    letters += (best.alike * (word.length + best.length)) / 2;
    left.splice(best.index, 1);
  }
  return letters;
}

function wordSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  const longest = Math.max(a.length, b.length);
  // Only long words forgive one or two wrong letters; numbers never do.
  if (longest < slipFrom || /\d/.test(a + b)) return 0;
  const alike = 1 - editDistance(a, b) / longest;
  return alike >= 0.8 ? alike : 0;
}

/** Letters to change, add or drop to make one word the other (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
