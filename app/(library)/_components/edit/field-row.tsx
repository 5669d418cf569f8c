"use client";

import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "#components/cn.ts";
import { LockToggle } from "#components/lock-toggle.tsx";
import type { FieldControlProps } from "#components/ui/field.tsx";
import { Label } from "#components/ui/label.tsx";
import type { FieldKind } from "#lib/editing/vocabulary.ts";
import type { Typed } from "./drafts.ts";
import type { FormField } from "./edit-actions.ts";
import { FieldInput } from "./field-input.tsx";

export type FieldRowProps = {
  field: FormField;
  typed: Typed;
  isChanged: boolean;
  locked: boolean;
  error: string | undefined;
  onType: (typed: Typed) => void;
  onLock: (locked: boolean) => void;
  /** Where the value came from. */
  source: ReactNode;
};

const units: Partial<Record<FieldKind, string>> = { minutes: "minutes", rating: "0 to 10" };

/** One field: name, value, lock, and where the value came from. */
export function FieldRow({ field, typed, isChanged, locked, error, onType, onLock, source }: FieldRowProps) {
  const id = useId();
  const { label, kind } = field;
  const control: FieldControlProps = {
    id,
    "aria-describedby": [`${id}-source`, error && `${id}-error`].filter(Boolean).join(" "),
    "aria-invalid": error ? true : undefined,
  };
  return (
    <div
      data-field={field.field}
      className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-2 gap-y-1.5 md:grid-cols-[9rem_minmax(0,1fr)_2rem_12rem] md:gap-x-4"
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
        className="md:order-3 touch:-mt-2 md:touch:mt-0"
      />
      <div className="max-md:col-span-2 md:order-2">
        <FieldInput control={control} field={field} typed={typed} onType={onType} />
        {error && (
          <p id={`${id}-error`} role="alert" className="mt-1.5 flex items-start gap-2 text-danger text-sm">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            {error}
          </p>
        )}
      </div>
      <div id={`${id}-source`} className="min-w-0 text-3 text-xs max-md:col-span-2 md:order-4 md:pt-1">
        {source}
      </div>
    </div>
  );
}
