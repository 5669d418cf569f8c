"use client";

import { type ReactNode, useState } from "react";
import { ErrorState } from "./error-state.tsx";
import { AlertDialog, AlertDialogCancel, AlertDialogContent, AlertDialogTrigger } from "./ui/alert-dialog.tsx";
import { Button } from "./ui/button.tsx";

export type ConfirmButtonProps = {
  /** The button that asks; a Button or IconButton. */
  trigger: ReactNode;
  /** The question: "Remove the library Movies?". */
  title: string;
  /** What happens to what, and how it can be taken back. */
  description: ReactNode;
  /** The verb again: "Remove library", "Move to recycle bin". Never "OK". */
  confirmLabel: string;
  /** `danger` (default) for what removes something. */
  tone?: "danger" | "primary";
  /** Runs on confirmation. The dialog closes when it resolves; when it resolves to a text or throws it stays and says so. */
  onConfirm: () => Promise<unknown>;
};

/** A button that asks before it acts. */
export function ConfirmButton({
  trigger,
  title,
  description,
  confirmLabel,
  tone = "danger",
  onConfirm,
}: ConfirmButtonProps) {
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function confirm() {
    setPending(true);
    setProblem(undefined);
    try {
      const answer = await onConfirm();
      if (typeof answer === "string" && answer !== "") setProblem(answer);
      else setOpen(false);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "The server did not answer. Try again.");
    } finally {
      setPending(false);
    }
  }

  return (
    <AlertDialog
      open={open}
      onOpenChange={(next) => {
        if (pending) return;
        setProblem(undefined);
        setOpen(next);
      }}
    >
      <AlertDialogTrigger asChild>{trigger}</AlertDialogTrigger>
      <AlertDialogContent
        title={title}
        description={description}
        footer={
          <>
            <AlertDialogCancel asChild>
              <Button>Cancel</Button>
            </AlertDialogCancel>
            <Button variant={tone} pending={pending} onClick={confirm}>
              {confirmLabel}
            </Button>
          </>
        }
      >
        {problem && <ErrorState layout="inline" className="mt-4" title="That did not work" description={problem} />}
      </AlertDialogContent>
    </AlertDialog>
  );
}
