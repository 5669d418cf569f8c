import { z } from "zod";
import { providerNameSchema } from "#lib/providers/vocabulary.ts";
import { readLanguages } from "../../libraries/_components/fallback-languages.ts";
import { artworkChoices, type Choice, fieldChoices } from "./priority-choices.ts";

/** What a form sends of a field that may be empty: null then, and the default counts. */
const orNull = <T>(schema: z.ZodType<T, string>) =>
  z
    .string()
    .trim()
    .transform((value) => (value === "" ? null : value))
    .pipe(schema.nullable());

const number = (schema: z.ZodType<number, number>) =>
  z
    .string()
    .trim()
    .transform((value) => (value === "" ? null : Number(value.replace(",", "."))))
    .pipe(schema.nullable());

const bounded = (min: number, max: number) => {
  const error = `Write a number from ${min} to ${max.toLocaleString("en")}.`;
  return z.number(error).min(min, error).max(max, error);
};
const whole = (min: number, max: number) => {
  const error = `Write a whole number from ${min.toLocaleString("en")} to ${max.toLocaleString("en")}.`;
  return z.int(error).min(min, error).max(max, error);
};

/** An API key, or what was shown of it. */
export const apiKeyInput = orNull(
  z.string().max(2000, "This key is too long.").regex(/^\S+$/, "A key has no spaces. Copy it once more."),
);
const baseUrlInput = orNull(
  z.url({ protocol: /^https?$/, error: "Write the whole address, such as https://api.example.org." }),
);

const code = z
  .string()
  .toLowerCase()
  .regex(/^[a-z]{2}$/, "Use two letters, such as en or de.");

/** A list of languages as it is typed; "none" is an empty one. */
const languages = z
  .string()
  .transform(readLanguages)
  .pipe(
    z
      .array(z.string().regex(/^[a-z]{2}$/, "Use two letters each, such as en, de. Write none for no other language."))
      .max(5, "Name at most 5 languages.")
      .nullable(),
  );

const country = z
  .string()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, "Use two letters, such as US or DE.");

/** The form of a provider. Everything is text, as it stands in the fields; empty means: the default, or not there. */
export const providerInput = z.object({
  provider: providerNameSchema,
  enabled: z.boolean(),
  apiKey: apiKeyInput,
  secondKey: apiKeyInput,
  baseUrl: baseUrlInput,
  imageBaseUrl: baseUrlInput,
  ratePerSecond: number(bounded(0.1, 50)),
  requestsPerDay: number(whole(1, 1_000_000)),
  ownLanguage: orNull(code),
  ownRegion: orNull(country),
  ownFallbackLanguages: languages,
});
export type ProviderInput = z.output<typeof providerInput>;

/** What a test asks with. An absent address is the saved one. */
export const testInput = z.object({
  provider: providerNameSchema,
  apiKey: apiKeyInput,
  secondKey: apiKeyInput.optional(),
  baseUrl: baseUrlInput.optional(),
});

/** The form of languages. */
export const languagesInput = z.object({
  language: orNull(code),
  region: orNull(country),
  fallbackLanguages: languages,
});

/** The form of identification and ratings. */
export const matchInput = z.object({
  acceptScore: number(bounded(50, 100)),
  margin: number(bounded(0, 50)),
  rating: z.enum(["imdb", "themoviedb"]),
});

export const refreshInput = z.object({ staleDays: number(whole(0, 365)) });
export const answersInput = z.object({ answersMb: number(whole(10, 100_000)) });

const order = z.array(providerNameSchema).min(1).max(5);

/** Who wins for films or for series. */
export const orderInput = z.object({ kind: z.enum(["movie", "series"]), order });

const known = (choices: readonly Choice[]) =>
  z.string().refine((id) => choices.some((choice) => choice.id === id), "Choose one of the list.");

/** An order of its own for a field or a type of artwork; null takes it away. */
export const ownOrderInput = z.discriminatedUnion("list", [
  z.object({ list: z.literal("fields"), id: known(fieldChoices), order: order.nullable() }),
  z.object({ list: z.literal("artwork"), id: known(artworkChoices), order: order.nullable() }),
]);
