"use client";

import { useActionState, useState } from "react";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { signInWithPassword } from "../actions.ts";

/** A plain form: it works before scripts have loaded, and without them. */
export function LoginForm({ next }: { next: string }) {
  const [result, submit, pending] = useActionState(signInWithPassword, null);
  // Kept here, because a form is emptied after its action and only the password should be typed again.
  const [username, setUsername] = useState("");
  const error = result && !result.ok ? result.error : undefined;
  return (
    <form action={submit} className="grid gap-4">
      {error && <ErrorState layout="inline" title="You are not signed in" description={error.message} />}
      <input type="hidden" name="next" value={next} />
      <Field label="Name">
        {(control) => (
          <Input
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            autoFocus
            value={username}
            onChange={(event) => setUsername(event.target.value)}
            {...control}
          />
        )}
      </Field>
      <Field label="Password">
        {(control) => <Input name="password" type="password" autoComplete="current-password" required {...control} />}
      </Field>
      <Button type="submit" variant="primary" size="lg" pending={pending}>
        Sign in
      </Button>
    </form>
  );
}
