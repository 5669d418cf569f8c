/** A pattern as its form holds it. `auto`: a glob where it holds a wildcard. */
export type PatternDraft = { pattern: string; kind: "auto" | "exact" | "glob"; libraryId: number | null };

export const emptyDraft: PatternDraft = { pattern: "", kind: "auto", libraryId: null };

export const inputOf = ({ pattern, kind, libraryId }: PatternDraft) => ({
  pattern,
  libraryId,
  ...(kind === "auto" ? {} : { kind }),
});

export const kindLabels = { auto: "As it looks", exact: "The very name", glob: "A pattern" } as const;
