"use client";

import { useFormAction } from "#app/_components/use-form-action.ts";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { sourceKindLabels, sourceKinds } from "#lib/webhooks/vocabulary.ts";
import { addSource } from "../actions.ts";
import { SecretBox } from "./secret-box.tsx";

const kinds = sourceKinds.map((kind) => ({ value: kind, label: sourceKindLabels[kind] }));

export function AddSourceForm() {
  const { result, pending, form } = useFormAction(addSource);
  const error = result && !result.ok ? result.error : undefined;
  return (
    <form {...form} noValidate className="grid gap-4">
      {error && error.field !== "name" && (
        <ErrorState layout="inline" title="The source was not added" description={error.message} />
      )}
      {result?.ok && (
        <SecretBox
          secret={result.data.secret}
          sentence="Copy this secret now. It is not shown again. The address stands with the source above."
        />
      )}
      <div className="flex flex-wrap items-start gap-3">
        <Field label="Name" className="min-w-48 flex-1" error={error?.field === "name" ? error.message : undefined}>
          {(control) => (
            <Input name="name" aria-required maxLength={100} autoComplete="off" placeholder="Radarr" {...control} />
          )}
        </Field>
        <Field label="Program" className="w-36">
          {(control) => <Select name="kind" options={kinds} defaultValue="radarr" {...control} />}
        </Field>
        <Button type="submit" pending={pending} className="mt-7">
          Add source
        </Button>
      </div>
    </form>
  );
}
