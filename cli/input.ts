import { InvalidArgumentError } from "commander";
import { type ZodError, z } from "zod";
import { plainIssue } from "#lib/plain-issues.ts";

// What a schema says itself comes before these words.
z.config({ localeError: plainIssue });

/** A positive whole number of the command line. Wrong ones end with exit status 2. */
export function readId(text: string, what: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0)
    throw new InvalidArgumentError(`${what} is a number such as 1, not ${text}.`);
  return Number(text);
}

/** Gathers an option that may be repeated. */
export const collect = (value: string, before: string[] = []): string[] => [...before, value];

/** One of a closed list. Wrong ones end with exit status 2. */
export function oneOf<T extends string>(text: string, values: readonly T[], option: string): T {
  const found = values.find((value) => value === text);
  if (found === undefined) throw new InvalidArgumentError(`${option} is one of ${values.join(", ")}, not ${text}.`);
  return found;
}

/** What a schema makes of the options. Wrong ones end with exit status 2. */
export function parseOptions<S extends z.ZodType>(schema: S, value: z.input<S>): z.output<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new InvalidArgumentError(describeIssues(parsed.error));
  return parsed.data;
}

/** Every problem on one line, with the field it is about. */
export function describeIssues({ issues }: ZodError): string {
  return issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`)).join("; ");
}
