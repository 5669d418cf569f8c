import { DrizzleQueryError } from "drizzle-orm";
import { ZodError } from "zod";
import { messageOf } from "#lib/errors.ts";
import { describeIssues } from "./input.ts";

/** Standard output is for results, standard error for people. */
export function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

/** One JSON object on one line. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** What zod and drizzle say is long and for programmers: a list as JSON, a statement without its reason. */
function oneLine(error: unknown): string {
  if (error instanceof ZodError) return describeIssues(error);
  if (error instanceof DrizzleQueryError)
    return `The database refused: ${messageOf(error.cause)}. Look at metarr migrate status.`;
  return messageOf(error).replaceAll(/\s*\n\s*/g, " ");
}

/** One clear line; the stack only when asked for. */
export function reportFailure(error: unknown, { debug }: { debug: boolean }): void {
  say(`metarr: ${oneLine(error)}`);
  if (debug && error instanceof Error) say(error.stack ?? "");
}
