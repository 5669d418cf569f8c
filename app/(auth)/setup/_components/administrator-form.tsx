"use client";

import { type FormEvent, useActionState, useState } from "react";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { passwordMinLength, passwordSchema, usernameSchema } from "#lib/access/vocabulary.ts";
import { createAdministrator } from "../actions.ts";

/** Fields that show their own error; any other error stands above the form. */
const ownErrors = ["username", "password", "repeated", "token"];

type Problem = { field: string; message: string };

/** What can be told before anything is sent, so that the passwords need not be typed again. */
const rules = { username: usernameSchema, password: passwordSchema } as const;

function firstProblem(form: HTMLFormElement): Problem | undefined {
  const values = new FormData(form);
  for (const [field, rule] of Object.entries(rules)) {
    const issue = rule.safeParse(values.get(field)).error?.issues[0];
    if (issue) return { field, message: issue.message };
  }
  return undefined;
}

export function AdministratorForm({ needsToken }: { needsToken: boolean }) {
  const [result, submit, pending] = useActionState(createAdministrator, null);
  // Kept here, because a form is emptied after its action and only the passwords should be typed again.
  const [username, setUsername] = useState("");
  const [token, setToken] = useState("");
  const [problem, setProblem] = useState<Problem>();
  const error = problem ?? (result && !result.ok ? result.error : undefined);
  const errorOf = (field: string) => (error?.field === field ? error.message : undefined);

  function check(event: FormEvent<HTMLFormElement>) {
    const found = firstProblem(event.currentTarget);
    setProblem(found);
    if (found) event.preventDefault();
  }

  return (
    <form action={submit} onSubmit={check} noValidate className="grid gap-4">
      {error && !ownErrors.includes(error.field ?? "") && (
        <ErrorState layout="inline" title="The administrator was not created" description={error.message} />
      )}
      <Field label="Name" error={errorOf("username")}>
        {(control) => (
          <Input
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            autoFocus
            maxLength={64}
            value={username}
            onChange={(event) => setUsername(event.target.value)}
            {...control}
          />
        )}
      </Field>
      <Field label="Password" hint={`At least ${passwordMinLength} characters.`} error={errorOf("password")}>
        {(control) => <NewPassword name="password" {...control} />}
      </Field>
      <Field label="Password again" error={errorOf("repeated")}>
        {(control) => <NewPassword name="repeated" {...control} />}
      </Field>
      {needsToken && (
        <Field
          label="Code from the log"
          hint="Metarr printed it when it started. It shows that this is your server, because you are not on its machine."
          error={errorOf("token")}
        >
          {(control) => (
            <Input
              name="token"
              autoComplete="one-time-code"
              spellCheck={false}
              required
              className="font-mono"
              value={token}
              onChange={(event) => setToken(event.target.value)}
              {...control}
            />
          )}
        </Field>
      )}
      <Button type="submit" variant="primary" size="lg" pending={pending}>
        Create administrator
      </Button>
    </form>
  );
}

function NewPassword({ name, ...control }: { name: string }) {
  return <Input name={name} type="password" autoComplete="new-password" required maxLength={200} {...control} />;
}
