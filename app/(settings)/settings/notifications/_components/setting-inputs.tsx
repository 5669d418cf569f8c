"use client";

import type { FieldErrors } from "#app/_components/field-errors.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { kindFacts, mailSecurities, mailSecurityLabels } from "#lib/notifications/vocabulary.ts";
import { type ChannelDraft, settingFields } from "./channel-draft.ts";

type Props = { draft: ChannelDraft; onChange: (draft: ChannelDraft) => void; errors: FieldErrors["of"] };

const securities = mailSecurities.map((value) => ({ value, label: mailSecurityLabels[value] }));

/** Where a channel of this kind sends to, and its secret. */
export function SettingInputs({ draft, onChange, errors }: Props) {
  const { secretLabel, secretHint } = kindFacts[draft.kind];
  const set = (name: string, value: string) => onChange({ ...draft, settings: { ...draft.settings, [name]: value } });
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      {settingFields[draft.kind].map(({ name, label, hint, type }) => (
        <Field key={name} label={label} hint={hint} error={errors[`settings.${name}`]}>
          {(control) =>
            type === "security" ? (
              <Select
                {...control}
                options={securities}
                value={draft.settings[name] ?? ""}
                onValueChange={(value) => set(name, value)}
              />
            ) : (
              <Input
                {...control}
                value={draft.settings[name] ?? ""}
                onChange={(event) => set(name, event.target.value)}
                inputMode={type === "number" ? "numeric" : type === "url" || type === "email" ? type : "text"}
                autoComplete="off"
                spellCheck={false}
              />
            )
          }
        </Field>
      ))}
      <Field label={secretLabel} hint={secretHint} error={errors.secret} className="sm:col-span-2">
        {(control) => (
          <Input
            {...control}
            value={draft.secret}
            onChange={(event) => onChange({ ...draft, secret: event.target.value })}
            onFocus={(event) => event.target.select()}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
          />
        )}
      </Field>
    </div>
  );
}
