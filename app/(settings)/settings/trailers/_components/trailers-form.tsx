"use client";

import { useState } from "react";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { CheckField, Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { type TrailerHeight, trailerHeight } from "#lib/trailers/vocabulary.ts";
import { SettingAnchor } from "../../_components/setting-anchor.tsx";
import { useSave } from "../../_components/use-save.ts";
import { saveTrailers } from "../actions.ts";
import { heightOptions } from "./height-options.ts";

/** Whether trailers are chosen by themselves, and how large they are. */
export function TrailersForm(saved: { isEnabled: boolean; maxHeight: TrailerHeight }) {
  const [isEnabled, setIsEnabled] = useState(saved.isEnabled);
  const [maxHeight, setMaxHeight] = useState(saved.maxHeight);
  const { submit, saving, errors } = useSave({
    save: () => saveTrailers({ isEnabled, maxHeight }),
    done: "The settings of trailers are saved",
    fields: [],
  });

  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      {errors.rest !== undefined && <ErrorState layout="inline" title="Nothing was saved" description={errors.rest} />}
      <SettingAnchor id="enabled">
        <CheckField
          label="Choose and download trailers"
          hint="Off: none is looked up, chosen or downloaded by itself. What a person chooses is downloaded all the same."
          checked={isEnabled}
          onChange={setIsEnabled}
        />
      </SettingAnchor>
      <SettingAnchor id="max-height">
        <Field
          label="Largest picture"
          hint="Nothing larger is downloaded. A trailer of two minutes has about 40 MB in 1080p, and five times as much in 4K."
        >
          {(control) => (
            <Select
              className="w-40"
              options={heightOptions}
              value={String(maxHeight)}
              onValueChange={(value) => setMaxHeight(trailerHeight.parse(Number(value)))}
              {...control}
            />
          )}
        </Field>
      </SettingAnchor>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" pending={saving}>
          Save
        </Button>
      </div>
    </form>
  );
}
