"use client";

import { ArrowDownNarrowWide, ArrowUpNarrowWide, LayoutGrid, Rows3, Search, X } from "lucide-react";
import type { ReactNode } from "react";
import { FilterBar } from "#components/filter-chip.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select, type SelectOption } from "#components/ui/select.tsx";

export type ListToolbarProps = {
  /** In the search field while it is empty. */
  placeholder: string;
  q: string;
  onSearch: (q: string) => void;
  sortOptions: readonly SelectOption[];
  sort: string;
  onSort: (field: string) => void;
  descending: boolean;
  onDescending: (descending: boolean) => void;
  /** Absent for a list that has one view. */
  view?: "grid" | "table";
  onView?: (view: "grid" | "table") => void;
  /** Takes all filters back; absent while nothing narrows the list. */
  onClear: (() => void) | undefined;
  /** The filters, as chips. */
  children: ReactNode;
};

/** Search, order, view and filters of a list of films or series. */
export function ListToolbar(props: ListToolbarProps) {
  const { descending, view, onView, onClear } = props;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <search className="relative min-w-0 flex-1 max-md:basis-full md:max-w-80">
          <Search aria-hidden className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-3" />
          <Input
            type="search"
            aria-label="Search in this list"
            placeholder={props.placeholder}
            value={props.q}
            maxLength={200}
            onChange={(event) => props.onSearch(event.target.value)}
            className="pl-9"
          />
        </search>
        <div className="flex items-center gap-2 max-md:w-full md:ml-auto">
          <Select
            aria-label="Sort by"
            options={props.sortOptions}
            value={props.sort}
            onValueChange={props.onSort}
            className="max-md:flex-1 md:w-28"
          />
          <IconButton
            label={descending ? "Sort ascending" : "Sort descending"}
            onClick={() => props.onDescending(!descending)}
          >
            {descending ? <ArrowDownNarrowWide aria-hidden /> : <ArrowUpNarrowWide aria-hidden />}
          </IconButton>
          {onView && (
            <IconButton
              label={view === "grid" ? "Show as table" : "Show as posters"}
              onClick={() => onView(view === "grid" ? "table" : "grid")}
            >
              {view === "grid" ? <Rows3 aria-hidden /> : <LayoutGrid aria-hidden />}
            </IconButton>
          )}
        </div>
      </div>
      <FilterBar>
        {props.children}
        {onClear && (
          <Button variant="ghost" onClick={onClear}>
            <X aria-hidden />
            Clear filters
          </Button>
        )}
      </FilterBar>
    </div>
  );
}
