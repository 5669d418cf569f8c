"use client";

import { Badge } from "#components/ui/badge.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { ShownSetting } from "../queries.ts";

type TextSettingProps = {
  label: string;
  shown: ShownSetting;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  /** For a code or a number. */
  short?: boolean;
};

/** One setting that is typed, with what it does and what counts while it is empty. */
export function TextSetting({ label, shown, value, onChange, error, short = false }: TextSettingProps) {
  const { description, fallback, fromEnv, problem } = shown;
  const empty = fallback === null || description.includes("Empty:") ? "" : ` Empty: ${fallback}.`;
  return (
    <Field
      label={label}
      hint={`${description}${empty}`}
      error={error ?? problem ?? undefined}
      aside={fromEnv !== null && <Badge tone="outline">from {fromEnv}</Badge>}
    >
      {(control) => (
        <Input
          className={short ? "w-28 font-mono" : "font-mono"}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          inputMode={typeof fallback === "number" ? "decimal" : undefined}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          {...control}
        />
      )}
    </Field>
  );
}
