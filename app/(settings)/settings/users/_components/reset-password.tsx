"use client";

import { useFormAction } from "#app/_components/use-form-action.ts";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { passwordMinLength } from "#lib/access/vocabulary.ts";
import { resetPassword } from "../actions.ts";

export function ResetPassword({ userId, username }: { userId: number; username: string }) {
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button>Set password</Button>
      </DialogTrigger>
      <DialogContent
        width="sm"
        title={`Set a password for ${username}`}
        description="Their sessions end, and they sign in with the new password."
      >
        <ResetForm userId={userId} username={username} />
      </DialogContent>
    </Dialog>
  );
}

function ResetForm({ userId, username }: { userId: number; username: string }) {
  const { result, pending, form } = useFormAction(resetPassword);
  const error = result && !result.ok ? result.error : undefined;
  if (result?.ok) return <p role="status">{`${username} has a new password. Tell it to them.`}</p>;
  return (
    <form {...form} className="grid gap-4">
      {error && error.field !== "password" && (
        <ErrorState layout="inline" title="The password was not set" description={error.message} />
      )}
      <input type="hidden" name="userId" value={userId} />
      <Field
        label="New password"
        hint={`At least ${passwordMinLength} characters.`}
        error={error?.field === "password" ? error.message : undefined}
      >
        {(control) => <Input name="password" type="password" required autoComplete="new-password" {...control} />}
      </Field>
      <Button type="submit" variant="primary" pending={pending}>
        Set password
      </Button>
    </form>
  );
}
