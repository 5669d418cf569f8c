"use client";

import { ChoiceList } from "#app/_components/choice-list.tsx";
import { type LibraryValues, libraryTypeHelp, libraryTypeLabels } from "#lib/libraries/vocabulary.ts";
import { typeChoices } from "./library-choices.ts";

type LibraryTypeProps = {
  type: LibraryValues["type"];
  /** Absent: the library is there, and what it holds stays as it is. */
  onChange?: ((type: LibraryValues["type"]) => void) | undefined;
};

/** What a library holds. Chosen once, because everything in it is read by it. */
export function LibraryType({ type, onChange }: LibraryTypeProps) {
  if (!onChange) {
    return (
      <div className="grid gap-1 text-sm">
        <p className="font-medium text-2">Type</p>
        <p className="text-1">{libraryTypeLabels[type]}</p>
        <p className="text-3">{libraryTypeHelp[type]} It cannot be changed: add another library for the other type.</p>
      </div>
    );
  }
  return (
    <ChoiceList
      id="type"
      legend="Type"
      hint="What the folder holds. It cannot be changed later."
      choices={typeChoices}
      columns
      value={type}
      onChange={onChange}
    />
  );
}
