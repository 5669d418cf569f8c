import { z } from "zod";

/**
 * Readers for what providers answer: only what makes an answer that answer is demanded by its schema; everything else
 * that is absent, empty or of another type counts as unknown.
 */
export const anything = z.unknown().optional();
export const text = anything.transform((value) =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : null,
);
export const number = anything.transform((value) =>
  typeof value === "number" && Number.isFinite(value) ? value : null,
);
/** For values that are written as 0 when they are unknown: money, runtimes, votes, sizes. */
export const positive = number.transform((value) => (value !== null && value > 0 ? value : null));
export const wholeId = anything.transform((value) =>
  typeof value === "number" && Number.isInteger(value) ? value : null,
);
export const isTrue = anything.transform((value) => value === true);
/** A text that must be there. */
export const filled = z.string().trim().min(1);
export const named = z.object({ name: filled });

/** A list in which one broken entry does not lose the others. */
export function arrayOf<T>(item: z.ZodType<T>) {
  return z.array(z.unknown()).transform((entries) =>
    entries.flatMap((entry) => {
      const parsed = item.safeParse(entry);
      return parsed.success ? [parsed.data] : [];
    }),
  );
}
/** The same where the list itself may be absent. */
export const listOf = <T>(item: z.ZodType<T>) =>
  z.preprocess((value) => (Array.isArray(value) ? value : []), arrayOf(item));
/** An object that may be absent; its parts then are. */
export const part = <T>(shape: z.ZodType<T>) => z.preprocess((value) => (isRecord(value) ? value : {}), shape);
/** An object that may be absent or broken: null then. */
export const orNull = <T>(shape: z.ZodType<T>) => anything.transform((value) => shape.safeParse(value).data ?? null);
const isRecord = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

/** A full date as YYYY-MM-DD, or null: partial dates fill the year only. */
export const dayOf = (date: string | null): string | null => (date && /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : null);
export const yearOf = (date: string | null): number | null => Number(date?.match(/^\d{4}/)?.[0] ?? 0) || null;
export const unique = <T>(values: Iterable<T>): T[] => [...new Set(values)];

/** A number, also one that is written as a text, with or without commas. */
export const numeral = anything.transform((value) => {
  const written = typeof value === "string" && value.trim() !== "" ? Number(value.replaceAll(",", "")) : value;
  return typeof written === "number" && Number.isFinite(written) ? written : null;
});
/** The same for an id: whole and above nothing. */
export const numeralId = numeral.transform((value) =>
  value !== null && Number.isSafeInteger(value) && value > 0 ? value : null,
);
/** An address of the web. */
export const webAddress = text.transform((value) =>
  value !== null && /^https?:\/\//i.test(value) && URL.canParse(value) ? value : null,
);
