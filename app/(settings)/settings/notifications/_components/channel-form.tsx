"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { type FormEvent, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { fieldErrors } from "#app/_components/field-errors.ts";
import type { ActionError } from "#app/_server/action.ts";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { TestVerdict } from "#lib/notifications/test-channel.ts";
import { channelKinds, kindFacts } from "#lib/notifications/vocabulary.ts";
import { saveNotificationChannel, testNotificationForm } from "../actions.ts";
import { type ChannelDraft, inputOf, settingFields, withKind } from "./channel-draft.ts";
import { EventChoices, type LibraryChoice } from "./event-choices.tsx";
import { SettingInputs } from "./setting-inputs.tsx";

const kinds = channelKinds.map((value) => ({ value, label: kindFacts[value].label }));

type Props = { initial: ChannelDraft; libraries: readonly LibraryChoice[]; onSaved: () => void };

/** Everything about a channel, with a test of what stands there before it is saved. */
export function ChannelForm({ initial, libraries, onSaved }: Props) {
  const [draft, setDraft] = useState(initial);
  const [error, setError] = useState<ActionError>();
  const [verdict, setVerdict] = useState<TestVerdict>();
  const [saving, startSaving] = useTransition();
  const [testing, startTesting] = useTransition();
  const ownFields = settingFields[draft.kind].map(({ name }) => `settings.${name}`);
  const errors = fieldErrors(error, ["name", "secret", "events", ...ownFields]);

  function change(next: ChannelDraft) {
    setVerdict(undefined);
    setDraft(next);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    startSaving(async () => {
      const result = await answered(saveNotificationChannel(inputOf(draft)));
      setError(result.ok ? undefined : result.error);
      if (!result.ok) return;
      toastDone(draft.channelId === null ? `${draft.name.trim()} is added` : `${draft.name.trim()} is saved`);
      onSaved();
    });
  }

  const test = () =>
    startTesting(async () => {
      setVerdict(undefined);
      // A test needs no name.
      const result = await answered(testNotificationForm(inputOf({ ...draft, name: draft.name.trim() || "Test" })));
      setError(result.ok ? undefined : result.error);
      if (result.ok) setVerdict(result.data);
    });

  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      {errors.rest !== undefined && <ErrorState layout="inline" title="That did not work" description={errors.rest} />}
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label="Kind" hint={kindFacts[draft.kind].about}>
          {(control) => (
            <Select
              {...control}
              options={kinds}
              value={draft.kind}
              onValueChange={(value) => {
                const kind = channelKinds.find((each) => each === value);
                if (kind) change(withKind(draft, kind));
              }}
            />
          )}
        </Field>
        <Field label="Name" hint="How it is called here." error={errors.of.name}>
          {(control) => (
            <Input
              {...control}
              value={draft.name}
              onChange={(event) => change({ ...draft, name: event.target.value })}
              maxLength={100}
              autoComplete="off"
            />
          )}
        </Field>
      </div>
      <SettingInputs draft={draft} onChange={change} errors={errors.of} />
      <EventChoices draft={draft} onChange={change} libraries={libraries} errors={errors.of} />
      <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-2">
        <p role="status" className="min-w-0 flex-1 basis-60 text-sm">
          {verdict && <VerdictLine verdict={verdict} />}
        </p>
        <Button pending={testing} onClick={test}>
          Send a test
        </Button>
        <Button type="submit" variant="primary" pending={saving}>
          {draft.channelId === null ? "Add channel" : "Save channel"}
        </Button>
      </div>
    </form>
  );
}

function VerdictLine({ verdict: { ok, message } }: { verdict: TestVerdict }) {
  const Icon = ok ? CircleCheck : CircleAlert;
  return (
    <span className={`flex items-start gap-2 ${ok ? "text-positive" : "text-danger"}`}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="wrap-anywhere">{message}</span>
    </span>
  );
}
