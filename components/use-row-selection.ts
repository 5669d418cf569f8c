"use client";

import { useRef } from "react";

export type RowSelectionParams<Row> = {
  rows: readonly Row[];
  rowId: (row: Row) => string;
  selectedIds: ReadonlySet<string> | undefined;
  onSelectedIdsChange: ((ids: ReadonlySet<string>) => void) | undefined;
};

/** Checkbox logic: one, a Shift range from the last one, all. Undefined when rows cannot be selected. */
export function useRowSelection<Row>({ rows, rowId, selectedIds, onSelectedIdsChange }: RowSelectionParams<Row>) {
  const anchorId = useRef<string>(undefined);
  if (!selectedIds || !onSelectedIdsChange) return undefined;
  const ids = rows.map(rowId);
  const chosen = ids.filter((id) => selectedIds.has(id)).length;
  const all: boolean | "indeterminate" = chosen === 0 ? false : chosen === ids.length ? true : "indeterminate";

  return {
    all,
    toggleAll: () => onSelectedIdsChange(new Set(all === true ? [] : ids)),
    toggle: (id: string, range: boolean) => {
      const next = new Set(selectedIds);
      const add = !next.has(id);
      const from = range && anchorId.current !== undefined ? ids.indexOf(anchorId.current) : -1;
      const to = ids.indexOf(id);
      const touched = from < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
      for (const each of touched) {
        if (add) next.add(each);
        else next.delete(each);
      }
      anchorId.current = id;
      onSelectedIdsChange(next);
    },
  };
}
