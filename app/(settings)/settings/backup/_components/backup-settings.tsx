"use client";

import { useState } from "react";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { CheckField } from "#components/ui/field.tsx";
import { NumberField } from "../../_components/number-field.tsx";
import { SettingAnchor } from "../../_components/setting-anchor.tsx";
import { useSave } from "../../_components/use-save.ts";
import { saveBackupSettings } from "../actions.ts";

/** How many backups stay, and whether pictures and trailers are in them. */
export function BackupSettings(saved: { withCache: boolean; keep: number }) {
  const [withCache, setWithCache] = useState(saved.withCache);
  const [keep, setKeep] = useState(String(saved.keep));
  const { submit, saving, errors } = useSave({
    save: () => saveBackupSettings({ withCache, keep }),
    done: "The settings of backups are saved",
    fields: ["keep"],
  });

  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      {errors.rest !== undefined && <ErrorState layout="inline" title="Nothing was saved" description={errors.rest} />}
      <NumberField
        anchor="keep"
        label="Backups to keep"
        hint="Older ones are deleted after each new one. What a restore or the command line wrote stays."
        error={errors.of.keep}
        value={keep}
        onChange={setKeep}
      />
      <SettingAnchor id="with-cache">
        <CheckField
          label="Pictures and trailers too"
          hint="Off: the database alone, and they are fetched again when it is restored. Your own uploads exist in the cache only."
          checked={withCache}
          onChange={setWithCache}
        />
      </SettingAnchor>
      <div className="flex justify-end">
        <Button type="submit" pending={saving}>
          Save
        </Button>
      </div>
    </form>
  );
}
