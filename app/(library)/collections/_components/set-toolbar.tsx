"use client";

import { Search } from "lucide-react";
import { FilterBar, ToggleChip } from "#components/filter-chip.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import {
  collectionFilterNames,
  collectionFilters,
  collectionSortNames,
  collectionSorts,
} from "#lib/collections/vocabulary.ts";
import type { SetListControls } from "./use-set-list-params.ts";

const sortOptions = collectionSortNames.map((value) => ({ value, label: collectionSorts[value] }));

/** Search, order and filters of the list of sets. */
export function SetToolbar({ controls: { params, typed, setList, search } }: { controls: SetListControls }) {
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <search className="relative min-w-0 flex-1 max-md:basis-full md:max-w-80">
          <Search aria-hidden className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-3" />
          <Input
            type="search"
            aria-label="Search in this list"
            placeholder="Search in sets"
            value={typed}
            maxLength={200}
            onChange={(event) => search(event.target.value)}
            className="pl-9"
          />
        </search>
        <Select
          aria-label="Sort by"
          options={sortOptions}
          value={params.sort}
          onValueChange={(value) => {
            const sort = collectionSortNames.find((one) => one === value);
            if (sort) setList({ sort });
          }}
          className="max-md:flex-1 md:ml-auto md:w-40"
        />
      </div>
      <FilterBar>
        {collectionFilterNames.map((filter) => (
          <ToggleChip
            key={filter}
            label={collectionFilters[filter]}
            pressed={params.filter === filter}
            onPressedChange={(pressed) => setList({ filter: pressed ? filter : null })}
          />
        ))}
      </FilterBar>
    </div>
  );
}
