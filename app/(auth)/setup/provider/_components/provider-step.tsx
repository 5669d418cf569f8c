"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { fieldErrors } from "#app/_components/field-errors.ts";
import type { ActionError } from "#app/_server/action.ts";
import { KeyField } from "#app/(settings)/settings/providers/_components/key-field.tsx";
import { useProviderTest } from "#app/(settings)/settings/providers/_components/use-provider-test.ts";
import { saveTmdbKey } from "#app/(settings)/settings/providers/actions.ts";
import type { ShownSetting } from "#app/(settings)/settings/providers/queries.ts";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";

const next = "/setup/library";

/** Takes TMDB's key. It is tried before the set-up goes on; one that does not work can be kept all the same. */
export function ProviderStep({ shown }: { shown: ShownSetting }) {
  const router = useRouter();
  const [apiKey, setApiKey] = useState(shown.value === null ? "" : String(shown.value));
  const [error, setError] = useState<ActionError>();
  const [saving, startSaving] = useTransition();
  const { verdict, testing, forget, test, ask } = useProviderTest();
  const errors = fieldErrors(error, ["apiKey"]);
  const hasFailed = verdict?.ok === false;

  async function save() {
    const result = await answered(saveTmdbKey({ apiKey }));
    if (result.ok) router.push(next);
    else setError(result.error);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    setError(undefined);
    startSaving(async () => {
      if (apiKey.trim() === "") {
        setError({ code: "invalid", message: "Paste a key, or skip this step.", field: "apiKey" });
        return;
      }
      if (hasFailed || (await ask({ provider: "tmdb", apiKey })).ok) await save();
    });
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {errors.rest !== undefined && (
        <ErrorState layout="inline" title="The key was not saved" description={errors.rest} />
      )}
      <KeyField
        shown={shown}
        value={apiKey}
        onChange={(value) => {
          forget();
          setError(undefined);
          setApiKey(value);
        }}
        error={errors.of.apiKey}
        provider="tmdb"
        onTest={() => test({ provider: "tmdb", apiKey })}
        testing={testing}
        verdict={verdict}
      />
      <Button type="submit" variant="primary" size="lg" pending={saving}>
        {hasFailed ? "Go on all the same" : "Save and go on"}
      </Button>
      <Button asChild variant="ghost">
        <Link href={next}>Skip, films stay unidentified for now</Link>
      </Button>
    </form>
  );
}
