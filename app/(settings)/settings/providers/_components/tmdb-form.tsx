"use client";

import { type FormEvent, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { fieldErrors } from "#app/_components/field-errors.ts";
import type { ActionError } from "#app/_server/action.ts";
import { SettingAnchor } from "#app/(settings)/settings/_components/setting-anchor.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { CheckField } from "#components/ui/field.tsx";
import { saveTmdb } from "../actions.ts";
import type { getTmdbSettings } from "../queries.ts";
import { KeyField } from "./key-field.tsx";
import { TextSetting } from "./text-setting.tsx";
import { useTmdbTest } from "./use-tmdb-test.ts";

type Shown = Awaited<ReturnType<typeof getTmdbSettings>>;

const fields = ["apiKey", "baseUrl", "imageBaseUrl", "language", "region", "ratePerSecond"] as const;
type Values = Record<(typeof fields)[number], string> & { enabled: boolean };

const valuesOf = (shown: Shown): Values => ({
  enabled: shown["tmdb.enabled"].value === true,
  apiKey: textOf(shown["tmdb.apiKey"].value),
  baseUrl: textOf(shown["tmdb.baseUrl"].value),
  imageBaseUrl: textOf(shown["tmdb.imageBaseUrl"].value),
  language: textOf(shown["tmdb.language"].value),
  region: textOf(shown["tmdb.region"].value),
  ratePerSecond: textOf(shown["tmdb.ratePerSecond"].value),
});

const textOf = (value: string | number | boolean | null) => (value === null ? "" : String(value));

/** Everything about TMDB. The test asks with what stands here, before anything is saved. */
export function TmdbForm({ shown }: { shown: Shown }) {
  const [values, setValues] = useState(() => valuesOf(shown));
  const [error, setError] = useState<ActionError>();
  const [saving, startSaving] = useTransition();
  const { verdict, testing, forget, test } = useTmdbTest();
  const errors = fieldErrors(error, fields);

  function set(patch: Partial<Values>) {
    if (patch.apiKey !== undefined || patch.baseUrl !== undefined) forget();
    setValues((before) => ({ ...before, ...patch }));
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    startSaving(async () => {
      const result = await answered(saveTmdb(values));
      if (result.ok) {
        setError(undefined);
        toastDone(result.data.changed === 0 ? "Nothing had changed" : "TMDB is saved");
        return;
      }
      setError(result.error);
    });
  }

  const text = (field: (typeof fields)[number]) => ({
    value: values[field],
    onChange: (value: string) => set({ [field]: value }),
    error: errors.of[field],
  });

  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      {errors.rest !== undefined && (
        <ErrorState layout="inline" title="The settings were not saved" description={errors.rest} />
      )}
      <SettingAnchor id="tmdb-enabled">
        <CheckField
          label={shown["tmdb.enabled"].description.replace(/\.$/, "")}
          hint="Off: no request goes to TMDB, and no film is identified or fetched by it."
        >
          {(control) => (
            <Checkbox
              id={control.id}
              aria-describedby={control["aria-describedby"]}
              checked={values.enabled}
              onCheckedChange={(enabled) => set({ enabled: enabled === true })}
            />
          )}
        </CheckField>
      </SettingAnchor>
      <SettingAnchor id="tmdb-key">
        <KeyField
          shown={shown["tmdb.apiKey"]}
          {...text("apiKey")}
          onTest={() => test({ apiKey: values.apiKey, baseUrl: values.baseUrl })}
          testing={testing}
          verdict={verdict}
        />
      </SettingAnchor>
      <div className="grid gap-6 sm:grid-cols-2">
        <SettingAnchor id="tmdb-language">
          <TextSetting label="Language of new libraries" shown={shown["tmdb.language"]} {...text("language")} short />
        </SettingAnchor>
        <SettingAnchor id="tmdb-region">
          <TextSetting label="Country of new libraries" shown={shown["tmdb.region"]} {...text("region")} short />
        </SettingAnchor>
      </div>
      <SettingAnchor id="tmdb-rate">
        <TextSetting label="Requests a second" shown={shown["tmdb.ratePerSecond"]} {...text("ratePerSecond")} short />
      </SettingAnchor>
      <SettingAnchor id="tmdb-address">
        <TextSetting label="Address" shown={shown["tmdb.baseUrl"]} {...text("baseUrl")} />
      </SettingAnchor>
      <SettingAnchor id="tmdb-images">
        <TextSetting label="Address of the pictures" shown={shown["tmdb.imageBaseUrl"]} {...text("imageBaseUrl")} />
      </SettingAnchor>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" pending={saving}>
          Save TMDB
        </Button>
      </div>
    </form>
  );
}
