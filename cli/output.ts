import { messageOf } from "#lib/errors.ts";

/** Standard output is for results, standard error for people. */
export function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

/** One JSON object on one line. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** One clear line; the stack only when asked for. */
export function reportFailure(error: unknown, { debug }: { debug: boolean }): void {
  say(`metarr: ${messageOf(error)}`);
  if (debug && error instanceof Error) say(error.stack ?? "");
}
