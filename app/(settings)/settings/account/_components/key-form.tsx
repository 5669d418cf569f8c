"use client";

import { useFormAction } from "#app/_components/use-form-action.ts";
import { CopyPath } from "#components/copy-path.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select, type SelectOption } from "#components/ui/select.tsx";
import { createOwnKey } from "../actions.ts";

const lifetimes: SelectOption[] = [
  { value: "0", label: "Never" },
  { value: "30", label: "In 30 days" },
  { value: "365", label: "In a year" },
];

export function KeyForm({ roles }: { roles: SelectOption[] }) {
  const { result, pending, form } = useFormAction(createOwnKey);
  return (
    <form {...form} className="grid gap-4">
      {result && !result.ok && (
        <ErrorState layout="inline" title="The key was not made" description={result.error.message} />
      )}
      {result?.ok && (
        <div role="status" className="grid gap-2 rounded-lg border border-positive/30 bg-positive/12 p-4">
          <p className="font-medium text-1">Copy this key now. It is not shown again.</p>
          <CopyPath path={result.data.key} label="key" />
        </div>
      )}
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Name of the program" className="min-w-48 flex-1">
          {(control) => <Input name="name" required maxLength={100} autoComplete="off" {...control} />}
        </Field>
        <Field label="Role" className="w-40">
          {(control) => (
            <Select name="role" options={roles} defaultValue={roles.at(-1)?.value ?? "viewer"} {...control} />
          )}
        </Field>
        <Field label="Ends" className="w-36">
          {(control) => <Select name="days" options={lifetimes} defaultValue="0" {...control} />}
        </Field>
        <Button type="submit" pending={pending}>
          Make a key
        </Button>
      </div>
    </form>
  );
}
