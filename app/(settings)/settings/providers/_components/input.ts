import { z } from "zod";

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

const address = (example: string) =>
  orNull(z.url({ protocol: /^https?$/, error: `Write the whole address, such as ${example}.` }));

const bounded = (min: number, max: number) => {
  const error = `Write a number from ${min} to ${max}.`;
  return z.number(error).min(min, error).max(max, error);
};

/** An API key, or what was shown of it. */
export const apiKeyInput = orNull(
  z.string().max(2000, "This key is too long.").regex(/^\S+$/, "A key has no spaces. Copy it once more."),
);
export const baseUrlInput = address("https://api.themoviedb.org/3");

/** The form of TMDB. Everything is text, as it stands in the fields; empty means: the default. */
export const tmdbInput = z.object({
  enabled: z.boolean(),
  apiKey: apiKeyInput,
  baseUrl: baseUrlInput,
  imageBaseUrl: address("https://image.tmdb.org/t/p"),
  language: orNull(
    z
      .string()
      .toLowerCase()
      .regex(/^[a-z]{2}$/, "Use two letters, such as en or de."),
  ),
  region: orNull(
    z
      .string()
      .toUpperCase()
      .regex(/^[A-Z]{2}$/, "Use two letters, such as US or DE."),
  ),
  ratePerSecond: number(bounded(0.1, 50)),
});

/** The form of identification and ratings. */
export const matchInput = z.object({
  acceptScore: number(bounded(50, 100)),
  margin: number(bounded(0, 50)),
  rating: z.enum(["imdb", "themoviedb"]),
});
