"use client";

import { Checkbox } from "#components/ui/checkbox.tsx";
import { CheckField } from "#components/ui/field.tsx";
import type { PlayerChoices } from "../queries.ts";

type LibraryChoiceProps = {
  libraries: PlayerChoices["libraries"];
  /** Null: all of them. */
  chosen: number[] | null;
  onChange: (chosen: number[] | null) => void;
};

/** The libraries whose changes a player is told. */
export function LibraryChoice({ libraries, chosen, onChange }: LibraryChoiceProps) {
  const set = (libraryId: number, isChosen: boolean) => {
    const others = (chosen ?? []).filter((id) => id !== libraryId);
    onChange(isChosen ? [...others, libraryId] : others);
  };
  return (
    <fieldset className="grid gap-3 touch:gap-0">
      <legend className="mb-2 font-medium text-1 text-sm">Libraries it shows</legend>
      <CheckField label="All, also those added later">
        {({ id }) => (
          <Checkbox id={id} checked={chosen === null} onCheckedChange={(all) => onChange(all === true ? null : [])} />
        )}
      </CheckField>
      {chosen !== null &&
        libraries.map(({ libraryId, name }) => (
          <CheckField key={libraryId} label={name}>
            {({ id }) => (
              <Checkbox
                id={id}
                checked={chosen.includes(libraryId)}
                onCheckedChange={(next) => set(libraryId, next === true)}
              />
            )}
          </CheckField>
        ))}
    </fieldset>
  );
}
