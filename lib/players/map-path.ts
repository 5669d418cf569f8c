export type PathMapping = { localPath: string; playerPath: string };

/**
 * What a player calls a file or folder of ours: the mapping with the longest folder it lies in, else the path as it is.
 * A folder counts as a whole: /media/films does not hold /media/films-old. The rest takes over the separators of the
 * player's side, such as \\nas\films.
 */
export function mapPath(mappings: readonly PathMapping[], localPath: string): string {
  const [longest] = mappings
    .filter((mapping) => isBelow(trimEnd(mapping.localPath), localPath))
    .toSorted((one, other) => trimEnd(other.localPath).length - trimEnd(one.localPath).length);
  if (!longest) return localPath;
  const rest = localPath.slice(trimEnd(longest.localPath).length).replace(/^\/+/, "");
  const isWindows = longest.playerPath.includes("\\") && !longest.playerPath.includes("/");
  const separator = isWindows ? "\\" : "/";
  const base = trimEnd(longest.playerPath);
  return rest === "" ? base : base + separator + (isWindows ? rest.replaceAll("/", "\\") : rest);
}

/** Whether a path is a folder or lies in it, with either separator. */
export function isBelow(folder: string, path: string): boolean {
  const base = trimEnd(folder);
  if (!path.startsWith(base)) return false;
  const next = path.charAt(base.length);
  return next === "" || next === "/" || next === "\\";
}

/** The folder that holds a file or folder, with the separator at its end, as Kodi writes folders. */
export function folderOf(path: string): string {
  const base = trimEnd(path);
  return base.slice(0, Math.max(base.lastIndexOf("/"), base.lastIndexOf("\\")) + 1);
}

/** The last name of a path. */
export const nameOf = (path: string): string => trimEnd(path).slice(folderOf(path).length);

/** A folder with the separator at its end. */
export function asFolder(path: string): string {
  const isWindows = path.includes("\\") && !path.includes("/");
  return /[/\\]$/.test(path) ? path : path + (isWindows ? "\\" : "/");
}

export const trimEnd = (path: string): string => path.replace(/[/\\]+$/, "");

/** Those folders that lie in none of the others. */
export function outermost(folders: readonly string[]): string[] {
  const all = [...new Set(folders)];
  return all.filter((folder) => !all.some((other) => other !== folder && isBelow(other, folder)));
}

/** The longest of some folders that a path lies in. */
export function longestAbove<T>(folders: readonly T[], path: string, of: (folder: T) => string): T | undefined {
  return folders
    .filter((folder) => isBelow(of(folder), path))
    .toSorted((one, other) => of(other).length - of(one).length)[0];
}
