"use client";

import { useFormAction } from "#app/_components/use-form-action.ts";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { passwordMinLength } from "#lib/access/vocabulary.ts";
import { changeOwnPassword } from "../actions.ts";

const ownErrors = ["present", "password", "repeated"];

export function PasswordForm() {
  const { result, pending, form } = useFormAction(changeOwnPassword);
  const error = result && !result.ok ? result.error : undefined;
  const errorOf = (field: string) => (error?.field === field ? error.message : undefined);
  return (
    <form {...form} className="grid max-w-sm gap-4">
      {error && !ownErrors.includes(error.field ?? "") && (
        <ErrorState layout="inline" title="The password was not changed" description={error.message} />
      )}
      <Field label="Present password" error={errorOf("present")}>
        {(control) => <Input name="present" type="password" autoComplete="current-password" required {...control} />}
      </Field>
      <Field label="New password" hint={`At least ${passwordMinLength} characters.`} error={errorOf("password")}>
        {(control) => <Input name="password" type="password" autoComplete="new-password" required {...control} />}
      </Field>
      <Field label="New password again" error={errorOf("repeated")}>
        {(control) => <Input name="repeated" type="password" autoComplete="new-password" required {...control} />}
      </Field>
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" pending={pending}>
          Change password
        </Button>
        <p role="status" className="text-positive text-sm">
          {result?.ok && !pending ? "The password is changed." : ""}
        </p>
      </div>
    </form>
  );
}
