"use client";

import { type FormEvent, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { fieldErrors } from "#app/_components/field-errors.ts";
import type { ActionError } from "#app/_server/action.ts";
import { heightOptions } from "#app/(settings)/settings/trailers/_components/height-options.ts";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { usualTrailerLanguages } from "#lib/trailers/vocabulary.ts";
import { saveLibraryTrailers } from "../actions.ts";
import { asEverywhere, type TrailersInput } from "./trailers-input.ts";

const everywhere = { value: asEverywhere, label: "As everywhere" };
const switches = [everywhere, { value: "on", label: "On" }, { value: "off", label: "Off" }] as const;
const isSwitch = (value: string): value is TrailersInput["enabled"] => switches.some((each) => each.value === value);

/** What differs in a library from the settings of trailers. */
export function LibraryTrailersForm({ libraryId, initial }: { libraryId: number; initial: TrailersInput }) {
  const [values, setValues] = useState(initial);
  const [error, setError] = useState<ActionError>();
  const [saving, startSaving] = useTransition();
  const errors = fieldErrors(error, ["choices.enabled", "choices.maxHeight", "choices.languages"]);
  const set = (change: Partial<TrailersInput>) => setValues((before) => ({ ...before, ...change }));

  function submit(event: FormEvent) {
    event.preventDefault();
    startSaving(async () => {
      const result = await answered(saveLibraryTrailers({ libraryId, choices: values }));
      setError(result.ok ? undefined : result.error);
      if (result.ok) toastDone("The trailer settings are saved");
    });
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {errors.rest !== undefined && (
        <ErrorState layout="inline" title="The trailer settings were not saved" description={errors.rest} />
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Choose and download" error={errors.of["choices.enabled"]}>
          {(control) => (
            <Select
              options={switches}
              value={values.enabled}
              onValueChange={(value) => isSwitch(value) && set({ enabled: value })}
              {...control}
            />
          )}
        </Field>
        <Field label="Largest picture" error={errors.of["choices.maxHeight"]}>
          {(control) => (
            <Select
              options={[everywhere, ...heightOptions]}
              value={values.maxHeight}
              onValueChange={(maxHeight) => set({ maxHeight })}
              {...control}
            />
          )}
        </Field>
      </div>
      <Field
        label="Languages, best first"
        hint={`Two letters, or library and original (the film's own). Empty: ${usualTrailerLanguages.join(", ")}.`}
        error={errors.of["choices.languages"]}
      >
        {(control) => (
          <Input
            className="font-mono"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={values.languages}
            onChange={(event) => set({ languages: event.target.value })}
            {...control}
          />
        )}
      </Field>
      <div className="flex justify-end">
        <Button type="submit" pending={saving}>
          Save trailers
        </Button>
      </div>
    </form>
  );
}
