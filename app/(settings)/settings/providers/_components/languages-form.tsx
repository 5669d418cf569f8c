"use client";

import { useState } from "react";
import { SettingAnchor } from "#app/(settings)/settings/_components/setting-anchor.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { useSave } from "../../_components/use-save.ts";
import { saveLanguages } from "../actions.ts";
import type { getLanguageSettings } from "../queries.ts";
import { TextSetting } from "./text-setting.tsx";

const fields = ["language", "region", "fallbackLanguages"] as const;

/** Languages of new libraries, and those to fall back to. */
export function LanguagesForm({ shown }: { shown: Awaited<ReturnType<typeof getLanguageSettings>> }) {
  const [values, setValues] = useState({
    language: String(shown["tmdb.language"].value ?? ""),
    region: String(shown["tmdb.region"].value ?? ""),
    fallbackLanguages: String(shown["metadata.fallbackLanguages"].value ?? ""),
  });
  const { submit, saving, errors } = useSave({
    save: () => saveLanguages(values),
    done: "The languages are saved",
    fields,
  });

  const text = (field: (typeof fields)[number]) => ({
    value: values[field],
    onChange: (value: string) => setValues((before) => ({ ...before, [field]: value })),
    error: errors.of[field],
  });

  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      {errors.rest !== undefined && (
        <ErrorState layout="inline" title="The settings were not saved" description={errors.rest} />
      )}
      <div className="grid gap-6 sm:grid-cols-2">
        <SettingAnchor id="new-language">
          <TextSetting label="Language of new libraries" shown={shown["tmdb.language"]} {...text("language")} short />
        </SettingAnchor>
        <SettingAnchor id="new-region">
          <TextSetting label="Country of new libraries" shown={shown["tmdb.region"]} {...text("region")} short />
        </SettingAnchor>
      </div>
      <SettingAnchor id="fallback-languages">
        <TextSetting
          label="Fallback languages"
          shown={shown["metadata.fallbackLanguages"]}
          {...text("fallbackLanguages")}
        />
      </SettingAnchor>
      <div className="flex justify-end">
        <Button type="submit" pending={saving}>
          Save languages
        </Button>
      </div>
    </form>
  );
}
