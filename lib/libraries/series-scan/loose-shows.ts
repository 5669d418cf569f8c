import { basename, dirname } from "node:path";
import type { ClassifiedShow } from "#lib/files/classify-series.ts";
import { foldTitle } from "#lib/files/names/text.ts";
import type { KnownShow } from "./known-series.ts";

/**
 * Loose episodes spell their show in many ways (`Old.Harbour`, `old harbour`): gives each the folder of the first that was
 * seen, known shows before all.
 */
export function createSpellings(known: Iterable<KnownShow>): (show: ClassifiedShow) => ClassifiedShow {
  const paths = new Map<string, string>();
  const take = (path: string): string => {
    // A title of signs alone folds to nothing, and is only itself.
    const key = `${dirname(path)}/${foldTitle(basename(path)) || basename(path)}`;
    const first = paths.get(key);
    if (first === undefined) paths.set(key, path);
    return first ?? path;
  };
  for (const { directoryPath } of known) take(directoryPath);
  return (show) => {
    const directoryPath = take(show.directoryPath);
    const isOwn = show.files.every(({ file }) => file.path.startsWith(`${show.directoryPath}/`));
    return isOwn ? show : { ...show, directoryPath };
  };
}
