"use client";

import { Folder } from "lucide-react";
import { FilterBar, FilterChip, ToggleChip } from "#components/filter-chip.tsx";
import { Input } from "#components/ui/input.tsx";
import {
  unknownKindLabels,
  unknownKinds,
  unknownStateLabels,
  unknownStates,
} from "#lib/libraries/unknown-files-vocabulary.ts";
import type { UnknownFilesData } from "../queries.ts";
import type { UnknownControls } from "./use-unknown-params.ts";

type UnknownToolbarProps = { controls: UnknownControls; data: UnknownFilesData };

const kinds = unknownKinds.map((value) => ({ value, label: unknownKindLabels[value] }));

/** What is listed: the state first, then what narrows it. All of it stands in the address. */
export function UnknownToolbar({ controls, data }: UnknownToolbarProps) {
  const { params, typed, setParams, search } = controls;
  const libraries = data.libraries.map(({ libraryId, name }) => ({ value: String(libraryId), label: name }));
  return (
    <div className="grid gap-3">
      <search className="max-w-md">
        <Input
          type="search"
          aria-label="Find in paths"
          placeholder="Find in paths"
          value={typed}
          onChange={(event) => search(event.target.value)}
        />
      </search>
      <FilterBar>
        {unknownStates.map((state) => (
          <ToggleChip
            key={state}
            label={`${unknownStateLabels[state]} ${data.counts[state].toLocaleString("en")}`}
            pressed={params.show === state}
            onPressedChange={() => void setParams({ show: state })}
          />
        ))}
        <FilterChip
          label="Kind"
          options={kinds}
          selected={params.kind}
          onSelectedChange={(selected) =>
            void setParams({ kind: unknownKinds.filter((kind) => selected.includes(kind)) })
          }
        />
        {libraries.length > 1 && (
          <FilterChip
            label="Library"
            options={libraries}
            selected={params.library.map(String)}
            onSelectedChange={(selected) => void setParams({ library: selected.map(Number) })}
          />
        )}
        {params.folder !== "" && (
          <ToggleChip
            label={`In ${params.folder.slice(params.folder.lastIndexOf("/") + 1)}`}
            icon={<Folder aria-hidden />}
            pressed
            onPressedChange={() => void setParams({ folder: null })}
          />
        )}
      </FilterBar>
      <p role="status" className="sr-only">
        {data.matching === 1 ? "1 file" : `${data.matching.toLocaleString("en")} files`}
      </p>
    </div>
  );
}
