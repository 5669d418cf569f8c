"use client";

import { type FormEvent, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { fieldErrors } from "#app/_components/field-errors.ts";
import type { ActionError } from "#app/_server/action.ts";
import { SettingAnchor } from "#app/(settings)/settings/_components/setting-anchor.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { saveAnswers } from "../actions.ts";
import type { ShownSetting } from "../queries.ts";
import { TextSetting } from "./text-setting.tsx";

/** How much of the providers' answers is kept. */
export function AnswersForm({ shown }: { shown: ShownSetting }) {
  const [answersMb, setAnswersMb] = useState(String(shown.value ?? ""));
  const [error, setError] = useState<ActionError>();
  const [saving, startSaving] = useTransition();
  const errors = fieldErrors(error, ["answersMb"]);

  function submit(event: FormEvent) {
    event.preventDefault();
    startSaving(async () => {
      const result = await answered(saveAnswers({ answersMb }));
      if (result.ok) {
        setError(undefined);
        toastDone(result.data.changed === 0 ? "Nothing had changed" : "The size is saved");
        return;
      }
      setError(result.error);
    });
  }

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
