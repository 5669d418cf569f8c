"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CommandItem } from "#components/ui/command.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { PersonPicker } from "../people/_components/person-picker.tsx";
import { isInCast, matchCast } from "./cast-matches.ts";
import { Portrait } from "./portrait.tsx";
import type { Credit } from "./use-cast.ts";

type AddToCastProps = {
  /** Who is in it already, and who was taken out. */
  credits: readonly Credit[];
  onAdd: (person: { actorId: number } | { name: string }, name: string) => void;
  onRestore: (credit: Credit) => void;
};

/** Adds somebody known, or a new name; puts somebody back who was taken out. */
export function AddToCast({ credits, onAdd, onRestore }: AddToCastProps) {
  const [open, setOpen] = useState(false);
  function add(person: { actorId: number } | { name: string }, name: string) {
    setOpen(false);
    onAdd(person, name);
  }
  function restore(credit: Credit) {
    setOpen(false);
    onRestore(credit);
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
          withoutIds={credits.map(({ actorId }) => actorId)}
          before={(typed) =>
            matchCast(credits, typed).map((credit) => (
              <Member key={credit.creditId} credit={credit} onRestore={() => restore(credit)} />
            ))
          }
          onPick={({ personId, name }) => add({ actorId: personId }, name)}
          onNew={(name) => add({ name }, name)}
          mayBeNew={(name) => !isInCast(credits, name)}
        />
      </DialogContent>
    </Dialog>
  );
}

/** Somebody of the cast: there is nothing to press, unless they were taken out. */
function Member({ credit, onRestore }: { credit: Credit; onRestore: () => void }) {
  const { creditId, name, imageHash, removed } = credit;
  return (
    <CommandItem value={`credit ${creditId}`} disabled={!removed} onSelect={onRestore}>
      <Portrait name={name} imageHash={imageHash} className="size-8 text-xs opacity-60" />
      <span className="min-w-0 truncate">{name}</span>
      {removed ? (
        <span className="ml-auto flex shrink-0 gap-2 text-xs">
          <span className="text-3">removed</span>
          <span className="font-medium text-accent">Restore</span>
        </span>
      ) : (
        <span className="ml-auto shrink-0 text-3 text-xs">in the cast</span>
      )}
    </CommandItem>
  );
}
