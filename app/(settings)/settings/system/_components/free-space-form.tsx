"use client";

import { type FormEvent, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { fieldErrors } from "#app/_components/field-errors.ts";
import type { ActionError } from "#app/_server/action.ts";
import { SettingAnchor } from "#app/(settings)/settings/_components/setting-anchor.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { saveFreeSpace } from "../actions.ts";

/** How much room downloads leave on the disk of the data folder. */
export function FreeSpaceForm({ minFreeMb }: { minFreeMb: number }) {
  const [value, setValue] = useState(String(minFreeMb));
  const [error, setError] = useState<ActionError>();
  const [saving, startSaving] = useTransition();
  const errors = fieldErrors(error, ["minFreeMb"]);

  function submit(event: FormEvent) {
    event.preventDefault();
    startSaving(async () => {
      const result = await answered(saveFreeSpace({ minFreeMb: value }));
      if (!result.ok) {
        setError(result.error);
        return;
      }
      setError(undefined);
      toastDone(result.data.changed === 0 ? "Nothing had changed" : "The room that stays free is saved");
    });
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {errors.rest !== undefined && <ErrorState layout="inline" title="It was not saved" description={errors.rest} />}
      <SettingAnchor id="free-space">
        <Field
          label="Megabytes that stay free"
          hint="On the disk of the data folder. Below it no artwork and no trailer is downloaded."
          error={errors.of.minFreeMb}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              autoComplete="off"
              className="max-w-40"
              value={value}
              onChange={(event) => setValue(event.target.value)}
            />
          )}
        </Field>
      </SettingAnchor>
      <div className="flex justify-end">
        <Button type="submit" pending={saving}>
          Save
        </Button>
      </div>
    </form>
  );
}
