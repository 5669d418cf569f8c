import { tidyPath } from "#lib/libraries/scan-scope.ts";
import { isWindows } from "./read-event.ts";
import type { PathMapping } from "./vocabulary.ts";

/** What a path of a program is here, and the mapping that said so. */
export type MappedPath = { path: string | null; mapping: PathMapping | null };

/**
 * A path as Metarr names it: the mapping with the longest folder that the path lies in counts, else it is the same path.
 * Null when that is no path here, such as one of Windows without a mapping.
 */
export function mapPath(mappings: readonly PathMapping[], path: string): MappedPath {
  const known = tidyForeign(path);
  const fitting = mappings
    .map((mapping) => ({ mapping, from: tidyForeign(mapping.from) }))
    .filter(({ from, mapping }) => isBelow(known, from, isWindows(mapping.from)))
    .toSorted((a, b) => b.from.length - a.from.length)[0];
  if (!fitting) return { path: isWindows(path) ? null : tidyPath(path), mapping: null };
  const rest = known.slice(fitting.from.length).replace(/^\/+/, "");
  return { path: tidyPath(`${fitting.mapping.to}/${rest}`), mapping: fitting.mapping };
}

/** With `/` between names, also where the sender runs on Windows, and none at the end. */
function tidyForeign(path: string): string {
  const slashed = isWindows(path) ? path.replaceAll("\\", "/") : path;
  return slashed.replaceAll(/(?<=.)\/+/g, "/").replace(/(?<=.)\/+$/, "");
}

/** Windows does not tell upper from lower case. */
function isBelow(path: string, folder: string, ignoresCase: boolean): boolean {
  const [one, other] = ignoresCase ? [path.toLowerCase(), folder.toLowerCase()] : [path, folder];
  return one === other || one.startsWith(other.endsWith("/") ? other : `${other}/`);
}
