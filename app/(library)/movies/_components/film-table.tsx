"use client";

import { Lock } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useSyncExternalStore } from "react";
import { DataTable, type DataTableColumn, type DataTableSort } from "#components/data-table.tsx";
import { Poster } from "#components/poster.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { type Film, posterOf } from "./film.ts";
import { filmCache } from "./film-cache.ts";
import { statusOf } from "./film-marks.tsx";
import type { FilmSelection } from "./film-selection.ts";

type Row = { movieId: number; cameWithPage: Film | undefined };

/** A film's part of a row: loads the film when the row comes into sight. */
function FilmCell({ row, children }: { row: Row; children: (film: Film) => ReactNode }) {
  const film = useSyncExternalStore(
    filmCache.subscribe,
    () => filmCache.get(row.movieId) ?? row.cameWithPage,
    () => row.cameWithPage,
  );
  useEffect(() => filmCache.need([row.movieId]), [row.movieId]);
  return film ? children(film) : <Skeleton className="h-4 w-2/3" />;
}

const cell = (show: (film: Film) => ReactNode) => (row: Row) => <FilmCell row={row}>{show}</FilmCell>;
const dash = <span className="text-3">None</span>;

const columns: readonly DataTableColumn<Row>[] = [
  {
    id: "title",
    header: "Title",
    sortable: true,
    cell: cell((film) => (
      <span className="flex items-center gap-3">
        <Poster
          picture={posterOf(film)}
          title={film.title}
          decorative
          sizes="24px"
          className="w-6 shrink-0 rounded-sm"
        />
        <span title={film.title} className="truncate">
          {film.title}
        </span>
        {film.isLocked && (
          <span title="Something is locked" className="shrink-0 text-lock">
            <Lock aria-hidden className="size-3.5" />
            <span className="sr-only">Something is locked</span>
          </span>
        )}
      </span>
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
  const rows = useMemo<Row[]>(() => {
    const films = new Map(cameWithPage.map((film) => [film.movieId, film]));
    return order.map((movieId) => ({ movieId, cameWithPage: films.get(movieId) }));
  }, [order, cameWithPage]);
  const { ids, set } = selection;
  const selectedIds = useMemo(() => new Set([...ids].map(String)), [ids]);
  return (
    <DataTable
      label="Films"
      columns={columns}
      rows={rows}
      rowId={(row) => String(row.movieId)}
      rowHref={(row) => `/movies/${row.movieId}`}
      rowLabel={({ movieId, cameWithPage: film }) => (filmCache.get(movieId) ?? film)?.title ?? "film"}
      sort={sort}
      onSortChange={onSortChange}
      {...(maySelect ? { selectedIds, onSelectedIdsChange: (chosen) => set([...chosen].map(Number)) } : {})}
    />
  );
}
