"use client";

import { type FormEvent, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { fieldErrors } from "#app/_components/field-errors.ts";
import type { ActionError } from "#app/_server/action.ts";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { CheckField, Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { SettingAnchor } from "../../_components/setting-anchor.tsx";
import { saveBackupSettings } from "../actions.ts";

/** How many backups stay, and whether pictures and trailers are in them. */
export function BackupSettings(saved: { withCache: boolean; keep: number }) {
  const [withCache, setWithCache] = useState(saved.withCache);
  const [keep, setKeep] = useState(String(saved.keep));
  const [error, setError] = useState<ActionError>();
  const [saving, startSaving] = useTransition();
  const errors = fieldErrors(error, ["keep"]);

  function submit(event: FormEvent) {
    event.preventDefault();
    startSaving(async () => {
      const result = await answered(saveBackupSettings({ withCache, keep }));
      if (!result.ok) {
        setError(result.error);
        return;
      }
      setError(undefined);
      toastDone(result.data.changed === 0 ? "Nothing had changed" : "The settings of backups are saved");
    });
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      {errors.rest !== undefined && <ErrorState layout="inline" title="Nothing was saved" description={errors.rest} />}
      <SettingAnchor id="keep">
        <Field
          label="Backups to keep"
          hint="Older ones are deleted after each new one. What a restore or the command line wrote stays."
          error={errors.of.keep}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              autoComplete="off"
              className="max-w-40"
              value={keep}
              onChange={(event) => setKeep(event.target.value)}
            />
          )}
        </Field>
      </SettingAnchor>
      <SettingAnchor id="with-cache">
        <CheckField
          label="Pictures and trailers too"
          hint="Off: the database alone, and they are fetched again when it is restored. Your own uploads exist in the cache only."
        >
          {(control) => (
            <Checkbox
              checked={withCache}
              onCheckedChange={(checked) => setWithCache(checked === true)}
              id={control.id}
              aria-describedby={control["aria-describedby"]}
            />
          )}
        </CheckField>
      </SettingAnchor>
      <div className="flex justify-end">
        <Button type="submit" pending={saving}>
          Save
        </Button>
      </div>
    </form>
  );
}
