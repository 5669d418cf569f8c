import { z } from "zod";
import { AppError } from "#lib/errors.ts";
import { compileIgnoreRules, type IgnoreRule, type IgnoreTest, systemIgnoreRules } from "#lib/files/ignore-rules.ts";

/** What a person may ask to be passed over. `kind` absent: a glob when it holds a wildcard, else the very name. */
export const ignorePatternInput = z.object({
  pattern: z.string().max(1000, "This is too long."),
  kind: z.enum(["exact", "glob"]).optional(),
  /** Null: in every library. */
  libraryId: z.int().positive().nullable().default(null),
});

const mostCharacters = 500;

/** Places of films that no pattern for a purpose covers all at once. */
const samples = ["w/q.mkv", "Zebra 7/十.mp4", "A b (1999)/Subs/y.avi", "1/2/3.m4v"];

/**
 * Brings a pattern into the form it is kept in: without spaces around it, and without a slash at either end, for
 * patterns are compared with names and with paths below the library's folder. Throws `invalid`, on the field `pattern`,
 * for one that is empty, too long, no glob, or that would pass over everything.
 */
export function checkIgnorePattern(given: { pattern: string; kind?: IgnoreRule["kind"] | undefined }): IgnoreRule {
  const pattern = given.pattern.trim().replace(/^\/+|\/+$/g, "");
  const kind = given.kind ?? (/[*?[]/.test(pattern) ? "glob" : "exact");
  const problem = problemOf({ pattern, kind });
  if (problem) throw new AppError("invalid", problem, { field: "pattern" });
  return { pattern, kind };
}

function problemOf(rule: IgnoreRule): string | undefined {
  const { pattern, kind } = rule;
  if (pattern === "") return "Write a name, or a pattern such as *.txt.";
  if (pattern.length > mostCharacters) return `Use at most ${mostCharacters} characters.`;
  if (hasControlCharacter(pattern)) return "A pattern is one line of text.";
  if (pattern.split("/").some((part) => part === "" || part === "." || part === ".."))
    return "Write the path as it is below the library's folder, without . and .. and double slashes.";
  if (kind === "exact") return undefined;
  if (hasOpenSet(pattern))
    return "A [ opens a set of characters, and its ] is missing. Choose “The very name” for a [ in a name.";
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(pattern)) return "A pattern cannot end with a backslash.";
  const test = compileIgnoreRules([rule]);
  if (samples.every((path) => isPassedOver(test, path)))
    return `${pattern} would pass over everything in a library. Say more of the name.`;
  return undefined;
}

const hasControlCharacter = (text: string) =>
  [...text].some((one) => (one.codePointAt(0) ?? 0) < 32 || one === "\u007f");

function hasOpenSet(pattern: string): boolean {
  const bare = pattern.replaceAll(/\\./g, "");
  const at = bare.lastIndexOf("[");
  // The first character of a set may be a closing bracket itself.
  return at >= 0 && bare.indexOf("]", at + 2) < 0;
}

/** Whether a file is passed over, by its own name or with one of the folders it lies in. `path` is below the root. */
export function isPassedOver(test: IgnoreTest, path: string, folders = new Map<string, boolean>()): boolean {
  const cut = path.lastIndexOf("/");
  if (cut > 0 && isFolderPassedOver(test, path.slice(0, cut), folders)) return true;
  return test({ name: path.slice(cut + 1), path, isFolder: false });
}

/** `known` keeps the answers, for many files of one folder. */
function isFolderPassedOver(test: IgnoreTest, path: string, known: Map<string, boolean>): boolean {
  const found = known.get(path);
  if (found !== undefined) return found;
  const cut = path.lastIndexOf("/");
  const answer =
    (cut > 0 && isFolderPassedOver(test, path.slice(0, cut), known)) ||
    test({ name: path.slice(cut + 1), path, isFolder: true });
  known.set(path, answer);
  return answer;
}

/** Metarr's own files in a library: they are never taken for a person's, so these rules cannot be switched off. */
export const ownIgnorePatterns: ReadonlySet<string> = new Set([".metarr-recycle", ".mtr-????????"]);

export const findSystemRule = (pattern: string): IgnoreRule | undefined =>
  systemIgnoreRules.find((rule) => rule.pattern === pattern);
