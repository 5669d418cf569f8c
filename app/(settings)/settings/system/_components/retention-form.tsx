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
import { saveRetention } from "../actions.ts";

/** How long a file stays in the recycle bin. */
export function RetentionForm({ retentionDays }: { retentionDays: number }) {
  const [value, setValue] = useState(String(retentionDays));
  const [error, setError] = useState<ActionError>();
  const [saving, startSaving] = useTransition();
  const errors = fieldErrors(error, ["retentionDays"]);

  function submit(event: FormEvent) {
    event.preventDefault();
    startSaving(async () => {
      const result = await answered(saveRetention({ retentionDays: value }));
      if (!result.ok) {
        setError(result.error);
        return;
      }
      setError(undefined);
      toastDone(result.data.changed === 0 ? "Nothing had changed" : "The time in the recycle bin is saved");
    });
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {errors.rest !== undefined && <ErrorState layout="inline" title="It was not saved" description={errors.rest} />}
      <SettingAnchor id="retention">
        <Field
          label="Days a file stays"
          hint="Counts for files that go there from now on; those in it keep the day they were given. Removed films and series can be restored for 30 days."
          error={errors.of.retentionDays}
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
