import { compileGlob } from "./glob.ts";

/**
 * A name or path a scan passes over. Without a `/` it is compared with the name of each file and folder, with one
 * with the path below the library root. Letter case is ignored.
 */
export type IgnoreRule = { pattern: string; kind: "exact" | "glob" };

const exact = (...names: string[]): IgnoreRule[] => names.map((pattern) => ({ pattern, kind: "exact" }));
const globs = (...patterns: string[]): IgnoreRule[] => patterns.map((pattern) => ({ pattern, kind: "glob" }));

/** What no library means to show: folders of NAS and desktop systems, recycle bins, and what is still being copied. */
export const systemIgnoreRules: readonly IgnoreRule[] = [
  ...exact("@eaDir", ".@__thumb", "@Recycle", "@Recently-Snapshot", "#recycle", "#snapshot", "$RECYCLE.BIN"),
  ...exact(
    ".recycle",
    "Recycle Bin",
    "RecycleBin",
    "Recycled",
    "RECYCLER",
    ".Trash",
    ".deletedByTMM",
    ".grab",
    ".wd_tv",
  ),
  ...exact("System Volume Information", "lost+found", ".metarr-recycle", ".Trashes", ".Spotlight-V100", ".fseventsd"),
  ...exact(".DS_Store", "Thumbs.db", "desktop.ini", ".AppleDouble", ".stfolder", ".stversions", ".git"),
  ...globs(
    "._*",
    ".Trash-*",
    "_UNPACK_*",
    "_FAILED_*",
    "__UNPACK__*",
    "__FAILED__*",
    "*.__unpack",
    ".mtr-????????",
    ".fuse_hidden*",
    ".nfs*",
  ),
  ...globs("*.part", "*.partial", "*.!qB", "*.!ut", "*.bc!", "*.crdownload", "*.download", "*.aria2", "*.opdownload"),
  ...globs("*.filepart", "*.tmp", "*.temp", "*~"),
  // Hundreds of small pictures that Jellyfin keeps beside a video for its seek bar.
  ...globs("*.trickplay"),
];

/** True when a rule matches. `path` is relative to the library root, `/` separated. */
export type IgnoreTest = (entry: { name: string; path: string; isFolder: boolean }) => boolean;

/** Makes one fast test of many rules: names without wildcards are looked up, the rest are tried in order. */
export function compileIgnoreRules(rules: readonly IgnoreRule[]): IgnoreTest {
  const names = new Set<string>();
  const patterns: string[] = [];
  for (const { pattern, kind } of rules) {
    if (kind === "exact" && !pattern.includes("/")) names.add(pattern.toLowerCase());
    else patterns.push(kind === "exact" ? pattern.replaceAll(/[*?[\]\\]/g, "\\$&") : pattern);
  }
  const suffixes = patterns.filter((pattern) => /^\*\.[^*?[\]\\/.]+$/.test(pattern)).map((pattern) => pattern.slice(1));
  const others = patterns
    .filter((pattern) => !/^\*\.[^*?[\]\\/.]+$/.test(pattern))
    .map((pattern) => ({ matches: compileGlob(pattern), isPath: pattern.includes("/") }));
  const endings = new Set(suffixes.map((suffix) => suffix.toLowerCase()));
  return ({ name, path }) => {
    const lower = name.toLowerCase();
    const dot = lower.lastIndexOf(".");
    if (names.has(lower) || (dot >= 0 && endings.has(lower.slice(dot)))) return true;
    return others.some(({ matches, isPath }) => matches(isPath ? path : name));
  };
}

/**
 * Reads an `.ignore` file, which follows the rules of .gitignore: one pattern a line, `#` comments, `!` takes a match
 * back, a leading or inner `/` ties it to this folder, a trailing `/` means folders only. A file without patterns
 * ignores its whole folder. `folder` is where the file lies, relative to the root and without a trailing slash.
 */
export function compileIgnoreFile(text: string, folder: string): IgnoreTest | "all" {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const rules = lines.filter((line) => line !== "" && !line.startsWith("#")).map(readIgnoreLine);
  if (rules.length === 0) return "all";
  const prefix = folder === "" ? 0 : folder.length + 1;
  return ({ name, path, isFolder }) => {
    let ignored = false;
    for (const rule of rules) {
      if (rule.foldersOnly && !isFolder) continue;
      if (rule.matches(rule.anchored ? path.slice(prefix) : name)) ignored = !rule.negated;
    }
    return ignored;
  };
}

function readIgnoreLine(line: string) {
  const negated = line.startsWith("!");
  const foldersOnly = line.endsWith("/");
  const body = line.slice(negated ? 1 : 0, foldersOnly ? -1 : undefined);
  const anchored = body.includes("/");
  return { negated, foldersOnly, anchored, matches: compileGlob(body.startsWith("/") ? body.slice(1) : body) };
}
