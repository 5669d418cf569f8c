/**
 * The longest name, title or role that is kept as a value, in UTF-16 units. PostgreSQL takes at most 2,704 bytes of a
 * value into an index; 500 units of any script are at most 1,500.
 */
export const maxNameChars = 500;

/** A name as it is kept: one longer than any real one is cut, never in the middle of a character. */
export function capName(name: string): string {
  if (name.length <= maxNameChars) return name;
  return name
    .slice(0, maxNameChars)
    .replace(/[\ud800-\udbff]$/, "")
    .trimEnd();
}

/** Names of a list as they are kept, each once. */
export const capNames = (names: readonly string[]): string[] => [...new Set(names.map(capName))];
