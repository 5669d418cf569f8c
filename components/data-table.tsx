"use client";

import {
  type ColumnDef,
  metaHelper,
  type RowData,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { type ReactNode, useMemo } from "react";
import { cn } from "./cn.ts";
import {
  BodyCell,
  cellClasses,
  type DataTableColumnMeta,
  HeaderCell,
  headCellClasses,
  LoadingRows,
  SpacerRow,
} from "./data-table-cells.tsx";
import { Checkbox } from "./ui/checkbox.tsx";
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
  /** Makes the whole first cell a link, where there is an address. Its content must hold no other link or button then. */
  rowHref?: (row: Row) => string | undefined;
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

const features = tableFeatures({ rowSortingFeature, columnMeta: metaHelper<DataTableColumnMeta>() });

const hideClasses = { md: "max-md:hidden", lg: "max-lg:hidden", xl: "max-xl:hidden" } as const;
const rowHeightPx = 44;

/** Rows in 13 px with a header that stays. Long ones keep only what is in sight in the page. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, sort, onSortChange, selectedIds, onSelectedIdsChange, rowLabel, rowHref } =
    props;
  const { empty, loadingRows = 0, onEndReached, className } = props;

  const definitions = useMemo<ColumnDef<typeof features, Row>[]>(
    () =>
      columns.map((column) => ({
        id: column.id,
        header: column.header,
        enableSorting: column.sortable ?? false,
        // Only columns with an accessor can be sorted; the order itself comes from the server.
        accessorFn: (row) => row,
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
            {group.headers.map((header) => (
              <HeaderCell
                key={header.id}
                meta={header.column.columnDef.meta}
                sorted={header.column.getIsSorted()}
                onSort={header.column.getCanSort() ? header.column.getToggleSortingHandler() : undefined}
              >
                <table.FlexRender header={header} />
              </HeaderCell>
            ))}
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
              {row.getAllCells().map((cell, column) => (
                <BodyCell
                  key={cell.id}
                  meta={cell.column.columnDef.meta}
                  href={column === 0 ? rowHref?.(row.original) : undefined}
                >
                  <table.FlexRender cell={cell} />
                </BodyCell>
              ))}
            </tr>
          );
        })}
        <SpacerRow heightPx={range.afterPx} />
        <LoadingRows count={loadingRows} columns={columnCount} heightPx={rowHeightPx} />
      </tbody>
    </table>
  );
}
