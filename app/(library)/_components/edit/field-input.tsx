"use client";

import type { FieldControlProps } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { showStatuses } from "#lib/series/vocabulary.ts";
import type { Typed } from "./drafts.ts";
import type { FormField } from "./edit-actions.ts";
import { TagInput } from "./tag-input.tsx";

export type FieldInputProps = {
  control: FieldControlProps;
  field: FormField;
  typed: Typed;
  onType: (typed: Typed) => void;
};

/** A list of choices has no empty one, so the absence of a status has a name. */
const noStatus = "none";
const statuses = [
  { value: noStatus, label: "Unknown" },
  ...Object.entries(showStatuses).map(([value, label]) => ({ value, label })),
];

/** The control of a field, by its kind. */
export function FieldInput({ control, field: { field, label, kind }, typed, onType }: FieldInputProps) {
  if (typeof typed !== "string") {
    return <TagInput control={control} label={label} values={typed} onChange={onType} />;
  }
  if (kind === "longText") {
    return <Textarea {...control} name={field} value={typed} onChange={(event) => onType(event.target.value)} />;
  }
  if (kind === "status") {
    return (
      <Select
        {...control}
        options={statuses}
        value={typed === "" ? noStatus : typed}
        onValueChange={(value) => onType(value === noStatus ? "" : value)}
        className="md:max-w-40"
      />
    );
  }
  const isNumber = kind === "year" || kind === "minutes" || kind === "rating";
  return (
    <Input
      {...control}
      name={field}
      type={kind === "url" ? "url" : "text"}
      inputMode={isNumber ? "decimal" : undefined}
      placeholder={kind === "day" ? "YYYY-MM-DD" : undefined}
      autoComplete="off"
      value={typed}
      onChange={(event) => onType(event.target.value)}
      className={isNumber || kind === "day" ? "md:max-w-40" : undefined}
    />
  );
}
