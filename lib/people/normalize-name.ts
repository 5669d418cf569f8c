/**
 * The form by which people without a database id are told apart: marks and punctuation removed, lower case, single
 * spaces. Letters of every script stay. A name of punctuation alone keeps itself.
 */
export function normalizeName(name: string): string {
  const normalized = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return normalized === "" ? name.trim().toLowerCase() : normalized;
}
