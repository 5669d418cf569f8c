"use client";

import { Split } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { CheckField, Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { splitPerson } from "../actions.ts";
import { takePersonBack } from "./take-person-back.ts";

export type Credit = {
  entityType: "movie" | "series" | "episode";
  entityId: number;
  label: string;
  /** What they did there. */
  hint: string | null;
};

type SplitPersonProps = {
  kind: "actor" | "crew";
  person: { personId: number; name: string };
  credits: readonly Credit[];
};

/** Tells two people apart who were taken for one. Nothing to split while there is one credit. */
export function SplitPerson(props: SplitPersonProps) {
  const [open, setOpen] = useState(false);
  if (props.credits.length < 2) return null;
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <Button onClick={() => setOpen(true)}>
        <Split aria-hidden />
        Split
      </Button>
      {open && <SplitForm {...props} onClose={() => setOpen(false)} />}
    </Dialog>
  );
}

const hints = {
  actor: "It may be the same name.",
  crew: "Another name than this one, such as one with a year: people behind the camera are told apart by it.",
} as const;

const keyOf = ({ entityType, entityId }: Credit): string => `${entityType} ${entityId}`;

function SplitForm({ kind, person, credits, onClose }: SplitPersonProps & { onClose: () => void }) {
  const router = useRouter();
  const [name, setName] = useState(kind === "actor" ? person.name : "");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();
  const { personId } = person;
  const hrefOf = (id: number) => (kind === "actor" ? `/people/${id}` : `/people/crew/${id}`);

  function split() {
    startTransition(async () => {
      const picked = credits.filter((credit) => chosen.includes(keyOf(credit)));
      const places = picked.map(({ entityType, entityId }) => ({ entityType, entityId }));
      const result = await answered(splitPerson({ kind, personId, name, credits: places }));
      if (!result.ok) {
        setProblem(result.error.message);
        return;
      }
      onClose();
      const { newPersonId, changeIds } = result.data;
      toastDone(`${name.trim()} is a person of their own now`, {
        onUndo: () => takePersonBack(changeIds).then(() => router.push(hrefOf(personId))),
      });
      router.push(hrefOf(newPersonId));
    });
  }

  return (
    <DialogContent
      title={`Split ${person.name}`}
      description="Choose what the other person was in. It stays theirs, whatever a provider says later."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant="primary"
            onClick={split}
            pending={pending}
            disabled={name.trim() === "" || chosen.length === 0 || chosen.length === credits.length}
          >
            Split
          </Button>
        </>
      }
    >
      <div className="grid gap-6">
        <Field label="Name of the other person" hint={hints[kind]}>
          {(control) => (
            <Input {...control} value={name} maxLength={500} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <fieldset className="grid gap-3">
          <legend className="mb-3 font-medium text-2 text-sm">
            {chosen.length === credits.length ? "Leave at least one" : `What they were in (${chosen.length} chosen)`}
          </legend>
          {credits.map((credit) => (
            <CheckField
              key={keyOf(credit)}
              label={credit.label}
              {...(credit.hint ? { hint: credit.hint } : {})}
              checked={chosen.includes(keyOf(credit))}
              onChange={(on) =>
                setChosen(on ? [...chosen, keyOf(credit)] : chosen.filter((one) => one !== keyOf(credit)))
              }
            />
          ))}
        </fieldset>
        {problem && <ErrorState layout="inline" title="They were not split" description={problem} />}
      </div>
    </DialogContent>
  );
}
