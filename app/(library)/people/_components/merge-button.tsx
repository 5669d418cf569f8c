"use client";

import { Merge } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { Portrait } from "../../_components/portrait.tsx";
import { mergePeople, separatePeople } from "../actions.ts";
import type { Person } from "./person.ts";
import { PersonPicker } from "./person-picker.tsx";

type MergeButtonProps = { kind: "actor" | "crew"; person: { personId: number; name: string } };

/** Makes this person and another one the same: the other one goes, and this one is in everything. */
export function MergeButton({ kind, person }: MergeButtonProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [other, setOther] = useState<Person>();
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();

  function change(next: boolean) {
    setOpen(next);
    setOther(undefined);
    setProblem(undefined);
  }

  function merge(from: Person) {
    startTransition(async () => {
      const result = await answered(mergePeople({ kind, fromId: from.personId, intoId: person.personId }));
      if (!result.ok) {
        setProblem(result.error.message);
        return;
      }
      change(false);
      const { changeId } = result.data;
      toastDone(`${from.name} and ${person.name} are one person now`, { onUndo: () => takeBack(changeId) });
      router.refresh();
    });
  }

  async function takeBack(changeId: number) {
    const result = await answered(separatePeople({ kind, changeId }));
    if (!result.ok) toastFailed("The merge was not taken back", { description: result.error.message });
    router.refresh();
  }

  return (
    <Dialog open={open} onOpenChange={change}>
      <Button onClick={() => change(true)}>
        <Merge aria-hidden />
        Merge
      </Button>
      <DialogContent
        title={`Merge somebody into ${person.name}`}
        description={`Everything the other one is in becomes ${person.name}'s. Both names and ids lead here from then on. It can be taken back.`}
        footer={
          other && (
            <>
              <Button variant="ghost" onClick={() => setOther(undefined)}>
                Choose another
              </Button>
              <Button variant="primary" onClick={() => merge(other)} pending={pending}>
                Merge
              </Button>
            </>
          )
        }
      >
        {other ? (
          <p className="flex items-center gap-3 py-2">
            <Portrait name={other.name} imageHash={other.imageHash} />
            <span>
              <span className="font-medium text-1">{other.name}</span>{" "}
              <span className="text-2">
                with {other.titleCount === 1 ? "1 title" : `${other.titleCount} titles`} becomes {person.name}.
              </span>
            </span>
          </p>
        ) : (
          <PersonPicker kind={kind === "actor" ? "actors" : "crew"} withoutIds={[person.personId]} onPick={setOther} />
        )}
        {problem && <ErrorState layout="inline" title="They were not merged" description={problem} />}
      </DialogContent>
    </Dialog>
  );
}
