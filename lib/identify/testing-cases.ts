/** For tests: one line of a table of names. `expected` undefined: a person must decide. */
export type NameCase = {
  path: string;
  /** What the files say: minutes of a film, or episodes of a series. */
  files: string;
  expected: number | undefined;
  nfo: { tmdb: number | null; imdb: string | null; tvdb: number | null };
};

/** For tests: reads `path | files | id or review | ids in the NFO`, leaving out empty lines and comments. */
export function readCases(table: string): NameCase[] {
  const lines = table.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
  return lines.map((line) => {
    const [path = "", files = "", expected = "", nfo = ""] = line.split("|").map((cell) => cell.trim());
    const idOf = (source: string) => new RegExp(`\\b${source}:(\\S+)`).exec(nfo)?.[1] ?? null;
    const wholeOf = (source: string) => (idOf(source) === null ? null : Number(idOf(source)));
    return {
      path,
      files,
      expected: expected === "review" ? undefined : Number(expected),
      nfo: { tmdb: wholeOf("tmdb"), imdb: idOf("imdb"), tvdb: wholeOf("tvdb") },
    };
  });
}

/** For tests: a few at a time, as a worker does it, so that a busy machine times nothing out. */
export async function eachCase(cases: readonly NameCase[], look: (each: NameCase) => Promise<void>): Promise<void> {
  const left = cases.values();
  const work = async () => {
    for (const each of left) await look(each);
  };
  await Promise.all(Array.from({ length: 6 }, work));
}
