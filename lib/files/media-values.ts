import { lookUp } from "./look-up.ts";

/** The largest whole number both databases hold in an integer column. */
const largestInteger = 2_147_483_647;
const longestText = 300;

/** Values of container and stream are joined with " / "; the container's comes first. */
export function first(value: string | undefined): string | null {
  return value?.split(" / ", 1)[0]?.trim() || null;
}

export function isYes(value: string | undefined): boolean {
  return first(value) === "Yes";
}

export function readNumber(value: unknown): number | null {
  const parsed = typeof value === "number" ? value : Number.parseFloat(String(value ?? ""));
  return Number.isFinite(parsed) ? parsed : null;
}

/** A count or size that is not negative and that the database can hold, else null: headers may claim anything. */
export function readCount(value: unknown): number | null {
  const parsed = readNumber(value);
  return parsed === null || parsed < 0 || parsed > largestInteger ? null : Math.round(parsed);
}

export function round(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}

/** Text out of a file as one line: no control characters and no reversed writing, 300 characters at most. */
export function readText(value: string | undefined): string | null {
  const line = value?.replaceAll(/[\s\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufffe\uffff]+/gu, " ").trim();
  return line?.toWellFormed().slice(0, longestText).toWellFormed().trim() || null;
}

/** The stored name of one of MediaInfo's, else its own in lower case. */
export function named(names: Readonly<Record<string, string>>, value: string | undefined): string | null {
  const name = readText(first(value) ?? undefined);
  return name === null ? null : (lookUp(names, name) ?? name.toLowerCase());
}
