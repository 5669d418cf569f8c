/** `cd1`, `disc 2`, `dvd3` always mean a stacked part; `part 2` may be a title, so it says so. */
const part = /[\s._-]*[[(]?(?<![\p{L}])(cd|dvd|dis[ck]|part|pt)[\s._-]?([1-9]\d?|[a-d](?![\p{L}]))[\])]?\s*$/iu;

export type Part = { number: number; rest: string; isCertain: boolean };

/** Takes the number of a stacked part off the end of a base name. */
export function takePart(name: string): Part | null {
  const match = part.exec(name);
  if (!match || match.index === 0) return null;
  const [whole, word = "", digit = ""] = match;
  const number = /\d/.test(digit) ? Number(digit) : digit.toLowerCase().charCodeAt(0) - 96;
  const isCertain =
    !/^p/i.test(word) ||
    !/[\s._]/.test(
      whole
        .trim()
        .slice(0, -1)
        .replace(/^[\s._-]+/, ""),
    );
  return { number, rest: name.slice(0, match.index), isCertain };
}
