"use client";

import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { languageName } from "./describe-codes.ts";
import { readLanguages, writeLanguages } from "./fallback-languages.ts";

type FallbackFieldProps = {
  initial: readonly string[] | null;
  onChange: (languages: string[] | null) => void;
  error: string | undefined;
  className: string;
};

/** Languages of a library to take where its own has nothing. What is typed stays as it is typed. */
export function FallbackField({ initial, onChange, error, className }: FallbackFieldProps) {
  const [text, setText] = useState(() => writeLanguages(initial));
  const names = (readLanguages(text) ?? []).map((code) => languageName(code)).filter((name) => name !== undefined);
  const told = names.length > 0 ? ` Now: ${names.join(", then ")}.` : "";
  return (
    <Field
      className={className}
      label="Fallback languages"
      hint={`Taken where the language above has nothing, best first. Empty: those of Settings, Providers. Write none for no other language.${told}`}
      error={error}
      optional
    >
      {(control) => (
        <Input
          className="font-mono"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            onChange(readLanguages(event.target.value));
          }}
          {...control}
        />
      )}
    </Field>
  );
}
