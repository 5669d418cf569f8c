"use client";

import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/select.tsx";
import { roleLabels, roleSchema, roles } from "#lib/access/vocabulary.ts";
import { changeDisabled, changeRole } from "../actions.ts";
import type { Person } from "../queries.ts";
import { ResetPassword } from "./reset-password.tsx";

export function PersonRow({ person }: { person: Person }) {
  const { userId, username, role, isDisabled, lastLoginAt, isSelf } = person;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-border border-t px-4 py-3">
      <div className="min-w-40 flex-1">
        <p className="flex items-center gap-2 font-medium text-1">
          {username}
          {isSelf && <Badge>you</Badge>}
          {isDisabled && <Badge tone="warning">shut out</Badge>}
        </p>
        <p className="text-3 text-sm">
          {lastLoginAt ? (
            <>
              Signed in <TimeAgo at={lastLoginAt} />
            </>
          ) : (
            "Has not signed in yet"
          )}
        </p>
      </div>
      {isSelf ? (
        <span className="text-2 text-sm">{roleLabels[role]}</span>
      ) : (
        <>
          <RoleSelect person={person} />
          <ResetPassword userId={userId} username={username} />
          {isDisabled ? (
            <LetIn userId={userId} username={username} />
          ) : (
            <ConfirmButton
              trigger={<Button variant="danger-ghost">Shut out</Button>}
              title={`Shut out ${username}?`}
              description="Their sessions and keys stop working at once. You can let them in again; nothing of theirs is deleted."
              confirmLabel="Shut out"
              onConfirm={async () => {
                const result = await answered(changeDisabled({ userId, disabled: true }));
                return result.ok ? undefined : result.error.message;
              }}
            />
          )}
        </>
      )}
    </li>
  );
}

function RoleSelect({ person }: { person: Person }) {
  const [shown, setShown] = useState(person.role);
  const [pending, startTransition] = useTransition();

  function choose(value: string) {
    const role = roleSchema.parse(value);
    setShown(role);
    startTransition(async () => {
      const result = await answered(changeRole({ userId: person.userId, role }));
      if (result.ok) {
        toastDone(`${person.username} is now ${roleLabels[role]}`, { description: "They have to sign in again." });
        return;
      }
      setShown(person.role);
      toastFailed(`The role of ${person.username} was not changed`, { description: result.error.message });
    });
  }

  return (
    <Select
      aria-label={`Role of ${person.username}`}
      className="w-36"
      value={shown}
      disabled={pending}
      onValueChange={choose}
      options={roles.map((role) => ({ value: role, label: roleLabels[role] }))}
    />
  );
}

function LetIn({ userId, username }: { userId: number; username: string }) {
  const [pending, startTransition] = useTransition();
  return (
    <Button
      pending={pending}
      onClick={() =>
        startTransition(async () => {
          const result = await answered(changeDisabled({ userId, disabled: false }));
          if (!result.ok) toastFailed(`${username} was not let in`, { description: result.error.message });
        })
      }
    >
      Let in again
    </Button>
  );
}
