"use client";

import { useFormAction } from "#app/_components/use-form-action.ts";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { passwordMinLength, roleLabels, roles } from "#lib/access/vocabulary.ts";
import { addPerson } from "../actions.ts";

const ownErrors = ["username", "password"];

export function AddPersonForm() {
  const { result, pending, form } = useFormAction(addPerson);
  const error = result && !result.ok ? result.error : undefined;
  const errorOf = (field: string) => (error?.field === field ? error.message : undefined);
  return (
    <form {...form} className="grid gap-4">
      {error && !ownErrors.includes(error.field ?? "") && (
        <ErrorState layout="inline" title="The person was not added" description={error.message} />
      )}
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <Field label="Name" error={errorOf("username")}>
          {(control) => <Input name="username" required maxLength={64} autoComplete="off" {...control} />}
        </Field>
        <Field label="Password" hint={`At least ${passwordMinLength} characters.`} error={errorOf("password")}>
          {(control) => <Input name="password" type="password" required autoComplete="new-password" {...control} />}
        </Field>
        <Field label="Role">
          {(control) => (
            <Select
              name="role"
              defaultValue="viewer"
              options={roles.map((role) => ({ value: role, label: roleLabels[role] }))}
              {...control}
            />
          )}
        </Field>
      </div>
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" pending={pending}>
          Add person
        </Button>
        <p role="status" className="text-positive text-sm">
          {result?.ok && !pending ? `${result.data.username} may sign in now.` : ""}
        </p>
      </div>
    </form>
  );
}
