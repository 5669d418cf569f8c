import { z } from "zod";
import { isLanguage } from "#lib/settings/codes.ts";

/** A list of languages as it is typed: two-letter codes, or one of these words; each once, best first. May be empty. */
export const languageWords = (words: readonly string[]) =>
  z
    .string()
    .transform((text) => [
      ...new Set(
        text
          .toLowerCase()
          .split(/[\s,]+/)
          .filter(Boolean),
      ),
    ])
    .refine((list) => list.length <= 20, "Name at most 20.")
    .refine(
      (list) => list.every((one) => words.includes(one) || (/^[a-z]{2}$/.test(one) && isLanguage(one))),
      `Use two letters, such as en, or the words ${words.slice(0, -1).join(", ")} and ${words.at(-1)}.`,
    );
