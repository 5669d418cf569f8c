import type { PlannedItem } from "#lib/publish/vocabulary.ts";

type Counts = Pick<PlannedItem, "write" | "rename" | "recycle" | "conflicts">;

const files = (count: number) => (count === 1 ? "1 file" : `${count.toLocaleString("en")} files`);

/** "3 files to write, 1 to rename, 1 to the recycle bin, 2 changed outside"; empty for nothing. */
export function describeCounts({ write, rename, recycle, conflicts }: Counts): string {
  const parts = [
    { count: write, text: "to write" },
    { count: rename, text: "to rename" },
    { count: recycle, text: "to the recycle bin" },
    { count: conflicts, text: "changed outside" },
  ].filter(({ count }) => count > 0);
  return parts
    .map(({ count, text }, index) => `${index === 0 ? files(count) : count.toLocaleString("en")} ${text}`)
    .join(", ");
}

export function addCounts(items: readonly PlannedItem[]): Counts {
  const total = { write: 0, rename: 0, recycle: 0, conflicts: 0 };
  for (const { write, rename, recycle, conflicts } of items) {
    total.write += write;
    total.rename += rename;
    total.recycle += recycle;
    total.conflicts += conflicts;
  }
  return total;
}

/** Whether publishing does something with it; what only waits for a person or failed is left alone. */
export const isToPublish = ({ write, rename, recycle }: PlannedItem): boolean => write + rename + recycle > 0;
