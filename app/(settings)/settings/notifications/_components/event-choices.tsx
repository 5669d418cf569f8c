"use client";

import type { FieldErrors } from "#app/_components/field-errors.ts";
import { ErrorState } from "#components/error-state.tsx";
import { CheckField, Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { eventNames, notificationEvents, severities, severityLabels } from "#lib/notifications/vocabulary.ts";
import { type ChannelDraft, toggled } from "./channel-draft.ts";

export type LibraryChoice = { libraryId: number; name: string };
type Props = {
  draft: ChannelDraft;
  onChange: (draft: ChannelDraft) => void;
  libraries: readonly LibraryChoice[];
  errors: FieldErrors["of"];
};

const levels = severities.map((value) => ({ value, label: severityLabels[value] }));

/** What a channel is told of: which events, of which libraries, from which severity on. */
export function EventChoices({ draft, onChange, libraries, errors }: Props) {
  return (
    <div className="grid gap-4">
      <fieldset className="grid gap-3">
        <legend className="mb-3 font-medium text-1 text-sm">Events</legend>
        {errors.events && <ErrorState layout="inline" title="Nothing is chosen" description={errors.events} />}
        <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2 touch:gap-y-0">
          {eventNames.map((event) => (
            <CheckField
              key={event}
              label={notificationEvents[event].label}
              hint={notificationEvents[event].about}
              checked={draft.events.includes(event)}
              onChange={() => onChange({ ...draft, events: toggled(draft.events, event) })}
            />
          ))}
        </div>
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="How much" hint="Of the events chosen above.">
          {(control) => (
            <Select
              {...control}
              options={levels}
              value={draft.minSeverity}
              onValueChange={(value) =>
                onChange({ ...draft, minSeverity: severities.find((each) => each === value) ?? "info" })
              }
            />
          )}
        </Field>
        <LibraryChoices draft={draft} onChange={onChange} libraries={libraries} />
      </div>
    </div>
  );
}

/** Events that belong to no library, such as a failed backup, are told whatever is chosen. */
function LibraryChoices({ draft, onChange, libraries }: Omit<Props, "errors">) {
  const chosen = draft.libraryIds;
  const all = libraries.map(({ libraryId }) => libraryId);
  if (libraries.length < 2 && chosen === null) return null;
  const toggle = (libraryId: number) => {
    const before = chosen ?? all;
    const next = before.includes(libraryId) ? before.filter((id) => id !== libraryId) : [...before, libraryId];
    onChange({ ...draft, libraryIds: all.every((id) => next.includes(id)) ? null : next });
  };
  return (
    <fieldset className="grid content-start gap-3 touch:gap-0">
      <legend className="mb-2 font-medium text-1 text-sm">Libraries</legend>
      {libraries.map(({ libraryId, name }) => (
        <CheckField
          key={libraryId}
          label={name}
          checked={chosen === null || chosen.includes(libraryId)}
          onChange={() => toggle(libraryId)}
        />
      ))}
    </fieldset>
  );
}
