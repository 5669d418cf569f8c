"use client";

import { Plus, Trash2 } from "lucide-react";
import { type FormEvent, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { firstProblem } from "#app/_components/field-errors.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { createGroup, dropGroup } from "../actions.ts";

type Group = { groupId: number; name: string };

/** The groups of players, and one more. */
export function GroupList({ groups }: { groups: readonly Group[] }) {
  return (
    <div className="grid gap-4">
      {groups.length > 0 && (
        <ul aria-label="Groups" className="grid">
          {groups.map((group) => (
            <GroupRow key={group.groupId} group={group} />
          ))}
        </ul>
      )}
      <AddGroup />
    </div>
  );
}

function GroupRow({ group: { groupId, name } }: { group: Group }) {
  const [pending, startTransition] = useTransition();
  const remove = () =>
    startTransition(async () => {
      const result = await answered(dropGroup({ groupId }));
      if (result.ok) toastDone(`The group ${name} is removed`, { description: "Its players stay, each by itself." });
      else toastFailed("The group was not removed", { description: result.error.message });
    });
  return (
    <li className="flex min-h-11 items-center justify-between gap-3 border-border border-b py-1 last:border-b-0">
      <span className="min-w-0 wrap-anywhere text-1 text-sm">{name}</span>
      <IconButton label={`Remove the group ${name}`} onClick={remove} disabled={pending}>
        <Trash2 aria-hidden />
      </IconButton>
    </li>
  );
}

function AddGroup() {
  const [name, setName] = useState("");
  const [error, setError] = useState<string>();
  const [pending, startTransition] = useTransition();

  function submit(event: FormEvent) {
    event.preventDefault();
    startTransition(async () => {
      const result = await answered(createGroup({ name }));
      setError(result.ok ? undefined : firstProblem(result.error));
      if (result.ok) setName("");
    });
  }

  return (
    <form onSubmit={submit} aria-label="Add a group">
      <Field label="New group" error={error}>
        {(control) => (
          <div className="flex gap-2">
            <Input
              maxLength={100}
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
              {...control}
            />
            <Button type="submit" pending={pending} disabled={name.trim() === ""}>
              <Plus aria-hidden />
              Add group
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
