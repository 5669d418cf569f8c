"use client";

import { useId, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Label } from "#components/ui/label.tsx";
import type { RemovableKind } from "#lib/recycle/vocabulary.ts";
import { bringBack, remove, removeWithFiles } from "../removal-actions.ts";
import { countText } from "./texts.ts";

export type Removal = {
  kind: RemovableKind;
  ids: readonly number[];
  /** What people call it, when it is one. */
  name?: string | undefined;
  /** Nothing of it is on the disk any more. */
  isMissing?: boolean | undefined;
};

export type RemoveDialogProps = {
  /** What is asked about; undefined while nothing is. */
  removal: Removal | undefined;
  /** Only an administrator may take files from the disk. */
  mayDeleteFiles: boolean;
  onClose: () => void;
  /** These are hidden from now on. */
  onRemoved?: (ids: readonly number[]) => void;
  /** It was taken back. */
  onRestored?: (ids: readonly number[]) => void;
};

/** Asks before something is removed from Metarr, says what happens to its files, and lets it be taken back. */
export function RemoveDialog({ removal, ...props }: RemoveDialogProps) {
  // A new question begins without the box ticked and without the trouble of the one before.
  return removal && <Question key={`${removal.kind} ${removal.ids.join()}`} removal={removal} {...props} />;
}

function Question({
  removal,
  mayDeleteFiles,
  onClose,
  onRemoved,
  onRestored,
}: RemoveDialogProps & { removal: Removal }) {
  const { kind, ids, name, isMissing = false } = removal;
  const id = useId();
  const [deleteFiles, setDeleteFiles] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();
  const what = name === undefined || ids.length !== 1 ? countText(kind, ids.length) : `"${name}"`;
  const isOne = ids.length === 1;

  const confirm = () =>
    startTransition(async () => {
      const input = { kind, ids: [...ids] };
      const answer = await answered(deleteFiles ? removeWithFiles(input) : remove(input));
      if (!answer.ok) {
        setProblem(answer.error.message);
        return;
      }
      const removed = answer.data;
      onClose();
      onRemoved?.(removed);
      if (removed.length === 0) toastDone(isOne ? "It was removed already" : "They were removed already");
      else {
        toastDone(`${what} ${isOne ? "is" : "are"} removed`, {
          ...(deleteFiles ? { description: "The files go to the recycle bin." } : {}),
          onUndo: () => void takeBack({ kind, ids: removed, what, onRestored }),
        });
      }
    });

  return (
    <AlertDialog open onOpenChange={(open) => !open && !pending && onClose()}>
      <AlertDialogContent
        title={`Remove ${what}?`}
        description={
          <>
            <p>{textOf({ what, isOne, isMissing, deleteFiles })}</p>
            <p className="mt-2">
              {`For 30 days ${isOne ? "it" : "they"} can be restored from the recycle bin, with every edit, lock and picture.`}
            </p>
          </>
        }
        footer={
          <>
            <AlertDialogCancel asChild>
              <Button>Cancel</Button>
            </AlertDialogCancel>
            <Button variant="danger" pending={pending} onClick={confirm}>
              {deleteFiles ? "Remove and recycle files" : "Remove"}
            </Button>
          </>
        }
      >
        {mayDeleteFiles && (
          <div className="mt-4 flex gap-3">
            <Checkbox
              id={id}
              checked={deleteFiles}
              onCheckedChange={(checked) => setDeleteFiles(checked === true)}
              aria-describedby={`${id}-hint`}
              className="mt-0.5"
            />
            <div className="grid gap-0.5">
              <Label
                htmlFor={id}
                className="text-1"
              >{`Also move ${isOne ? "its" : "their"} files to the recycle bin`}</Label>
              <p id={`${id}-hint`} className="text-3 text-sm">
                Video, extras, subtitles, NFO and artwork. Restoring puts them back.
              </p>
            </div>
          </div>
        )}
        {problem && <ErrorState layout="inline" className="mt-4" title="That did not work" description={problem} />}
      </AlertDialogContent>
    </AlertDialog>
  );
}

type Text = { what: string; isOne: boolean; isMissing: boolean; deleteFiles: boolean };

function textOf({ what, isOne, isMissing, deleteFiles }: Text): string {
  const files = isOne ? "its files" : "their files";
  if (deleteFiles) return `Metarr hides ${what} and moves ${files} to the recycle bin.`;
  if (isMissing) return `Metarr hides ${what}. When ${files} come back, a scan shows ${isOne ? "it" : "them"} again.`;
  return `Metarr hides ${what}. ${isOne ? "Its" : "Their"} files stay where they are, and scans pass them over.`;
}

type TakeBack = Pick<Removal, "kind" | "ids"> & { what: string; onRestored: RemoveDialogProps["onRestored"] };

async function takeBack({ kind, ids, what, onRestored }: TakeBack): Promise<void> {
  const answer = await answered(bringBack({ kind, ids: [...ids] }));
  if (!answer.ok) {
    toastFailed(`${what} could not be brought back`, {
      description: answer.error.message,
      onRetry: () => void takeBack({ kind, ids, what, onRestored }),
    });
    return;
  }
  onRestored?.(answer.data);
  toastDone(`${what} ${ids.length === 1 ? "is" : "are"} back`);
}
