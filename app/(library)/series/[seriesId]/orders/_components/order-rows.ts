import type { OrderPreviewRow } from "#lib/series/orders.ts";

/** A file in the preview of an order, by its place in the folder of the series. */
export type OrderRow = Omit<OrderPreviewRow, "filePath" | "then"> & { file: string; next: OrderPreviewRow["then"] };

/** Files by what the order does with them: those it has no episode for, those that become another one, the rest. */
export type OrderGroups = { unmapped: OrderRow[]; moving: OrderRow[]; staying: OrderRow[] };

export function sortRows(rows: readonly OrderRow[]): OrderGroups {
  const {
    unmapped = [],
    moving = [],
    staying = [],
  } = Object.groupBy(rows, ({ next, changes }) => (next === null ? "unmapped" : changes ? "moving" : "staying"));
  return { unmapped, moving, staying };
}

const files = (count: number): string => (count === 1 ? "1 file" : `${count.toLocaleString("en")} files`);

/** "2 files have no episode in this order, 12 files become another episode, 40 files stay what they are." */
export function countsOf({ unmapped, moving, staying }: OrderGroups): string {
  const parts = [
    unmapped.length > 0 &&
      `${files(unmapped.length)} ${unmapped.length === 1 ? "has" : "have"} no episode in this order`,
    moving.length > 0 && `${files(moving.length)} ${moving.length === 1 ? "becomes" : "become"} another episode`,
    staying.length > 0 &&
      `${files(staying.length)} ${staying.length === 1 ? "stays what it is" : "stay what they are"}`,
  ].filter((part) => typeof part === "string");
  return parts.length === 0 ? "There are no files of this series." : `${parts.join(", ")}.`;
}
