"use client";

import { type FormEvent, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { fieldErrors } from "#app/_components/field-errors.ts";
import type { ActionError, ActionResult } from "#app/_server/action.ts";
import { SettingAnchor } from "#app/(settings)/settings/_components/setting-anchor.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

type Props = {
  /** Where links to the setting lead. */
  anchor: string;
  /** The field that errors of the action name. */
  field: string;
  label: string;
  hint: string;
  initial: number;
  /** What is said when it is saved. */
  done: string;
  save: (value: string) => Promise<ActionResult<{ changed: number }>>;
};

/** A setting that is one number, with its own button. */
export function NumberForm(props: Props) {
  const { anchor, field, label, hint, initial, done, save } = props;
  const [value, setValue] = useState(String(initial));
  const [error, setError] = useState<ActionError>();
  const [saving, startSaving] = useTransition();
  const errors = fieldErrors(error, [field]);

  function submit(event: FormEvent) {
    event.preventDefault();
    startSaving(async () => {
      const result = await answered(save(value));
      if (!result.ok) {
        setError(result.error);
        return;
      }
      setError(undefined);
      toastDone(result.data.changed === 0 ? "Nothing had changed" : done);
    });
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {errors.rest !== undefined && <ErrorState layout="inline" title="It was not saved" description={errors.rest} />}
      <SettingAnchor id={anchor}>
        <Field label={label} hint={hint} error={errors.of[field]}>
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
