"use client";

import { Lock } from "lucide-react";
import { FilterChip, ToggleChip } from "#components/filter-chip.tsx";
import {
  movieGapNames,
  movieGaps,
  movieSortFields,
  movieSorts,
  movieStatusFilters,
  movieStatusNames,
} from "#lib/movies/vocabulary.ts";
import { ListToolbar } from "../../_components/list-toolbar.tsx";
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
  const { params, typed, setList, search, setView } = controls;
  const sort = sortOf(params);
  return (
    <ListToolbar
      placeholder="Search in films"
      q={typed}
      onSearch={search}
      sortOptions={sortOptions}
      sort={params.sort}
      onSort={(value) => {
        const field = movieSortFields.find((one) => one === value);
        if (field) setList({ sort: field, dir: null });
      }}
      descending={sort.descending}
      onDescending={(descending) => setList({ dir: descending ? "desc" : "asc" })}
      view={params.view}
      onView={setView}
      onClear={isFiltered(params) ? () => setList(noFilters) : undefined}
    >
      <FilterChip
        label="Status"
        options={statusOptions}
        selected={params.status}
        onSelectedChange={(chosen) => void setList({ status: movieStatusNames.filter((one) => chosen.includes(one)) })}
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
    </ListToolbar>
  );
}
