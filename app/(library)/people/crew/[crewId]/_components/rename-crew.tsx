"use client";

import { Pencil } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { takePersonBack } from "../../../_components/take-person-back.ts";
import { renameCrew } from "../../../actions.ts";

type RenameCrewProps = { person: { personId: number; name: string } };

/** Gives somebody behind the camera another name, which stays. */
export function RenameCrew({ person }: RenameCrewProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <Button onClick={() => setOpen(true)}>
        <Pencil aria-hidden />
        Edit
      </Button>
      {open && <RenameForm person={person} onClose={() => setOpen(false)} />}
    </Dialog>
  );
}

function RenameForm({ person, onClose }: RenameCrewProps & { onClose: () => void }) {
  const router = useRouter();
  const [name, setName] = useState(person.name);
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();

  function save(event: FormEvent) {
    event.preventDefault();
    startTransition(async () => {
      const result = await answered(renameCrew({ crewId: person.personId, before: person.name, name }));
      if (!result.ok) {
        setProblem(result.error.message);
        return;
      }
      onClose();
      const { changeIds } = result.data;
      if (changeIds.length > 0) {
        toastDone(`${name.trim()} is saved`, { onUndo: () => takePersonBack(changeIds).then(() => router.refresh()) });
      }
      router.refresh();
    });
  }

  return (
    <DialogContent
      title={`Edit ${person.name}`}
      description="A name you type stays, whatever a provider says. The old one still leads here, and lists of directors and writers keep it."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" type="submit" form="rename-crew" pending={pending} disabled={name.trim() === ""}>
            Save
          </Button>
        </>
      }
    >
      <form id="rename-crew" onSubmit={save}>
        <Field label="Name" error={problem}>
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={500}
              onChange={(event) => {
                setName(event.target.value);
                setProblem(undefined);
              }}
            />
          )}
        </Field>
      </form>
    </DialogContent>
  );
}
