"use client";

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
      <CheckField
        label="All, also those added later"
        checked={chosen === null}
        onChange={(all) => onChange(all ? null : [])}
      />
      {chosen !== null &&
        libraries.map(({ libraryId, name }) => (
          <CheckField
            key={libraryId}
            label={name}
            checked={chosen.includes(libraryId)}
            onChange={(next) => set(libraryId, next)}
          />
        ))}
    </fieldset>
  );
}
