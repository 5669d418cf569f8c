"use client";

import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { kindLabels, type PatternDraft } from "./pattern-draft.ts";
import { PreviewText } from "./preview-text.tsx";
import type { Preview } from "./use-preview.ts";

export type LibraryChoice = { libraryId: number; name: string };

export type PatternFieldsProps = {
  draft: PatternDraft;
  onChange: (draft: PatternDraft) => void;
  libraries: readonly LibraryChoice[];
  preview: Preview | undefined;
  /** What adding it was refused for. */
  error?: string | undefined;
};

const kinds = (["auto", "exact", "glob"] as const).map((value) => ({ value, label: kindLabels[value] }));
const everywhere = "all";

/** The pattern, how it is meant, where it counts, and what it would pass over. */
export function PatternFields({ draft, onChange, libraries, preview, error }: PatternFieldsProps) {
  const scopes = [
    { value: everywhere, label: "Every library" },
    ...libraries.map(({ libraryId, name }) => ({ value: String(libraryId), label: name })),
  ];
  return (
    <div className="grid gap-4">
      <Field
        label="Name or pattern"
        hint="A name, such as Extras; *.txt for an ending; Old/* for what lies in a folder of the library; ** goes through folders. Letter case does not matter."
        error={error ?? preview?.error?.message}
      >
        {(control) => (
          <Input
            {...control}
            value={draft.pattern}
            onChange={(event) => onChange({ ...draft, pattern: event.target.value })}
            className="font-mono"
            autoComplete="off"
            spellCheck={false}
            maxLength={1000}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Meant as">
          {({ id }) => (
            <Select
              id={id}
              options={kinds}
              value={draft.kind}
              onValueChange={(value) =>
                onChange({ ...draft, kind: kinds.find((kind) => kind.value === value)?.value ?? "auto" })
              }
            />
          )}
        </Field>
        <Field label="Counts in">
          {({ id }) => (
            <Select
              id={id}
              options={scopes}
              value={draft.libraryId === null ? everywhere : String(draft.libraryId)}
              onValueChange={(value) => onChange({ ...draft, libraryId: value === everywhere ? null : Number(value) })}
            />
          )}
        </Field>
      </div>
      <PreviewText preview={preview} />
    </div>
  );
}
