"use client";

import { ArrowDownNarrowWide, ArrowUpNarrowWide, LayoutGrid, Lock, Rows3, Search, X } from "lucide-react";
import { FilterBar, FilterChip, ToggleChip } from "#components/filter-chip.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import {
  movieGapNames,
  movieGaps,
  movieSortFields,
  movieSorts,
  movieStatusFilters,
  movieStatusNames,
} from "#lib/movies/vocabulary.ts";
import { isFiltered, noFilters, sortOf } from "./film-list-params.ts";
import type { FilmListControls } from "./use-film-list-params.ts";

export type FilmListOptions = {
  libraries: readonly { libraryId: number; name: string }[];
  genres: readonly string[];
  mayEdit: boolean;
  mayDeleteFiles: boolean;
  mayAddLibrary: boolean;
};

const statusOptions = movieStatusNames.map((value) => ({ value, label: movieStatusFilters[value] }));
const gapOptions = movieGapNames.map((value) => ({ value, label: movieGaps[value] }));
const sortOptions = movieSortFields.map((value) => ({ value, label: movieSorts[value].label }));

/** Search, filters, order and view of the list of films. */
export function FilmToolbar({ controls, options }: { controls: FilmListControls; options: FilmListOptions }) {
  const { params, setList, search, setView } = controls;
  const sort = sortOf(params);
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <search className="relative min-w-0 flex-1 max-md:basis-full md:max-w-80">
          <Search aria-hidden className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-3" />
          <Input
            type="search"
            aria-label="Search in this list"
            placeholder="Search in films"
            value={params.q}
            maxLength={200}
            onChange={(event) => void search(event.target.value)}
            className="pl-9"
          />
        </search>
        <div className="flex items-center gap-2 max-md:w-full md:ml-auto">
          <Select
            aria-label="Sort by"
            options={sortOptions}
            value={params.sort}
            onValueChange={(value) => {
              const field = movieSortFields.find((one) => one === value);
              if (field) void setList({ sort: field, dir: null });
            }}
            className="max-md:flex-1 md:w-28"
          />
          <IconButton
            label={sort.descending ? "Sort ascending" : "Sort descending"}
            onClick={() => void setList({ dir: sort.descending ? "asc" : "desc" })}
          >
            {sort.descending ? <ArrowDownNarrowWide aria-hidden /> : <ArrowUpNarrowWide aria-hidden />}
          </IconButton>
          <IconButton
            label={params.view === "grid" ? "Show as table" : "Show as posters"}
            onClick={() => void setView(params.view === "grid" ? "table" : "grid")}
          >
            {params.view === "grid" ? <Rows3 aria-hidden /> : <LayoutGrid aria-hidden />}
          </IconButton>
        </div>
      </div>
      <FilterBar>
        <FilterChip
          label="Status"
          options={statusOptions}
          selected={params.status}
          onSelectedChange={(chosen) =>
            void setList({ status: movieStatusNames.filter((one) => chosen.includes(one)) })
          }
        />
        <FilterChip
          label="Missing"
          options={gapOptions}
          selected={params.missing}
          onSelectedChange={(chosen) => void setList({ missing: movieGapNames.filter((one) => chosen.includes(one)) })}
        />
        <ToggleChip
          label="Locked"
          icon={<Lock aria-hidden />}
          pressed={params.locked}
          onPressedChange={(locked) => void setList({ locked: locked || null })}
        />
        {(options.libraries.length > 1 || params.library.length > 0) && (
          <FilterChip
            label="Library"
            options={options.libraries.map(({ libraryId, name }) => ({ value: String(libraryId), label: name }))}
            selected={params.library.map(String)}
            onSelectedChange={(chosen) => void setList({ library: chosen.map(Number) })}
          />
        )}
        {(options.genres.length > 0 || params.genre.length > 0) && (
          <FilterChip
            label="Genre"
            options={options.genres.map((name) => ({ value: name, label: name }))}
            selected={params.genre}
            onSelectedChange={(genre) => void setList({ genre })}
          />
        )}
        {isFiltered(params) && (
          <Button variant="ghost" onClick={() => void setList(noFilters)}>
            <X aria-hidden />
            Clear filters
          </Button>
        )}
      </FilterBar>
    </div>
  );
}
