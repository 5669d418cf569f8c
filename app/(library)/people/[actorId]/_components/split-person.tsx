"use client";

import { Split } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { CheckField, Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { codeOf, titleOf } from "../../../series/[seriesId]/_components/names.ts";
import { mergePeople, splitPerson } from "../../actions.ts";
import type { PersonPage } from "../queries.ts";

type Credit = { entityType: "movie" | "series" | "episode"; entityId: number; label: string; hint: string | null };

function creditsOf({ films, shows, guests }: PersonPage): Credit[] {
  return [
    ...[...films, ...shows].map(({ entityType, entityId, title, year, role }) => ({
      entityType,
      entityId,
      label: year === null ? title : `${title} (${year})`,
      hint: role,
    })),
    ...guests.map((guest) => ({
      entityType: "episode" as const,
      entityId: guest.episodeId,
      label: `${guest.seriesTitle} ${codeOf(guest)} ${titleOf(guest)}`,
      hint: guest.role,
    })),
  ];
}

/** Tells two people apart who were taken for one. Nothing to split while there is one credit. */
export function SplitPerson({ page }: { page: PersonPage }) {
  const [open, setOpen] = useState(false);
  const credits = creditsOf(page);
  if (credits.length < 2) return null;
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <Button onClick={() => setOpen(true)} className="max-md:flex-1">
        <Split aria-hidden />
        Split
      </Button>
      {open && <SplitForm person={page.person} credits={credits} onClose={() => setOpen(false)} />}
    </Dialog>
  );
}

type SplitFormProps = { person: PersonPage["person"]; credits: readonly Credit[]; onClose: () => void };

const keyOf = ({ entityType, entityId }: Credit): string => `${entityType} ${entityId}`;

function SplitForm({ person, credits, onClose }: SplitFormProps) {
  const router = useRouter();
  const [name, setName] = useState(person.name);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();
  const { actorId } = person;

  function split() {
    startTransition(async () => {
      const picked = credits.filter((credit) => chosen.includes(keyOf(credit)));
      const places = picked.map(({ entityType, entityId }) => ({ entityType, entityId }));
      const result = await answered(splitPerson({ actorId, name, credits: places }));
      if (!result.ok) {
        setProblem(result.error.message);
        return;
      }
      onClose();
      const { newActorId } = result.data;
      toastDone(`${name.trim()} is a person of their own now`, { onUndo: () => takeBack(newActorId) });
      router.push(`/people/${newActorId}`);
    });
  }

  async function takeBack(newActorId: number) {
    const result = await answered(mergePeople({ kind: "actor", fromId: newActorId, intoId: actorId }));
    if (!result.ok) toastFailed("The split was not taken back", { description: result.error.message });
    else router.push(`/people/${actorId}`);
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
        <Field label="Name of the other person" hint="It may be the same name.">
          {(control) => (
            <Input {...control} value={name} maxLength={500} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <fieldset className="grid gap-3">
          <legend className="mb-3 font-medium text-2 text-sm">
            {chosen.length === credits.length ? "Leave at least one" : `What they were in (${chosen.length} chosen)`}
          </legend>
          {credits.map((credit) => (
            <CheckField key={keyOf(credit)} label={credit.label} {...(credit.hint ? { hint: credit.hint } : {})}>
              {(control) => (
                <Checkbox
                  {...control}
                  checked={chosen.includes(keyOf(credit))}
                  onCheckedChange={(on) =>
                    setChosen(on === true ? [...chosen, keyOf(credit)] : chosen.filter((one) => one !== keyOf(credit)))
                  }
                />
              )}
            </CheckField>
          ))}
        </fieldset>
        {problem && <ErrorState layout="inline" title="They were not split" description={problem} />}
      </div>
    </DialogContent>
  );
}
