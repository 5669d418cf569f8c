/** A file took the place of another, as the program that did it says. */
export type Replaced = { from: string; to: string };

/** The files whose place a file took, the last first. */
export type Succession = (path: string) => readonly string[];

/**
 * Reads what was replaced as chains: a file that was renamed and then replaced by a better one is in the place of the
 * first. The order in which they were told does not matter, and a circle ends.
 */
export function createSuccession(replaced: readonly Replaced[]): Succession {
  const before = Map.groupBy(replaced, ({ to }) => to);
  return (path) => {
    const found = new Set<string>([path]);
    // A set gives what is added while it is read.
    for (const at of found) for (const { from } of before.get(at) ?? []) found.add(from);
    found.delete(path);
    return [...found];
  };
}
