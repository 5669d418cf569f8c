import { capName } from "#lib/cap-name.ts";

/**
 * The form by which people without a database id are told apart: marks and punctuation removed, lower case, single
 * spaces. Letters of every script stay. A name of punctuation alone keeps itself. Cut, since it is
 * indexed and taking marks apart can make a name longer.
 */
export function normalizeName(name: string): string {
  const normalized = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return capName(normalized === "" ? name.trim().toLowerCase() : normalized);
}
