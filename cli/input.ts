import { InvalidArgumentError } from "commander";

/** A positive whole number of the command line. Wrong ones end with exit status 2. */
export function readId(text: string, what: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0)
    throw new InvalidArgumentError(`${what} is a number such as 1, not ${text}.`);
  return Number(text);
}
