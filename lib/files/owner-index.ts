import { dirname } from "node:path";
import { extensionOf } from "./media-types.ts";
import type { WalkedFile } from "./walk.ts";

/** Whose file it is, and what follows the owner's base name in the file's own. */
export type Owned<T> = { owner: T; suffix: string };

/** A path without its extension. */
export function baseOf(path: string): string {
  const extension = extensionOf(path);
  return extension === "" ? path : path.slice(0, -extension.length - 1);
}

/**
 * Finds the video whose base name starts a file's name, beside it in the same folder; the longest base wins. `bases`:
 * absolute paths without extension.
 */
export function createOwnerIndex<T>(bases: Iterable<readonly [base: string, owner: T]>) {
  const byBase = new Map<string, T>();
  for (const [base, owner] of bases) byBase.set(base.toLowerCase(), owner);
  return {
    /** The video of exactly this base name, in any case. */
    at: (base: string): T | undefined => byBase.get(base.toLowerCase()),
    find(file: WalkedFile): Owned<T> | undefined {
      const base = baseOf(file.path);
      const start = dirname(file.path).length + 1;
      for (let end = base.length; end > start; end -= 1) {
        const isBoundary = end === base.length || /[-._ ([]/.test(base.charAt(end));
        const owner = isBoundary ? byBase.get(base.slice(0, end).toLowerCase()) : undefined;
        if (owner !== undefined) return { owner, suffix: base.slice(end) };
      }
      return undefined;
    },
  };
}
