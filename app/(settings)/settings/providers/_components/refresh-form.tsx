"use client";

import { type FormEvent, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { fieldErrors } from "#app/_components/field-errors.ts";
import type { ActionError } from "#app/_server/action.ts";
import { SettingAnchor } from "#app/(settings)/settings/_components/setting-anchor.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { saveRefresh } from "../actions.ts";
import type { ShownSetting } from "../queries.ts";
import { TextSetting } from "./text-setting.tsx";

/** After how many days metadata is fetched again. */
export function RefreshForm({ shown }: { shown: ShownSetting }) {
  const [staleDays, setStaleDays] = useState(String(shown.value ?? ""));
  const [error, setError] = useState<ActionError>();
  const [saving, startSaving] = useTransition();
  const errors = fieldErrors(error, ["staleDays"]);

  function submit(event: FormEvent) {
    event.preventDefault();
    startSaving(async () => {
      const result = await answered(saveRefresh({ staleDays }));
      if (result.ok) {
        setError(undefined);
        toastDone(result.data.changed === 0 ? "Nothing had changed" : "The days are saved");
        return;
      }
      setError(result.error);
    });
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      {errors.rest !== undefined && (
        <ErrorState layout="inline" title="The days were not saved" description={errors.rest} />
      )}
      <SettingAnchor id="stale-days">
        <TextSetting
          label="Days until metadata is stale"
          shown={shown}
          value={staleDays}
          onChange={setStaleDays}
          error={errors.of.staleDays}
          short
        />
      </SettingAnchor>
      <div className="flex justify-end">
        <Button type="submit" pending={saving}>
          Save days
        </Button>
      </div>
    </form>
  );
}
