"use client";

import { useState } from "react";
import { SettingAnchor } from "#app/(settings)/settings/_components/setting-anchor.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { useSave } from "../../_components/use-save.ts";
import { saveMatching } from "../actions.ts";
import type { getMatchSettings } from "../queries.ts";
import { TextSetting } from "./text-setting.tsx";

type Shown = Awaited<ReturnType<typeof getMatchSettings>>;

const ratings = [
  { value: "imdb", label: "IMDb" },
  { value: "themoviedb", label: "TMDB" },
] as const;

/** When a film counts as found, and whose rating is the film's own. */
export function MatchForm({ shown }: { shown: Shown }) {
  const [acceptScore, setAcceptScore] = useState(String(shown["identify.acceptScore"].value ?? ""));
  const [margin, setMargin] = useState(String(shown["identify.margin"].value ?? ""));
  const [rating, setRating] = useState(shown["ratings.default"].value === "themoviedb" ? "themoviedb" : "imdb");
  const { submit, saving, errors } = useSave({
    save: () => saveMatching({ acceptScore, margin, rating: rating === "themoviedb" ? "themoviedb" : "imdb" }),
    done: "Identification and ratings are saved",
    fields: ["acceptScore", "margin"],
  });

  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      {errors.rest !== undefined && (
        <ErrorState layout="inline" title="The settings were not saved" description={errors.rest} />
      )}
      <div className="grid gap-6 sm:grid-cols-2">
        <SettingAnchor id="accept-score">
          <TextSetting
            label="Points to accept"
            shown={shown["identify.acceptScore"]}
            value={acceptScore}
            onChange={setAcceptScore}
            error={errors.of.acceptScore}
            short
          />
        </SettingAnchor>
        <SettingAnchor id="margin">
          <TextSetting
            label="Points ahead"
            shown={shown["identify.margin"]}
            value={margin}
            onChange={setMargin}
            error={errors.of.margin}
            short
          />
        </SettingAnchor>
      </div>
      <p className="text-3 text-sm">
        A film below either of them goes to review, where you choose. Lower numbers ask less and err more.
      </p>
      <SettingAnchor id="default-rating">
        <Field label="Default rating" hint="Shown and written first, if the film has it; else the other one.">
          {(control) => (
            <Select className="w-40" options={ratings} value={rating} onValueChange={setRating} {...control} />
          )}
        </Field>
      </SettingAnchor>
      <div className="flex justify-end">
        <Button type="submit" pending={saving}>
          Save identification and ratings
        </Button>
      </div>
    </form>
  );
}
