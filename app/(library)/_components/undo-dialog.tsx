"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useMemo, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog, DialogClose, DialogContent } from "#components/ui/dialog.tsx";
import { CheckField } from "#components/ui/field.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { DecisionTarget, UndoTarget } from "#lib/undo/target.ts";
import { applyUndo, previewUndo } from "../undo/actions.ts";
import type { ShownPlan } from "../undo/shown-plan.ts";
import { UndoTable } from "./undo-table.tsx";

const count = (number: number, one: string, many: string) =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
const fieldsText = (number: number) => count(number, "field", "fields");

/** The preview of an undo: what is, what it becomes, what stays and why. */
export function UndoDialog({
  target: given,
  what,
  onClose,
}: {
  target: UndoTarget | DecisionTarget;
  what: string;
  onClose: () => void;
}) {
  const router = useRouter();
  const [plan, setPlan] = useState<ShownPlan>();
  const [isWhole, setIsWhole] = useState(false);
  const command = "batch" in given && given.of !== undefined ? given.batch : undefined;
  const target = useMemo(
    () => (isWhole && command !== undefined ? { batch: command } : given),
    [isWhole, command, given],
  );
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();

  const look = useCallback(async () => {
    const answer = await answered(previewUndo(target));
    return answer.ok ? { plan: answer.data } : { problem: answer.error.message };
  }, [target]);
  useEffect(() => {
    let isStale = false;
    void look().then((found) => {
      if (isStale) return;
      if ("plan" in found) setPlan(found.plan);
      else setProblem(found.problem);
    });
    return () => {
      isStale = true;
    };
  }, [look]);

  const undo = (fingerprint: string) =>
    startTransition(async () => {
      setProblem(undefined);
      const answer = await answered(applyUndo({ target, fingerprint }));
      if (!answer.ok) {
        setProblem(answer.error.message);
        const found = await look();
        if ("plan" in found) setPlan(found.plan);
        return;
      }
      onClose();
      const done = answer.data;
      if ("jobId" in done) {
        toastDone("Taking it back has begun", { description: "A job does it, and its page tells how far it is." });
        router.push(`/activity/${done.jobId}`);
        return;
      }
      const rest = done.skipped > 0 ? { description: `${fieldsText(done.skipped)} stayed.` } : {};
      toastDone(`${fieldsText(done.fields)} taken back`, rest);
      router.refresh();
    });

  return (
    <Dialog open onOpenChange={(open) => !open && !pending && onClose()}>
      <DialogContent
        width="lg"
        title="Undo"
        description={what}
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button
              variant="primary"
              pending={pending}
              disabled={plan === undefined || plan.fields === 0}
              onClick={() => plan && undo(plan.fingerprint)}
            >
              {plan && plan.fields > 0 ? `Undo ${fieldsText(plan.fields)}` : "Undo"}
            </Button>
          </>
        }
      >
        {problem && <ErrorState layout="inline" className="mb-4" title="That did not work" description={problem} />}
        {command !== undefined && (
          <CheckField label="Also for everything else that was edited with it" className="mb-4">
            {(control) => (
              <Checkbox
                {...control}
                checked={isWhole}
                disabled={pending}
                onCheckedChange={(checked) => {
                  setPlan(undefined);
                  setIsWhole(checked === true);
                }}
              />
            )}
          </CheckField>
        )}
        {plan ? <Preview plan={plan} /> : !problem && <Skeleton className="h-40" />}
      </DialogContent>
    </Dialog>
  );
}

function Preview({ plan }: { plan: ShownPlan }) {
  const { items, fields, skipped, fixed, identities, orders, lines } = plan;
  const shown = lines.length;
  return (
    <div className="grid gap-3 text-sm">
      <p className="text-1">
        {fields === 0
          ? "Nothing of it can be taken back any more."
          : fields === 1
            ? "1 field of 1 item becomes what it was."
            : `${fieldsText(fields)} of ${count(items, "item", "items")} become what they were.`}
        {skipped > 0 && ` ${count(skipped, "change stays", "changes stay")}.`}
      </p>
      {identities > 0 && (
        <p className="text-2">
          {identities === 1 ? "It is" : `${count(identities, "item is", "items are")}`} identified as before by that,
          and the metadata is fetched anew. Locks and pictures that a person chose stay; other pictures go and are
          looked for again.
        </p>
      )}
      {orders > 0 && (
        <p className="text-2">The files are counted as before again, and become other episodes by that.</p>
      )}
      {lines.some(({ locks }) => locks) && (
        <p className="text-2">
          Fields with a lock beside them are locked by it, so that no refresh changes them again.
        </p>
      )}
      {fixed > 0 && (
        <p className="text-3">{`${count(fixed, "fact", "facts")} of the providers or the disk ${fixed === 1 ? "stays" : "stay"}.`}</p>
      )}
      {shown > 0 && <UndoTable lines={lines} />}
      {fields + skipped > shown && <p className="text-3">The first {shown.toLocaleString("en")} are shown.</p>}
    </div>
  );
}
