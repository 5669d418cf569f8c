/** A number that names something is not grouped by thousands. */
const isId = /Id$/;

/** Simple values of a job's result as words: { filesSeen: 12 } reads "Files seen: 12". Lists are counted. */
export function factsOf(result: Record<string, unknown> | null): { label: string; value: string }[] {
  return Object.entries(result ?? {}).flatMap(([name, value]) => {
    const text = typeof value === "number" && isId.test(name) ? String(value) : textOf(value);
    return name === "problems" || text === undefined ? [] : [{ label: wordsOf(name), value: text }];
  });
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return value.toLocaleString("en", { maximumFractionDigits: 2 });
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "string") return value === "" ? undefined : value;
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item === "string" || typeof item === "number") && value.length <= 12)
      return value.length === 0 ? "None" : value.join(", ");
    return String(value.length);
  }
  return undefined;
}

/** Names that are not written like words. */
const spellings: Readonly<Record<string, string>> = {
  nfo: "NFO",
  nfos: "NFOs",
  tmdb: "TMDB",
  imdb: "IMDb",
  tvdb: "TVDB",
};

/** "filesSeen" → "Files seen", "nfoWritten" → "NFO written". */
function wordsOf(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(" ");
  const text = words.map((word) => spellings[word] ?? word).join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
