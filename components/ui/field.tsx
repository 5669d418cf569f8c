"use client";

import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "../cn.ts";
import { Checkbox } from "./checkbox.tsx";
import { Label } from "./label.tsx";
import { Switch } from "./switch.tsx";

/** Spread onto the control: it ties the control to its label, hint and error. */
export type FieldControlProps = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
};

export type FieldProps = {
  label: ReactNode;
  /** What the field does and what it affects. */
  hint?: ReactNode;
  /** What is wrong and what to do; a field with an error is announced as invalid. */
  error?: string | undefined;
  /** Says "optional" behind the label. Mark the few: optional ones in long forms, none in short ones. */
  optional?: boolean;
  /** At the end of the label's line: a lock, a source, a link. */
  aside?: ReactNode;
  className?: string;
  /** The control: `<Field label="Title">{(control) => <Input name="title" {...control} />}</Field>`. */
  children: (control: FieldControlProps) => ReactNode;
};

/** One row of a form: label, control, hint, error. */
export function Field({ label, hint, error, optional = false, aside, className, children }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [hint && hintId, error && errorId].filter(Boolean).join(" ");
  return (
    <div className={cn("grid gap-2", className)}>
      <div className="flex min-h-5 items-center justify-between gap-2">
        <Label htmlFor={id}>
          {label}
          {optional && <span className="ml-1 font-normal text-3">optional</span>}
        </Label>
        {aside && <div className="-my-1 flex items-center gap-1">{aside}</div>}
      </div>
      {children({ id, "aria-describedby": describedBy || undefined, "aria-invalid": error ? true : undefined })}
      {hint && (
        <p id={hintId} className="text-3 text-sm">
          {hint}
        </p>
      )}
      {error && (
        <p id={errorId} role="alert" className="flex items-start gap-2 text-danger text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
    </div>
  );
}

type BesideProps = Pick<FieldProps, "label" | "hint" | "className" | "children">;

/** A row with its control at the left of the label. */
function Beside({ label, hint, className, children }: BesideProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className={cn("flex min-h-5 items-start gap-3 touch:min-h-11 touch:py-3", className)}>
      <span className="flex h-5 items-center">
        {children({ id, "aria-describedby": hint ? hintId : undefined, "aria-invalid": undefined })}
      </span>
      <div className="grid gap-1">
        <Label htmlFor={id} className="leading-5 text-1">
          {label}
        </Label>
        {hint && (
          <p id={hintId} className="text-3 text-sm">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

export type CheckFieldProps = Omit<BesideProps, "children"> & {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
};

/** A checkbox with its label. */
export function CheckField({ checked, onChange, disabled, ...beside }: CheckFieldProps) {
  return (
    <Beside {...beside}>
      {(control) => (
        <Checkbox
          {...control}
          checked={checked}
          disabled={disabled}
          onCheckedChange={(next) => onChange(next === true)}
        />
      )}
    </Beside>
  );
}

/** A switch with its label: for what takes effect at once, or reads as on and off. */
export function SwitchField({ checked, onChange, disabled, ...beside }: CheckFieldProps) {
  return (
    <Beside {...beside}>
      {(control) => <Switch {...control} checked={checked} disabled={disabled} onCheckedChange={onChange} />}
    </Beside>
  );
}
