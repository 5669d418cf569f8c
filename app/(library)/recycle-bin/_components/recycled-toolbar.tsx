"use client";

import { Search } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useTransition } from "react";
import { FilterBar, FilterChip } from "#components/filter-chip.tsx";
import { Input } from "#components/ui/input.tsx";
import { recycledKindLabels, recycledKinds } from "#lib/recycle/vocabulary.ts";
import { useTypedSearch } from "../../_components/use-typed-search.ts";
import { recycledParams } from "./recycled-params.ts";

const kinds = recycledKinds.map((value) => ({ value, label: recycledKindLabels[value] }));

/** Search and filters in the address. `pending` while the server answers; the old files stay until then. */
export function useRecycledParams() {
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(recycledParams, { history: "replace", shallow: false, startTransition });
  const typedSearch = useTypedSearch({ q: params.q, send: (q) => void setParams({ q }) });
  const clear = () => {
    typedSearch.forgetTyped();
    void setParams(null);
  };
  return { params, pending, setParams, clear, ...typedSearch };
}

type RecycledToolbarProps = {
  controls: ReturnType<typeof useRecycledParams>;
  places: readonly { libraryId: number; name: string }[];
};

/** What of the bin is listed. */
export function RecycledToolbar({ controls, places }: RecycledToolbarProps) {
  const { params, typed, search, setParams } = controls;
  return (
    <div className="mb-4 grid gap-3">
      <search className="relative max-w-md">
        <Search aria-hidden className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-3" />
        <Input
          type="search"
          aria-label="Search in the recycle bin"
          placeholder="Name, path, film or series"
          value={typed}
          maxLength={200}
          onChange={(event) => search(event.target.value)}
          className="pl-9"
        />
      </search>
      <FilterBar>
        <FilterChip
          label="Kind"
          options={kinds}
          selected={params.kind}
          onSelectedChange={(chosen) => void setParams({ kind: recycledKinds.filter((kind) => chosen.includes(kind)) })}
        />
        <FilterChip
          label="Library"
          options={places.map(({ libraryId, name }) => ({ value: String(libraryId), label: name }))}
          selected={params.library.map(String)}
          onSelectedChange={(chosen) => void setParams({ library: chosen.map(Number) })}
        />
      </FilterBar>
    </div>
  );
}
