"use client";

import { useState } from "react";
import { SettingAnchor } from "#app/(settings)/settings/_components/setting-anchor.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { useSave } from "../../_components/use-save.ts";
import { saveRefresh } from "../actions.ts";
import type { ShownSetting } from "../queries.ts";
import { TextSetting } from "./text-setting.tsx";

/** After how many days metadata is fetched again. */
export function RefreshForm({ shown }: { shown: ShownSetting }) {
  const [staleDays, setStaleDays] = useState(String(shown.value ?? ""));
  const { submit, saving, errors } = useSave({
    save: () => saveRefresh({ staleDays }),
    done: "The days are saved",
    fields: ["staleDays"],
  });

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
