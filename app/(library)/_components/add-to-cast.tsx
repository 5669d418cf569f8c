"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { PersonPicker } from "../people/_components/person-picker.tsx";

type AddToCastProps = {
  /** Who is in it already. */
  withoutIds: readonly number[];
  onAdd: (person: { actorId: number } | { name: string }, name: string) => void;
};

/** Adds somebody known, or a new name. */
export function AddToCast({ withoutIds, onAdd }: AddToCastProps) {
  const [open, setOpen] = useState(false);
  function add(person: { actorId: number } | { name: string }, name: string) {
    setOpen(false);
    onAdd(person, name);
  }
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <Button onClick={() => setOpen(true)}>
        <UserPlus aria-hidden />
        Add somebody
      </Button>
      <DialogContent title="Add somebody to the cast" description="They come last, and stay whatever a provider says.">
        <PersonPicker
          kind="actors"
          withoutIds={withoutIds}
          onPick={({ personId, name }) => add({ actorId: personId }, name)}
          onNew={(name) => add({ name }, name)}
        />
      </DialogContent>
    </Dialog>
  );
}
