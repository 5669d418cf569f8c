"use client";

import { CheckField, Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { artworkFacts } from "#lib/artwork/vocabulary.ts";
import { findLanguage } from "#lib/files/languages.ts";
import {
  type AssignWay,
  assignWayLabels,
  extraKindLabels,
  extraKinds,
  type OwnerType,
  picturesOfOwner,
} from "#lib/libraries/unknown-files-vocabulary.ts";
import { type AssignDraft, pictureOf } from "./assign-draft.ts";

type AssignFieldsProps = {
  ways: readonly AssignWay[];
  /** Whose pictures there are to choose from. */
  owner: OwnerType;
  draft: AssignDraft;
  onChange: (draft: AssignDraft) => void;
};

const extras = extraKinds.map((value) => ({ value, label: extraKindLabels[value] }));

/** What the file is: where there is a choice, and what kind of that. */
export function AssignFields({ ways, owner, draft, onChange }: AssignFieldsProps) {
  const pictures = picturesOfOwner[owner].map((value) => ({ value, label: artworkFacts[value].label }));
  const set = (change: Partial<AssignDraft>) => onChange({ ...draft, ...change });
  return (
    <>
      {ways.length > 1 && (
        <Field label="What it is">
          {({ id }) => (
            <Select
              id={id}
              options={ways.map((value) => ({ value, label: assignWayLabels[value] }))}
              value={draft.as ?? ""}
              onValueChange={(value) => set({ as: ways.find((way) => way === value) ?? null })}
            />
          )}
        </Field>
      )}
      {draft.as === "artwork" && (
        <Field label="Kind of picture">
          {({ id }) => (
            <Select
              id={id}
              options={pictures}
              value={pictureOf(owner, draft.imageType)}
              onValueChange={(imageType) => set({ imageType })}
            />
          )}
        </Field>
      )}
      {draft.as === "extra" && (
        <Field label="Kind of extra">
          {({ id }) => (
            <Select
              id={id}
              options={extras}
              value={draft.extraKind}
              onValueChange={(extraKind) => set({ extraKind })}
            />
          )}
        </Field>
      )}
      {draft.as === "subtitle" && <SubtitleFields draft={draft} set={set} />}
    </>
  );
}

type SubtitleFieldsProps = { draft: AssignDraft; set: (change: Partial<AssignDraft>) => void };

function SubtitleFields({ draft, set }: SubtitleFieldsProps) {
  const typed = draft.language.trim();
  const known = findLanguage(typed)?.name;
  const isName = known === undefined || known.toLowerCase() === typed.toLowerCase();
  const error =
    typed !== "" && known === undefined ? "This is no language Metarr knows. Write German or de." : undefined;
  return (
    <>
      <Field
        label="Language"
        hint={isName ? "A name or a code. Leave it empty where nobody knows." : `${known}.`}
        error={error}
      >
        {(control) => (
          <Input
            {...control}
            value={draft.language}
            autoComplete="off"
            onChange={(event) => set({ language: event.target.value })}
          />
        )}
      </Field>
      <CheckField
        label="Forced"
        hint="Only for what is spoken in another language than the film or episode."
        checked={draft.isForced}
        onChange={(isForced) => set({ isForced })}
      />
    </>
  );
}
