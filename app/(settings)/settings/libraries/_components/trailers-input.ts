import { z } from "zod";
import { type LibraryTrailers, trailerHeight } from "#lib/trailers/vocabulary.ts";
import { languageWords } from "./language-words.ts";

/** The word of a choice for what holds everywhere. */
export const asEverywhere = "general";

/** The form of a library's trailers, as it is typed: what holds everywhere stays out of the library. */
export const trailersInput = z
  .object({
    enabled: z.enum([asEverywhere, "on", "off"]),
    maxHeight: z.string(),
    languages: languageWords(["library", "original"]),
  })
  .transform(({ enabled, maxHeight, languages }, context): LibraryTrailers => {
    const height = maxHeight === asEverywhere ? undefined : trailerHeight.safeParse(Number(maxHeight));
    if (height?.success === false) {
      context.addIssue({ code: "custom", path: ["maxHeight"], message: "Choose one of the sizes." });
      return z.NEVER;
    }
    return {
      ...(enabled === asEverywhere ? {} : { enabled: enabled === "on" }),
      ...(height === undefined ? {} : { maxHeight: height.data }),
      ...(languages.length === 0 ? {} : { languages }),
    };
  });
export type TrailersInput = z.input<typeof trailersInput>;

/** What is in force, as the form holds it. */
export const toTrailersInput = ({ enabled, maxHeight, languages }: LibraryTrailers): TrailersInput => ({
  enabled: enabled === undefined ? asEverywhere : enabled ? "on" : "off",
  maxHeight: maxHeight === undefined ? asEverywhere : String(maxHeight),
  languages: (languages ?? []).join(", "),
});
