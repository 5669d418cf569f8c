const wordRows: readonly string[] = [
  "one first i premier première primera prima erste ersten uno un eins",
  "two second ii deuxième seconda segunda zweite dos due zwei",
  "three third iii troisième terza tercera dritte tres tre drei",
  "four fourth iv quatrième quarta cuarta vierte",
  "five fifth v",
  "six sixth vi",
  "seven seventh vii",
  "eight eighth viii",
  "nine ninth ix",
  "ten tenth x",
  "eleven eleventh xi",
  "twelve twelfth xii",
];
const byWord = new Map(wordRows.flatMap((row, at) => row.split(" ").map((word) => [word, at + 1] as const)));
const chineseDigits = "零一二三四五六七八九";

/** Sources of regular expressions for a number in words: `one`, `First`, and Roman numerals up to XII. */
export const cardinals = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve";
export const ordinals = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth";
export const romans = "i{1,3}|iv|vi{0,3}|ix|xi{0,2}|x";
export const chineseNumber = "[\\d一二三四五六七八九十]{1,4}";

/** Reads `12`, `twelve`, `Twelfth`, `XII` or `十二`; NaN for anything else. */
export function readNumber(text: string): number {
  const word = text.toLowerCase();
  if (/^\d+(?:\.5)?$/.test(word)) return Number(word);
  const named = byWord.get(word);
  if (named !== undefined) return named;
  if (!/^[一二三四五六七八九十]{1,3}$/u.test(word)) return Number.NaN;
  const [tens = "", ones = ""] = word.includes("十") ? word.split("十") : ["零", word];
  const digit = (sign: string, missing: number) => (sign === "" ? missing : chineseDigits.indexOf(sign));
  return digit(tens, 1) * 10 + digit(ones, 0);
}

/** The 102 of `Temporada 1 Cap.102` or `Season 1 - 102` has the season in it. */
export function splitGlued(digits: string, seasonNumber: number): number {
  const number = readNumber(digits);
  return digits.length >= 3 && Math.floor(number / 100) === seasonNumber ? number % 100 : number;
}

/** Numbers that are a picture's height or a codec, never an episode. */
export const isPictureNumber = (digits: string): boolean => /^(?:264|265|266|480|540|576|720|1080|2160)$/.test(digits);

/** A longer list in one file or pack is a mistake of the name. */
const longestList = { file: 50, pack: 400 };

type Step = { pattern: RegExp; isBare: boolean; isSequel?: boolean };
const joined = "[\\s._]{0,2}(?:([-–~+&,]|to|bis|au|al|and|и)[\\s._]{0,2})?";
const notPicture = "(?!(?!v\\d)[\\w\\u00c0-\\u052f]|\\.\\d(?:\\D|$)|-\\d{4}|\\s?bit)";
const steps: readonly Step[] = [
  // -E02, E02, .E02, -S01E02, +ep02, and x02 glued.
  {
    pattern: new RegExp(
      `[\\])]?${joined}[[(]?(?:s\\d{1,4}[\\s._]?|\\d{1,2}(?=x\\d))?(?:e[ps]?|(?<=(?:[&+,]|and|to|bis|и)[\\s._]{0,2})episode|x(?=\\d{2,3}(?!\\d))(?!26[4-6]))[\\s._]?(\\d{1,4})(?!\\p{N}|[pi](?![\\w\\u00c0-\\u052f]))`,
      "iuy",
    ),
    isBare: false,
  },
  // -02, ~02, +02, ,02, & 02 and, at the end, to 02; a dash with spaces belongs to the title.
  {
    pattern: new RegExp(
      `([-–~,]|\\s?~\\s?|[\\s._]?[+&][\\s._]?|,\\s|to|\\s(?:to|bis|au|al)\\s(?=\\d{1,3}\\s*(?:$|[-[(])))(\\d{1,4})${notPicture}`,
      "iuy",
    ),
    isBare: true,
  },
  // 01.02, 01 - 02 -, 16.17.18 and 17 and 18: only the very next number, and no title such as that of E11.12.Angry.Men.
  {
    pattern: /([\s.](?:-\s|and\s|&\s)?)(0\d|\d{2}(?=[.\s]\d{2}(?:[.\s]|$)|\s*$|\s-\s))(?=[.\s]|$)/iuy,
    isBare: true,
    isSequel: true,
  },
];

/** Reads what follows the first number of a list or range: `E02`, `-E03`, `-03`, `,04`. */
export function readList(
  text: string,
  at: number,
  options: { first: number; kind?: keyof typeof longestList; allowsWords?: boolean; allowsSequel?: boolean },
): { numbers: number[]; end: number } {
  const numbers = [options.first];
  let end = at;
  for (let found = true; found && numbers.length < longestList[options.kind ?? "file"]; ) {
    found = false;
    for (const { pattern, isBare, isSequel = false } of steps) {
      if (options.allowsWords === false && !isBare) continue;
      pattern.lastIndex = end;
      const match = pattern.exec(text);
      const digits = match?.[2] ?? "";
      if (!match || (isBare && isPictureNumber(digits))) continue;
      if (isSequel && (!options.allowsSequel || Number(digits) !== (numbers.at(-1) ?? 0) + 1)) continue;
      if (!append(numbers, { sign: match[1] ?? "", next: Number(digits), limit: longestList[options.kind ?? "file"] }))
        continue;
      end = pattern.lastIndex;
      found = true;
      break;
    }
  }
  return { numbers, end };
}

/** A range holds the numbers between; one that runs backwards or too far is none. */
function append(numbers: number[], { sign, next, limit }: { sign: string; next: number; limit: number }): boolean {
  const last = numbers.at(-1) ?? 0;
  if (next < last || next - last > limit) return false;
  const isRange = /^\s?(?:[-–~]|to|bis|au|al)/i.test(sign);
  if (isRange) for (let at = last + 1; at < next; at += 1) numbers.push(at);
  if (next > last) numbers.push(next);
  return true;
}
