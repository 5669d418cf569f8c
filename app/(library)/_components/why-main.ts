type Version = { kind: "part" | "version"; resolution: string | null; sizeBytes: number | null };

const linesOf = ({ resolution }: Version) => Number.parseInt(resolution ?? "0", 10) || 0;

/** Why a file stands for the film (the scan's rule: first part, highest resolution, then size). Undefined when it is the only one. */
export function whyMain(main: Version, all: readonly Version[]): string | undefined {
  const others = all.filter((file) => file !== main);
  if (others.length === 0) return undefined;
  if (main.kind === "part") return `The first of ${all.length} parts, which players open.`;
  const best = Math.max(...others.map(linesOf));
  if (linesOf(main) > best) return `The highest resolution by its name, ${main.resolution}.`;
  const alike = others.filter((file) => linesOf(file) === linesOf(main));
  const largest = Math.max(...alike.map((file) => file.sizeBytes ?? 0));
  if ((main.sizeBytes ?? 0) > largest) {
    return linesOf(main) === 0 ? "The largest file." : `The largest of the files in ${main.resolution}.`;
  }
  return "The first by its name: resolution and size are alike.";
}
