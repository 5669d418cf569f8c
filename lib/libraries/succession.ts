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
  return (path) => follow(before, [path]).slice(1);
}

/** These files, and those in whose place they are. */
export const withFormer = (paths: readonly string[], replaced: readonly Replaced[]): string[] =>
  follow(
    Map.groupBy(replaced, ({ to }) => to),
    paths,
  );

function follow(before: ReadonlyMap<string, readonly Replaced[]>, paths: readonly string[]): string[] {
  const found = new Set(paths);
  // A set gives what is added while it is read.
  for (const at of found) for (const { from } of before.get(at) ?? []) found.add(from);
  return [...found];
}
