"use client";

import { Lock } from "lucide-react";
import { useMemo } from "react";
import { DataTable, type DataTableColumn, type DataTableSort } from "#components/data-table.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { type CardTableRow, cardCells, dash, TitleCell, useCardRows } from "../../_components/card-cells.tsx";
import { type Film, posterOf } from "./film.ts";
import { filmCache } from "./film-cache.ts";
import { statusOf } from "./film-marks.tsx";
import type { FilmSelection } from "./film-selection.ts";

const cell = cardCells(filmCache);

const columns: readonly DataTableColumn<CardTableRow<Film>>[] = [
  {
    id: "title",
    header: "Title",
    sortable: true,
    cell: cell((film) => (
      <TitleCell title={film.title} picture={posterOf(film)}>
        {film.isLocked && (
          <span title="Something is locked" className="shrink-0 text-lock">
            <Lock aria-hidden className="size-3.5" />
            <span className="sr-only">Something is locked</span>
          </span>
        )}
      </TitleCell>
    )),
  },
  { id: "year", header: "Year", sortable: true, align: "end", width: "5rem", cell: cell((film) => film.year ?? dash) },
  {
    id: "rating",
    header: "Rating",
    sortable: true,
    align: "end",
    width: "6rem",
    hideBelow: "md",
    cell: cell((film) => (film.rating === null ? dash : film.rating.toFixed(1))),
  },
  {
    id: "runtime",
    header: "Runtime",
    align: "end",
    width: "6rem",
    hideBelow: "lg",
    cell: cell((film) => (film.runtimeMinutes === null ? dash : `${film.runtimeMinutes} min`)),
  },
  {
    id: "status",
    header: "Status",
    width: "12rem",
    hideBelow: "md",
    cell: cell((film) => (
      <span className="flex items-center gap-2">
        <StatusBadge status={statusOf(film)} />
        {film.missingAt !== null && <TimeAgo at={film.missingAt} className="text-3 text-xs" />}
      </span>
    )),
  },
  {
    id: "added",
    header: "Added",
    sortable: true,
    width: "8rem",
    hideBelow: "lg",
    cell: cell((film) => <TimeAgo at={film.addedAt} />),
  },
];

export type FilmTableProps = {
  order: readonly number[];
  cameWithPage: readonly Film[];
  selection: FilmSelection;
  maySelect: boolean;
  sort: DataTableSort;
  onSortChange: (sort: DataTableSort) => void;
};

/** The same films as rows. */
export function FilmTable({ order, cameWithPage, selection, maySelect, sort, onSortChange }: FilmTableProps) {
  const rows = useCardRows(filmCache, order, cameWithPage);
  const { ids, set } = selection;
  const selectedIds = useMemo(() => new Set([...ids].map(String)), [ids]);
  return (
    <DataTable
      label="Films"
      columns={columns}
      rows={rows}
      rowId={(row) => String(row.id)}
      rowHref={(row) => `/movies/${row.id}`}
      rowLabel={({ id, cameWithPage: film }) => (filmCache.get(id) ?? film)?.title ?? "film"}
      sort={sort}
      onSortChange={onSortChange}
      {...(maySelect ? { selectedIds, onSelectedIdsChange: (chosen) => set([...chosen].map(Number)) } : {})}
    />
  );
}
