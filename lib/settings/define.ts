import type { z } from "zod";
import type { Env } from "#lib/env.ts";

/** One setting: what it may be, what it is when nobody chose, and what it does. */
export type Setting<T> = {
  schema: z.ZodType<T>;
  fallback: T;
  /** One sentence for the person who sets it. */
  description: string;
  /** The variable that gives it when nobody set it in the web page. */
  env?: keyof Env;
  /** Encrypted in the database, shown by its last four characters, and the environment wins. */
  secret?: true;
};

/** Writes down one setting with its type inferred from the schema. */
export function defineSetting<T>(setting: Setting<T>): Setting<T> {
  return setting;
}
