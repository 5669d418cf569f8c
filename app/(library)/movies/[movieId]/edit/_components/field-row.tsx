"use client";

import { CircleAlert } from "lucide-react";
import { useId } from "react";
import { cn } from "#components/cn.ts";
import { LockToggle } from "#components/lock-toggle.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import type { FieldControlProps } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Label } from "#components/ui/label.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { FieldKind } from "#lib/editing/vocabulary.ts";
import type { FormField } from "../queries.ts";
import type { Typed } from "./drafts.ts";
import { TagInput } from "./tag-input.tsx";

export type FieldRowProps = {
  field: FormField;
  typed: Typed;
  isChanged: boolean;
  locked: boolean;
  error: string | undefined;
  onType: (typed: Typed) => void;
  onLock: (locked: boolean) => void;
};

const units: Partial<Record<FieldKind, string>> = { minutes: "minutes", rating: "0 to 10" };

/** One field: name, value, lock, and where the value came from. */
export function FieldRow({ field, typed, isChanged, locked, error, onType, onLock }: FieldRowProps) {
  const id = useId();
  const { label, kind } = field;
  const control: FieldControlProps = {
    id,
    "aria-describedby": [`${id}-source`, error && `${id}-error`].filter(Boolean).join(" "),
    "aria-invalid": error ? true : undefined,
  };
  const isTall = kind === "longText" || kind === "list";
  return (
    <div
      data-field={field.field}
      className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-2 gap-y-1.5 md:grid-cols-[9rem_minmax(0,1fr)_2rem_11rem] md:gap-x-4"
    >
      <Label htmlFor={id} className={cn("self-center md:self-start md:pt-1.5", isChanged && "text-accent")}>
        {label}
        {units[kind] && <span className="ml-1 font-normal text-3">{units[kind]}</span>}
        {isChanged && <span className="sr-only"> (changed, not saved)</span>}
      </Label>
      <LockToggle
        locked={locked}
        onLockedChange={onLock}
        subject={label}
        className="md:order-3 touch:-my-2 md:touch:my-0"
      />
      <div className="max-md:col-span-2 md:order-2">
        <Control control={control} field={field} typed={typed} onType={onType} />
        {error && (
          <p id={`${id}-error`} role="alert" className="mt-1.5 flex items-start gap-2 text-danger text-sm">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            {error}
          </p>
        )}
      </div>
      <p
        id={`${id}-source`}
        className={cn("text-3 text-xs max-md:col-span-2 md:order-4 md:pt-2", isTall ? "" : "md:truncate")}
      >
        <SourceText field={field} isChanged={isChanged} />
      </p>
    </div>
  );
}

type ControlProps = Pick<FieldRowProps, "field" | "typed" | "onType"> & { control: FieldControlProps };

function Control({ control, field: { field, label, kind }, typed, onType }: ControlProps) {
  if (typeof typed !== "string") {
    return <TagInput control={control} label={label} values={typed} onChange={onType} />;
  }
  if (kind === "longText") {
    return <Textarea {...control} name={field} value={typed} onChange={(event) => onType(event.target.value)} />;
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

function SourceText({ field: { field: name, source, value }, isChanged }: { field: FormField; isChanged: boolean }) {
  if (isChanged) return "Not saved yet";
  if (!source) {
    if (value === null || (Array.isArray(value) && value.length === 0)) return "Empty";
    return name === "sortTitle" ? "Made from the title" : "Unknown source";
  }
  return (
    <>
      {source.username ? `Edited by ${source.username}` : source.label}, <TimeAgo at={source.at} />
    </>
  );
}
