/** Reads a table by a key that comes from a file: `constructor` and `__proto__` are not in it. */
export function lookUp<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
