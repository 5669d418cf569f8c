export type Suggestion = { label: string; pattern: string; kind: "exact" | "glob" };

/**
 * Patterns a person may mean by one file: its name; its ending; everything in folders called like its own. Patterns are
 * compared below the library's folders, the `roots`, so one with the name of such a folder would match nothing.
 */
export function suggestPatterns(path: string, roots: readonly string[]): [Suggestion, ...Suggestion[]] {
  const parts = path.split("/");
  const name = parts.at(-1) ?? "";
  const folder = roots.includes(parts.slice(0, -1).join("/")) ? "" : (parts.at(-2) ?? "");
  const ending = /\.([^.]+)$/.exec(name)?.[1];
  return [
    { label: "This name", pattern: name, kind: "exact" },
    ...(ending === undefined
      ? []
      : [{ label: `Every .${ending} file`, pattern: `*.${plain(ending)}`, kind: "glob" as const }]),
    ...(folder === ""
      ? []
      : [{ label: `Everything in ${folder}`, pattern: `**/${plain(folder)}/*`, kind: "glob" as const }]),
  ];
}

/** A name in which no character is a wildcard. */
const plain = (text: string): string => text.replaceAll(/[*?[\]\\]/g, "\\$&");
