import { type FoldedTitle, foldTitle, numbersOf, withoutArticle } from "./fold-title.ts";

/** How much titles are alike that are the same but for something people leave out or write otherwise. */
const likeness = {
  joined: 0.98,
  numbers: 0.97,
  article: 0.96,
  articleAndNumbers: 0.95,
  /** "Terminator 2" for "Terminator 2: Judgment Day": the number says which. */
  numberedSubtitle: 0.92,
  /** "Alien" for "Alien: Romulus": it may as well be another film, so this needs the runtime beside it. */
  subtitle: 0.84,
} as const;
/** A different number in a title is a different film: never more alike than this. */
const otherNumberLimit = 0.6;
/** Letters a word needs before a slip of the pen is forgiven. */
const slipFrom = 5;
/** What a short word weighs: "Plan A" and "Plan B" are not nearly the same. */
const leastWeight = 3;

/**
 * How alike two titles are, 0 to 1. 1 is the same but for case, marks, script, punctuation, the place of the article and
 * ways to write "and" and "II". Compared word by word, so that "The Fall" and "The Call" are not alike.
 */
export function titleSimilarity(one: string, other: string): number {
  const [a, b] = [foldTitle(one), foldTitle(other)];
  if (a.strict.length === 0 || b.strict.length === 0) return 0;
  if (meet(a.strict, b.strict)) return 1;
  if (meet(a.strict.map(joined), b.strict.map(joined))) return likeness.joined;
  if (meet(a.loose.map(text), b.loose.map(text))) return likeness.numbers;
  if (meet(a.strict.map(bare), b.strict.map(bare))) return likeness.article;
  if (meet(a.loose.map(looseBare), b.loose.map(looseBare))) return likeness.articleAndNumbers;
  return Math.max(subtitleLikeness(a, b), ...a.loose.flatMap((x) => b.loose.map((y) => sharedShare(x, y))));
}

const text = (words: readonly string[]) => words.join(" ");
const joined = (words: string) => words.replaceAll(" ", "");
const bare = (words: string) => text(withoutArticle(words.split(" ")));
const looseBare = (words: readonly string[]) => joined(text(withoutArticle(words)));
const meet = (some: readonly string[], others: readonly string[]) => some.some((each) => others.includes(each));

/** One title is the other's part before or after the colon, and no number tells them apart. */
function subtitleLikeness(a: FoldedTitle, b: FoldedTitle): number {
  return Math.max(0, ...[partLikeness(a, b), partLikeness(b, a)]);
}

function partLikeness(whole: FoldedTitle, part: FoldedTitle): number {
  const { head, tail } = whole;
  if (head.length === 0 || tail.length === 0) return 0;
  const isPart = (words: readonly string[]) => part.loose.some((each) => looseBare(each) === looseBare(words));
  if (isPart(head) && numbersOf(tail) === "") {
    const isNumbered = head.length > 1 && /^\d{1,2}$/.test(head.at(-1) ?? "");
    return isNumbered ? likeness.numberedSubtitle : likeness.subtitle;
  }
  // A single word behind a colon names nothing by itself.
  return isPart(tail) && tail.length > 2 ? likeness.subtitle : 0;
}

function sharedShare(wordsA: readonly string[], wordsB: readonly string[]): number {
  const weigh = (words: readonly string[]) => words.reduce((sum, word) => sum + weightOf(word), 0);
  const alike = (2 * sharedWeight(wordsA, wordsB)) / (weigh(wordsA) + weigh(wordsB));
  return numbersOf(wordsA) === numbersOf(wordsB) ? alike : Math.min(alike, otherNumberLimit);
}

const weightOf = (word: string): number => Math.max(leastWeight, word.length);

/** Weight of words that both have, a word with one slip counted in part. */
function sharedWeight(wordsA: readonly string[], wordsB: readonly string[]): number {
  const left = [...wordsB];
  let weight = 0;
  for (const word of wordsA) {
    const best = left
      .map((other, index) => ({ index, alike: wordSimilarity(word, other), weight: weightOf(other) }))
      .toSorted((a, b) => b.alike - a.alike)[0];
    if (best === undefined || best.alike === 0) continue;
    weight += (best.alike * (weightOf(word) + best.weight)) / 2;
    left.splice(best.index, 1);
  }
  return weight;
}

function wordSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  const longest = Math.max(a.length, b.length);
  // Only long words forgive one or two wrong letters; numbers never do.
  if (longest < slipFrom || /\d/.test(a + b)) return 0;
  const alike = 1 - editDistance(a, b) / longest;
  // Squared: a title of one word with a slip ("Alien", "Aliens") is more often another title.
  return alike >= 0.8 ? alike * alike : 0;
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
