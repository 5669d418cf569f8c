/** Beyond it whole numbers are not exact. */
const maxNumber = 1e15;
/** What a column of whole numbers holds. */
const maxInteger = 2 ** 31 - 1;

const firstNumber = (text = ""): string | undefined => /-?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?/i.exec(text)?.[0];

/**
 * The first number in a text, with a comma or a point for its fraction: `7,4` and `7.4/10` are 7.4. Null where it has
 * more than 15 digits, such as `1e400`.
 */
export function readNumber(text: string | undefined): number | null {
  const value = Number(firstNumber(text)?.replace(",", "."));
  return Math.abs(value) < maxNumber ? value : null;
}

/** The same without its fraction; null outside 32 bits. */
export function readInteger(text: string | undefined): number | null {
  const value = readNumber(text);
  return value === null || Math.abs(value) > maxInteger ? null : Math.trunc(value);
}

/** Holds a number that is passed over as a whole number. */
export function isImpossible(text: string): boolean {
  return firstNumber(text) !== undefined && readInteger(text) === null;
}

/** `4,990` and `4.990 votes` are 4990. Null for more than 15 digits. */
export function readVotes(text: string | undefined): number | null {
  const digits = (text ?? "").replaceAll(/\D/g, "");
  return digits === "" || digits.length > 15 ? null : Number(digits);
}

/** The first year in a text: `1999`, `(1999)`, `1999-2004`, `03/04/1999`. */
export function readYear(text: string | undefined): number | null {
  const years = (text ?? "").matchAll(/(?<!\d)\d{4}(?!\d)/g);
  for (const [year] of years) if (Number(year) >= 1870 && Number(year) <= 2200) return Number(year);
  return null;
}

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** Day, month and year by the shape of a text; what a shape lacks is 0. */
const dayShapes: readonly { pattern: RegExp; parts: (found: readonly string[]) => readonly (string | undefined)[] }[] =
  [
    // 1999-03-31, 1999/3/31, 1999-03-31T00:00:00Z
    { pattern: /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)/, parts: ([y, m, d]) => [y, m, d] },
    { pattern: /^(\d{4})(\d{2})(\d{2})(?!\d)/, parts: ([y, m, d]) => [y, m, d] },
    { pattern: /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/, parts: ([d, m, y]) => [y, m, d] },
    // 31/03/1999 and 03/31/1999; 03/04/1999 could be either, so it is neither.
    { pattern: /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)/, parts: ([a, b, y]) => [y, ...monthFirst(a, b)] },
    // 31 March 1999, 31. Mar 1999
    {
      pattern: /^(\d{1,2})(?:st|nd|rd|th|\.)?\s([a-z]{3})[a-z]{0,6}\.?,?\s(\d{4})(?!\d)/,
      parts: ([d, m, y]) => [y, monthOf(m), d],
    },
    {
      pattern: /^([a-z]{3})[a-z]{0,6}\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})(?!\d)/,
      parts: ([m, d, y]) => [y, monthOf(m), d],
    },
  ];

const monthOf = (name = ""): string => String(months.indexOf(name) + 1);

function monthFirst(a = "", b = ""): readonly string[] {
  if (Number(a) > 12 || a === b) return [b, a];
  return Number(b) > 12 ? [a, b] : [];
}

/** A calendar day as `YYYY-MM-DD` from any shape that is not ambiguous, time left off; null when there is no such day. */
export function readDay(text: string | undefined): string | null {
  const value = text?.trim().toLowerCase() ?? "";
  for (const { pattern, parts } of dayShapes) {
    const found = pattern.exec(value);
    const [year = "0", month = "0", day = "0"] = found ? parts(found.slice(1)) : [];
    if (Number(year) < 1870) continue;
    const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    const date = new Date(`${written}T00:00:00Z`);
    if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(written)) return written;
  }
  return null;
}

/** Minutes from `136`, `136 min`, `2h 16m`, `PT2H16M`, `2:16:00`; 0 means unknown. A bare number is never seconds. */
export function readRuntime(text: string | undefined): number | null {
  const value =
    text
      ?.trim()
      .toLowerCase()
      .replace(/^pt(?=\d)/, "") ?? "";
  const clock = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(value);
  const words = /^(\d{1,2})\s?h(?:\D{0,10}(\d{1,3}))?/.exec(value);
  const [, hours, minutes = "0"] = clock ?? words ?? [];
  const total = hours === undefined ? readInteger(value) : Number(hours) * 60 + Number(minutes);
  return total !== null && total > 0 && total < 100_000 ? total : null;
}

export function readFlag(text: string | undefined): boolean | null {
  const value = text?.trim().toLowerCase();
  if (value === "true" || value === "yes" || value === "1") return true;
  return value === "false" || value === "no" || value === "0" ? false : null;
}
