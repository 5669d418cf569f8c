/** One thing per process: Next loads a module several times, and each must find the same. */
export function processWide<T>(name: string, make: () => T): T {
  const key = Symbol.for(`metarr.${name}`);
  const existing: T | undefined = Reflect.get(globalThis, key);
  if (existing !== undefined) return existing;
  const made = make();
  Reflect.set(globalThis, key, made);
  return made;
}
