"use client";

import { Lock } from "lucide-react";
import { DataTable, type DataTableColumn, type DataTableSort } from "#components/data-table.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { showStatuses } from "#lib/series/vocabulary.ts";
import { type CardTableRow, cardCells, dash, TitleCell, useCardRows } from "../../_components/card-cells.tsx";
import { posterOf, type Show } from "./show.ts";
import { showCache } from "./show-cache.ts";

const cell = cardCells(showCache);

const columns: readonly DataTableColumn<CardTableRow<Show>>[] = [
  {
    id: "title",
    header: "Title",
    sortable: true,
    cell: cell((show) => (
      <TitleCell title={show.title} picture={posterOf(show)}>
        {show.isLocked && (
          <span title="Something is locked" className="shrink-0 text-lock">
            <Lock aria-hidden className="size-3.5" />
            <span className="sr-only">Something is locked</span>
          </span>
        )}
      </TitleCell>
    )),
  },
  { id: "year", header: "Year", sortable: true, align: "end", width: "5rem", cell: cell((show) => show.year ?? dash) },
  {
    id: "seasons",
    header: "Seasons",
    align: "end",
    width: "6rem",
    hideBelow: "md",
    cell: cell((show) => show.seasonCount),
  },
  {
    id: "episodes",
    header: "Episodes",
    sortable: true,
    align: "end",
    width: "6.5rem",
    hideBelow: "md",
    cell: cell((show) => show.episodeCount.toLocaleString("en")),
  },
  {
    id: "show",
    header: "Show",
    width: "8rem",
    hideBelow: "lg",
    cell: cell((show) =>
      show.showStatus === null ? <span className="text-3">Unknown</span> : showStatuses[show.showStatus],
    ),
  },
  {
    id: "status",
    header: "Status",
    width: "11rem",
    hideBelow: "md",
    cell: cell((show) => <StatusBadge status={show.isMissing ? "missing" : show.status} />),
  },
  {
    id: "added",
    header: "Added",
    sortable: true,
    width: "8rem",
    hideBelow: "lg",
    cell: cell((show) => <TimeAgo at={show.addedAt} />),
  },
];

type ShowTableProps = {
  order: readonly number[];
  cameWithPage: readonly Show[];
  sort: DataTableSort;
  onSortChange: (sort: DataTableSort) => void;
};

/** The same series as rows. */
export function ShowTable({ order, cameWithPage, sort, onSortChange }: ShowTableProps) {
  const rows = useCardRows(showCache, order, cameWithPage);
  return (
    <DataTable
      label="Series"
      columns={columns}
      rows={rows}
      rowId={(row) => String(row.id)}
      rowHref={(row) => `/series/${row.id}`}
      sort={sort}
      onSortChange={onSortChange}
    />
  );
}
