"use client";

import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { ConnectionVerdict } from "#lib/providers/provider.ts";
import type { ShownSetting } from "../queries.ts";
import { TestVerdict } from "./test-verdict.tsx";

type KeyFieldProps = {
  shown: ShownSetting;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  onTest: () => void;
  testing: boolean;
  verdict: ConnectionVerdict | undefined;
};

/** TMDB's key with its test button. A key that is kept shows its last four characters; it stays while they stand there. */
export function KeyField({ shown, value, onChange, error, onTest, testing, verdict }: KeyFieldProps) {
  return (
    <div className="grid gap-2">
      <Field label="API key or read access token" hint={hintOf(shown)} error={error ?? shown.problem ?? undefined}>
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
            <Button pending={testing} onClick={onTest}>
              Test
            </Button>
          </div>
        )}
      </Field>
      <TestVerdict verdict={verdict} />
    </div>
  );
}

function hintOf({ fromEnv, value }: ShownSetting): ReactNode {
  if (fromEnv !== null) return `Given by the environment (${fromEnv}), so it cannot be changed here.`;
  if (value !== null) return "A key is kept, encrypted. Type a new one over it, or empty the field to forget it.";
  return (
    <>
      Free for people with an account:{" "}
      <a
        href="https://www.themoviedb.org/settings/api"
        target="_blank"
        rel="noreferrer"
        className="text-accent underline underline-offset-4"
      >
        themoviedb.org, Settings, API
      </a>
      . Both kinds work.
    </>
  );
}
