import { z } from "zod";

/** What would break the line or turn the writing around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const unwanted = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** What a file was called at home: only ever shown, never part of a path (S7). */
export const uploadName = z
  .string()
  .max(1000)
  .transform((name) => name.replace(unwanted, " ").trim().slice(0, 200) || null)
  .nullable()
  .default(null);
