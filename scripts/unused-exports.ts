import { readFileSync } from "node:fs";
import { trackedFiles } from "./tracked-files.ts";

/** Names that a framework looks for: nobody imports them by hand. */
const byConvention =
  /^(app\/.*(page|layout|route|error|global-error|not-found|loading|manifest)\.tsx?|proxy\.ts|instrumentation\.ts|.*\.config\.ts|next\.config\.ts)$/;
const exportPattern = /^export (?:async )?(?:function|const|class|type)\s+([A-Za-z0-9_]+)/gm;

/** Exports that no other file names. Types beside a used export are not counted. */
export function listUnusedExports(): string[] {
  const files = trackedFiles(/\.(ts|tsx)$/);
  const sources = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
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
    if (
      byConvention.test(file) ||
      /\.test\.tsx?$/.test(file) ||
      file.startsWith("components/ui/") ||
      file.startsWith("db/schema/")
    )
      continue;
    for (const [declaration, name = ""] of source.matchAll(exportPattern)) {
      if (declaration.includes(" type ")) continue;
      const users = words.get(name);
      if (users && [...users].some((user) => user !== file)) continue;
      unused.push(`${file}: ${name} is exported, but no other file uses it. Drop the export, or the code.`);
    }
  }
  return unused;
}
