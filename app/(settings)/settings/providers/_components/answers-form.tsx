"use client";

import { useState } from "react";
import { SettingAnchor } from "#app/(settings)/settings/_components/setting-anchor.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { useSave } from "../../_components/use-save.ts";
import { saveAnswers } from "../actions.ts";
import type { ShownSetting } from "../queries.ts";
import { TextSetting } from "./text-setting.tsx";

/** How much of the providers' answers is kept. */
export function AnswersForm({ shown }: { shown: ShownSetting }) {
  const [answersMb, setAnswersMb] = useState(String(shown.value ?? ""));
  const { submit, saving, errors } = useSave({
    save: () => saveAnswers({ answersMb }),
    done: "The size is saved",
    fields: ["answersMb"],
  });

  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      {errors.rest !== undefined && (
        <ErrorState layout="inline" title="The size was not saved" description={errors.rest} />
      )}
      <SettingAnchor id="answers-size">
        <TextSetting
          label="Megabytes at most"
          shown={shown}
          value={answersMb}
          onChange={setAnswersMb}
          error={errors.of.answersMb}
          short
        />
      </SettingAnchor>
      <div className="flex justify-end">
        <Button type="submit" pending={saving}>
          Save size
        </Button>
      </div>
    </form>
  );
}
