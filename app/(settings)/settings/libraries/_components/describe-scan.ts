type Counts = { filesSeen: number; added: number; changed: number; moved: number; missing: number };

/** Parts of a scan's result, in the order they are told. Those that are zero are left out. */
const parts = [
  ["added", "added"],
  ["changed", "changed"],
  ["moved", "moved"],
  ["missing", "missing"],
] as const;

/** "3 added, 1 missing, 120 files seen". */
export function describeScan(counts: Counts): string {
  const told = parts
    .filter(([key]) => counts[key] > 0)
    .map(([key, word]) => `${counts[key].toLocaleString("en")} ${word}`);
  const seen = `${counts.filesSeen.toLocaleString("en")} ${counts.filesSeen === 1 ? "file" : "files"} seen`;
  return [...(told.length > 0 ? told : ["nothing new"]), seen].join(", ");
}
