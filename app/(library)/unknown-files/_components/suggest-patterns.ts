export type Suggestion = { label: string; pattern: string; kind: "exact" | "glob" };

/** Patterns a person may mean by one file: its name; its ending; everything in folders called like its own. */
export function suggestPatterns(path: string): [Suggestion, ...Suggestion[]] {
  const parts = path.split("/");
  const name = parts.at(-1) ?? "";
  const folder = parts.at(-2) ?? "";
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
