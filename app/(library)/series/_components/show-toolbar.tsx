"use client";

import { EyeOff } from "lucide-react";
import { FilterChip, ToggleChip } from "#components/filter-chip.tsx";
import {
  seriesGapNames,
  seriesGaps,
  seriesSortFields,
  seriesSorts,
  seriesStatuses,
  seriesStatusNames,
  showStatuses,
  showStatusNames,
} from "#lib/series/vocabulary.ts";
import { ListToolbar } from "../../_components/list-toolbar.tsx";
import { isFiltered, noFilters, sortOf } from "./show-list-params.ts";
import type { ShowListControls } from "./use-show-list-params.ts";

export type ShowListOptions = {
  /** Libraries of series. */
  libraries: readonly { libraryId: number; name: string }[];
  mayEdit: boolean;
  mayAddLibrary: boolean;
};

const statusOptions = seriesStatusNames.map((value) => ({ value, label: seriesStatuses[value] }));
const showOptions = showStatusNames.map((value) => ({ value, label: showStatuses[value] }));
const gapOptions = seriesGapNames.map((value) => ({ value, label: seriesGaps[value] }));
const sortOptions = seriesSortFields.map((value) => ({ value, label: seriesSorts[value].label }));

/** Search, filters, order and view of the list of series. */
export function ShowToolbar({ controls, options }: { controls: ShowListControls; options: ShowListOptions }) {
  const { params, typed, setList, search, setView } = controls;
  const sort = sortOf(params);
  return (
    <ListToolbar
      placeholder="Search in series"
      q={typed}
      onSearch={search}
      sortOptions={sortOptions}
      sort={params.sort}
      onSort={(value) => {
        const field = seriesSortFields.find((one) => one === value);
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
        onSelectedChange={(chosen) => setList({ status: seriesStatusNames.filter((one) => chosen.includes(one)) })}
      />
      <FilterChip
        label="Show"
        options={showOptions}
        selected={params.show}
        onSelectedChange={(chosen) => setList({ show: showStatusNames.filter((one) => chosen.includes(one)) })}
      />
      <FilterChip
        label="Missing"
        options={gapOptions}
        selected={params.missing}
        onSelectedChange={(chosen) => setList({ missing: seriesGapNames.filter((one) => chosen.includes(one)) })}
      />
      <ToggleChip
        label="Not monitored"
        icon={<EyeOff aria-hidden />}
        pressed={params.unmonitored}
        onPressedChange={(unmonitored) => setList({ unmonitored: unmonitored || null })}
      />
      {(options.libraries.length > 1 || params.library.length > 0) && (
        <FilterChip
          label="Library"
          options={options.libraries.map(({ libraryId, name }) => ({ value: String(libraryId), label: name }))}
          selected={params.library.map(String)}
          onSelectedChange={(chosen) => setList({ library: chosen.map(Number) })}
        />
      )}
    </ListToolbar>
  );
}
