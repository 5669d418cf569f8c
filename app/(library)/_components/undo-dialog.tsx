"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useMemo, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent } from "#components/ui/dialog.tsx";
import { CheckField } from "#components/ui/field.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { DecisionTarget, RedoTarget, UndoTarget } from "#lib/undo/target.ts";
import { isRedoBatch } from "#lib/undo/vocabulary.ts";
import { applyUndo, previewUndo } from "../undo/actions.ts";
import type { ShownPlan } from "../undo/shown-plan.ts";
import { fieldsText, UndoPreview, undoWords } from "./undo-preview.tsx";

/** The preview of an undo, or of bringing back what one took: what is, what it becomes, what stays and why. */
export function UndoDialog({
  target: given,
  what,
  onClose,
}: {
  target: UndoTarget | RedoTarget | DecisionTarget;
  what: string;
  onClose: () => void;
}) {
  const router = useRouter();
  const say = undoWords["redoOf" in given ? "redo" : "undo"];
  const [plan, setPlan] = useState<ShownPlan>();
  const [isWhole, setIsWhole] = useState(false);
  const command = "batch" in given && given.of !== undefined && !isRedoBatch(given.batch) ? given.batch : undefined;
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

  const apply = (fingerprint: string) =>
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
        toastDone(say.begun, { description: "A job does it, and its page tells how far it is." });
        router.push(`/activity/${done.jobId}`);
        return;
      }
      const rest = done.skipped > 0 ? { description: `${fieldsText(done.skipped)} stayed.` } : {};
      toastDone(`${fieldsText(done.fields)} ${say.done}`, rest);
      router.refresh();
    });

  return (
    <Dialog open onOpenChange={(open) => !open && !pending && onClose()}>
      <DialogContent
        width="lg"
        title={say.name}
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
              onClick={() => plan && apply(plan.fingerprint)}
            >
              {plan && plan.fields > 0 ? `${say.name} ${fieldsText(plan.fields)}` : say.name}
            </Button>
          </>
        }
      >
        {problem && <ErrorState layout="inline" className="mb-4" title="That did not work" description={problem} />}
        {command !== undefined && (
          <CheckField
            label="Also for everything else that was edited with it"
            className="mb-4"
            checked={isWhole}
            disabled={pending}
            onChange={(checked) => {
              setPlan(undefined);
              setIsWhole(checked);
            }}
          />
        )}
        {plan ? <UndoPreview plan={plan} say={say} /> : !problem && <Skeleton className="h-40" />}
      </DialogContent>
    </Dialog>
  );
}
