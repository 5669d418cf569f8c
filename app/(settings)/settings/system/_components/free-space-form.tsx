"use client";

import { saveFreeSpace } from "../actions.ts";
import { NumberForm } from "./number-form.tsx";

/** How much room downloads leave on the disk of the data folder. */
export function FreeSpaceForm({ minFreeMb }: { minFreeMb: number }) {
  return (
    <NumberForm
      anchor="free-space"
      field="minFreeMb"
      label="Megabytes that stay free"
      hint="On the disk of the data folder. Below it no artwork and no trailer is downloaded."
      initial={minFreeMb}
      done="The room that stays free is saved"
      save={(value) => saveFreeSpace({ minFreeMb: value })}
    />
  );
}
