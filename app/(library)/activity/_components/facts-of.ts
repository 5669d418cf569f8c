/** Simple values of a job's result as words: { filesSeen: 12 } reads "Files seen: 12". Lists are counted. */
export function factsOf(result: Record<string, unknown> | null): { label: string; value: string }[] {
  return Object.entries(result ?? {}).flatMap(([name, value]) => {
    const text = textOf(value);
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

/** "filesSeen" → "Files seen". */
function wordsOf(name: string): string {
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
