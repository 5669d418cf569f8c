import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The exported values of a module with their text, up to the next statement at the margin. */
export function exportsOf(source: string): { name: string; text: string }[] {
  const statements = source.split(/^(?=(?:export|import|const|let|function|async|type|interface|class)\b)/m);
  return statements.flatMap((text) => {
    if (!text.startsWith("export ") || /^export (type|interface)\b/.test(text)) return [];
    const name = text.match(/^export (?:default )?(?:async )?(?:const|let|var|function\*?|class)\s+(\w+)/)?.[1];
    const reexported = [...(text.match(/^export (?:\*|\{([^}]*)\})/)?.[1] ?? "").matchAll(/(\w+)\s*(?:,|$)/g)];
    if (name) return [{ name, text }];
    return reexported.length > 0
      ? reexported.map(([, one = "?"]) => ({ name: one, text }))
      : [{ name: "the default export", text }];
  });
}

/** Every source file below a folder but tests, sorted. */
export function sourceFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(
      (entry) => entry.isFile() && /\.(?:[cm]?[jt]sx?|mdx)$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Code alone: a gate in a comment is none. Addresses in strings keep their slashes. */
export const withoutComments = (source: string) => source.replaceAll(/\/\*[\s\S]*?\*\/|(?<![:"'`\w])\/\/[^\n]*/g, "");
