"use client";

import { Pencil } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ErrorState } from "#components/error-state.tsx";
import { LockToggle } from "#components/lock-toggle.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { takePersonBack } from "../../_components/take-person-back.ts";
import { editPerson } from "../../actions.ts";
import type { PersonPage } from "../queries.ts";
import { PortraitChoice } from "./portrait-choice.tsx";

type EditPersonProps = Pick<PersonPage, "person" | "pictures">;

/** Name and picture, each with its lock. */
export function EditPerson({ person, pictures }: EditPersonProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <Button onClick={() => setOpen(true)}>
        <Pencil aria-hidden />
        Edit
      </Button>
      {open && <EditForm person={person} pictures={pictures} onClose={() => setOpen(false)} />}
    </Dialog>
  );
}

function EditForm({ person, pictures, onClose }: EditPersonProps & { onClose: () => void }) {
  const router = useRouter();
  const [name, setName] = useState(person.name);
  const [nameLocked, setNameLocked] = useState(person.nameLocked);
  const [imageLocked, setImageLocked] = useState(person.imageLocked);
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();
  const input = useRef<HTMLInputElement>(null);
  const { actorId } = person;

  useEffect(() => {
    // After the dialog has focused its first button, a lock, whose tooltip would take the first Escape.
    const timer = setTimeout(() => input.current?.focus());
    return () => clearTimeout(timer);
  }, []);

  function save(event: FormEvent) {
    event.preventDefault();
    startTransition(async () => {
      const result = await answered(editPerson({ actorId, version: person.version, name, nameLocked, imageLocked }));
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
      description="A name you change is locked. The old one still leads here."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" type="submit" form="edit-person" pending={pending} disabled={name.trim() === ""}>
            Save
          </Button>
        </>
      }
    >
      <form id="edit-person" onSubmit={save} className="grid gap-6">
        <Field
          label="Name"
          error={problem}
          aside={<LockToggle subject="Name" locked={nameLocked} onLockedChange={setNameLocked} />}
        >
          {(control) => (
            <Input
              {...control}
              ref={input}
              value={name}
              maxLength={500}
              onChange={(event) => {
                setName(event.target.value);
                setNameLocked(event.target.value === person.name ? person.nameLocked : true);
                setProblem(undefined);
              }}
            />
          )}
        </Field>
      </form>
      <PortraitChoice
        person={person}
        pictures={pictures}
        lock={<LockToggle subject="Portrait" locked={imageLocked} onLockedChange={setImageLocked} />}
        onChosen={() => setImageLocked(true)}
      />
      {problem && <ErrorState layout="inline" title="This was not saved" description={problem} />}
    </DialogContent>
  );
}
