import { readFileSync } from "node:fs";
import { trackedFiles } from "./tracked-files.ts";

/** Names that a framework looks for: nobody imports them by hand. */
const byConvention =
  /^(app\/.*(page|layout|route|error|global-error|not-found|loading|manifest)\.tsx?|proxy\.ts|instrumentation\.ts|.*\.config\.ts|next\.config\.ts)$/;
const exportPattern = /^export (?:async )?(?:function|const|class|type)\s+([A-Za-z0-9_]+)/gm;
const isTest = (file: string) => /\.test\.tsx?$/.test(file);
/** What tests share: `testing.ts`, `testing-child.ts`, a folder `testing`. */
const isForTests = (file: string) => /(^|\/)testing(-[^/]*)?(\.tsx?$|\/)/.test(file);

/**
 * Exports that no other file names. A test is no user of code: what only tests call is unused, unless its own file calls
 * it too, and the test looks at a part of it. Types beside a used export are not counted.
 */
export function listUnusedExports(): string[] {
  const files = trackedFiles(/\.(ts|tsx)$/);
  return findUnusedExports(new Map(files.map((file) => [file, readFileSync(file, "utf8")])));
}

/** The same for these files, by their paths. */
export function findUnusedExports(sources: ReadonlyMap<string, string>): string[] {
  const words = new Map<string, Set<string>>();
  for (const [file, source] of sources) {
    for (const word of new Set(source.match(/[A-Za-z0-9_]+/g))) {
      const users = words.get(word) ?? new Set();
      users.add(file);
      words.set(word, users);
    }
  }
  const unused: string[] = [];
  for (const [file, source] of sources) {
    if (byConvention.test(file) || isTest(file) || file.startsWith("components/ui/") || file.startsWith("db/schema/"))
      continue;
    for (const [declaration, name = ""] of source.matchAll(exportPattern)) {
      if (declaration.includes(" type ")) continue;
      const users = [...(words.get(name) ?? [])].filter((user) => user !== file);
      if (users.some((user) => isForTests(file) || !(isTest(user) || isForTests(user)))) continue;
      if (users.length > 0 && isNamedAgain(source, name)) continue;
      const whose = users.length > 0 ? "only tests use it" : "no other file uses it";
      unused.push(`${file}: ${name} is exported, but ${whose}. Drop the export, or the code.`);
    }
  }
  return unused;
}

/** Whether a file uses what it exports, beside where it says so and in comments. */
function isNamedAgain(source: string, name: string): boolean {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  return (code.match(new RegExp(`\\b${name}\\b`, "g")) ?? []).length > 1;
}
