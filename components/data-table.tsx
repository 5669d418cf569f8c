"use client";

import {
  type ColumnDef,
  metaHelper,
  type RowData,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { cn } from "./cn.ts";
import { Checkbox } from "./ui/checkbox.tsx";
import { Skeleton } from "./ui/skeleton.tsx";
import { useRowSelection } from "./use-row-selection.ts";
import { useRowWindow } from "./use-row-window.ts";

export type DataTableColumn<Row> = {
  /** Also the word for sorting by it. */
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  sortable?: boolean;
  /** `end` for numbers. */
  align?: "start" | "end";
  /** CSS width, "6rem" or "20%". Without one the column shares what is left. */
  width?: string;
  /** Left out on screens narrower than this. */
  hideBelow?: "md" | "lg" | "xl";
};

export type DataTableSort = { columnId: string; direction: "asc" | "desc" };

export type DataTableProps<Row extends RowData> = {
  /** Names the table for screen readers. */
  label: string;
  /** Keep it stable: a constant outside the component or a useMemo. */
  columns: readonly DataTableColumn<Row>[];
  /** Already in order: the server sorts. Keep it stable as well. */
  rows: readonly Row[];
  rowId: (row: Row) => string;
  sort?: DataTableSort;
  onSortChange?: (sort: DataTableSort) => void;
  /** With onSelectedIdsChange every row has a checkbox; Shift takes a whole range. */
  selectedIds?: ReadonlySet<string>;
  onSelectedIdsChange?: (ids: ReadonlySet<string>) => void;
  /** Names a row for its checkbox: the film's title. */
  rowLabel?: (row: Row) => string;
  /** Shown instead of rows when there are none. */
  empty?: ReactNode;
  /** Skeleton rows at the end while more are on their way. */
  loadingRows?: number;
  /** The last rows came into sight: load the next ones. */
  onEndReached?: () => void;
  className?: string;
};

type ColumnMeta = { align: "start" | "end"; width: string | undefined; hideClass: string | undefined };

const features = tableFeatures({ rowSortingFeature, columnMeta: metaHelper<ColumnMeta>() });

const hideClasses = { md: "max-md:hidden", lg: "max-lg:hidden", xl: "max-xl:hidden" } as const;
const rowHeightPx = 44;

/** Rows in 13 px with a header that stays. Long ones keep only what is in sight in the page. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, sort, onSortChange, selectedIds, onSelectedIdsChange, rowLabel } = props;
  const { empty, loadingRows = 0, onEndReached, className } = props;

  const definitions = useMemo<ColumnDef<typeof features, Row>[]>(
    () =>
      columns.map((column) => ({
        id: column.id,
        header: column.header,
        enableSorting: column.sortable ?? false,
        cell: ({ row }) => column.cell(row.original),
        meta: {
          align: column.align ?? "start",
          width: column.width,
          hideClass: column.hideBelow && hideClasses[column.hideBelow],
        },
      })),
    [columns],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowId,
    manualSorting: true,
    enableSortingRemoval: false,
    state: { sorting: sort ? [{ id: sort.columnId, desc: sort.direction === "desc" }] : [] },
    onSortingChange: (update) => {
      const current = sort ? [{ id: sort.columnId, desc: sort.direction === "desc" }] : [];
      const [next] = typeof update === "function" ? update(current) : update;
      if (next) onSortChange?.({ columnId: next.id, direction: next.desc ? "desc" : "asc" });
    },
  });

  const tableRows = table.getRowModel().rows;
  const range = useRowWindow({ count: tableRows.length, rowHeightPx, onEndReached });
  const shown = tableRows.slice(range.first, range.last + 1);

  const select = useRowSelection({ rows, rowId, selectedIds, onSelectedIdsChange });
  const columnCount = columns.length + (select ? 1 : 0);

  if (rows.length === 0 && loadingRows === 0 && empty) return empty;
  return (
    <table
      ref={range.ref}
      aria-label={label}
      aria-rowcount={rows.length + 1}
      className={cn("w-full table-fixed border-separate border-spacing-0 text-left text-sm", className)}
    >
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {select && (
              <th scope="col" className={cn(headCellClasses, "w-10 touch:w-11")}>
                <Checkbox
                  aria-label="Select all"
                  checked={select.all}
                  onCheckedChange={select.toggleAll}
                  className="mx-auto flex"
                />
              </th>
            )}
            {group.headers.map((header) => {
              const meta = header.column.columnDef.meta;
              const sorted = header.column.getIsSorted();
              return (
                <th
                  key={header.id}
                  scope="col"
                  aria-sort={sorted ? (sorted === "asc" ? "ascending" : "descending") : undefined}
                  style={meta?.width ? { width: meta.width } : undefined}
                  className={cn(headCellClasses, meta?.align === "end" && "text-right", meta?.hideClass)}
                >
                  {header.column.getCanSort() ? (
                    <button
                      type="button"
                      onClick={header.column.getToggleSortingHandler()}
                      className={cn(
                        "-mx-2 inline-flex h-7 max-w-full items-center gap-1 rounded-md px-2 transition-colors hover:text-1 touch:h-11",
                        sorted && "text-1",
                      )}
                    >
                      <span className="truncate">
                        <table.FlexRender header={header} />
                      </span>
                      {sorted === "asc" && <ArrowUp aria-hidden className="size-3.5 shrink-0" />}
                      {sorted === "desc" && <ArrowDown aria-hidden className="size-3.5 shrink-0" />}
                    </button>
                  ) : (
                    <table.FlexRender header={header} />
                  )}
                </th>
              );
            })}
          </tr>
        ))}
      </thead>
      <tbody>
        <SpacerRow heightPx={range.beforePx} />
        {shown.map((row, step) => {
          const selected = selectedIds?.has(row.id) ?? false;
          return (
            <tr
              key={row.id}
              data-row-id={row.id}
              aria-rowindex={range.first + step + 2}
              aria-selected={select ? selected : undefined}
              style={{ height: rowHeightPx }}
              className={cn("group/row", selected ? "bg-accent-soft" : "hover:bg-surface-1")}
            >
              {select && (
                <td className={cellClasses}>
                  <Checkbox
                    aria-label={`Select ${rowLabel?.(row.original) ?? "row"}`}
                    checked={selected}
                    onClick={(event) => select.toggle(row.id, event.shiftKey)}
                    className="mx-auto flex"
                  />
                </td>
              )}
              {row.getAllCells().map((cell) => {
                const meta = cell.column.columnDef.meta;
                return (
                  <td key={cell.id} className={cn(cellClasses, meta?.align === "end" && "text-right", meta?.hideClass)}>
                    <div className="min-w-0 truncate">
                      <table.FlexRender cell={cell} />
                    </div>
                  </td>
                );
              })}
            </tr>
          );
        })}
        <SpacerRow heightPx={range.afterPx} />
        {Array.from({ length: loadingRows }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders are all alike.
          <tr key={index} aria-hidden style={{ height: rowHeightPx }}>
            <td colSpan={columnCount} className={cellClasses}>
              <Skeleton className="h-4" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const headCellClasses =
  "sticky top-(--shell-top,0px) z-10 h-9 border-border border-b bg-background px-3 font-medium text-3 text-xs touch:h-11";
const cellClasses = "border-border border-b px-3 py-1 text-2 group-first/row:border-t-0";

function SpacerRow({ heightPx }: { heightPx: number }) {
  if (heightPx <= 0) return null;
  return (
    <tr aria-hidden>
      <td style={{ height: heightPx, padding: 0 }} />
    </tr>
  );
}
