"use client";

import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { ConnectionVerdict } from "#lib/providers/provider.ts";
import { type ProviderName, providerFacts } from "#lib/providers/vocabulary.ts";
import type { ShownSetting } from "../queries.ts";
import { labelOfPart } from "./provider-parts.ts";
import { TestVerdict } from "./test-verdict.tsx";

type SecretFieldProps = {
  label: string;
  shown: ShownSetting;
  /** Shown while nothing is kept. */
  hint: ReactNode;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  /** Beside the field. */
  button?: ReactNode;
};

/** A secret. One that is kept shows its last four characters; it stays while they stand there. */
export function SecretField({ label, shown, hint, value, onChange, error, button }: SecretFieldProps) {
  return (
    <Field label={label} hint={hintOf(shown, hint)} error={error ?? shown.problem ?? undefined}>
      {(control) => (
        <div className="flex gap-2">
          <Input
            className="font-mono"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            readOnly={shown.fromEnv !== null}
            value={value}
            onFocus={(event) => event.target.select()}
            onChange={(event) => onChange(event.target.value)}
            {...control}
          />
          {button}
        </div>
      )}
    </Field>
  );
}

type KeyFieldProps = Omit<SecretFieldProps, "label" | "hint" | "button"> & {
  provider: ProviderName;
  onTest: () => void;
  testing: boolean;
  verdict: ConnectionVerdict | undefined;
};

/** A provider's key with its test button. */
export function KeyField({ provider, onTest, testing, verdict, ...field }: KeyFieldProps) {
  const test = (
    <Button pending={testing} onClick={onTest}>
      Test
    </Button>
  );
  return (
    <div className="grid gap-2">
      <SecretField {...field} label={labelOfPart(provider, "apiKey")} hint={whereToGet(provider)} button={test} />
      <TestVerdict verdict={verdict} />
    </div>
  );
}

function hintOf({ fromEnv, value }: ShownSetting, hint: ReactNode): ReactNode {
  if (fromEnv !== null) return `Given by the environment (${fromEnv}), so it cannot be changed here.`;
  if (value !== null) return "A key is kept, encrypted. Type a new one over it, or empty the field to forget it.";
  return hint;
}

function whereToGet(provider: ProviderName): ReactNode {
  const { label, website } = providerFacts[provider];
  return (
    <>
      {label} is not asked without one. Get a key at{" "}
      <a href={website} target="_blank" rel="noreferrer" className="text-accent underline underline-offset-4">
        {new URL(website).host.replace(/^www\./, "")}
      </a>
      {provider === "tmdb" ? ": free with an account, and both kinds work." : "."}
    </>
  );
}
