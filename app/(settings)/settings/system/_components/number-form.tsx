"use client";

import { useState } from "react";
import type { ActionResult } from "#app/_server/action.ts";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { NumberField } from "../../_components/number-field.tsx";
import { useSave } from "../../_components/use-save.ts";

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
  const { submit, saving, errors } = useSave({
    save: () => save(value),
    done: done,
    fields: [field],
  });

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {errors.rest !== undefined && <ErrorState layout="inline" title="It was not saved" description={errors.rest} />}
      <NumberField
        anchor={anchor}
        label={label}
        hint={hint}
        error={errors.of[field]}
        value={value}
        onChange={setValue}
      />
      <div className="flex justify-end">
        <Button type="submit" pending={saving}>
          Save
        </Button>
      </div>
    </form>
  );
}
