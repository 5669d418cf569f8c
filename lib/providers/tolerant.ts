import { z } from "zod";

/**
 * Shapes for what providers answer, read tolerantly: only what makes an answer that answer is demanded; everything else
 * that is absent, empty or of another type counts as unknown.
 */
const anything = z.unknown().optional();

/** A text with something in it, or null. */
export const textOrNull = anything.transform((value) =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : null,
);

/** A finite number, or null. Digits in a text count: fanart.tv and OMDb write numbers so. */
export const numberOrNull = anything.transform((value) => {
  if (typeof value === "string" && value.trim() !== "") return finite(Number(value.replaceAll(",", "")));
  return typeof value === "number" ? finite(value) : null;
});

/** A whole number above nothing, or null. */
export const idOrNull = numberOrNull.transform((value) =>
  value !== null && Number.isSafeInteger(value) && value > 0 ? value : null,
);

/** A full date, or null: half a date says no day. */
export const dayOrNull = textOrNull.transform((value) => (value && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null));

/** An address of the web, or null. */
export const addressOrNull = textOrNull.transform((value) =>
  value !== null && /^https?:\/\//i.test(value) && URL.canParse(value) ? value : null,
);

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

/** An object, or null when it is absent or another thing. */
export function objectOrNull<T>(shape: z.ZodType<T>): z.ZodType<T | null> {
  return anything.transform((value) => {
    const parsed = shape.safeParse(value);
    return parsed.success ? parsed.data : null;
  });
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
