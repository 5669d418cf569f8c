"use client";

import { useEffect, useState } from "react";
import { answered } from "#app/_components/answered.ts";
import { ErrorState } from "#components/error-state.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { AssignmentGuess } from "#lib/libraries/unknown-files-guess.ts";
import { guess } from "../actions.ts";
import { AssignForm } from "./assign-form.tsx";
import type { LibraryName } from "./title-picker.tsx";
import { fileNameOf, type UnknownFile } from "./unknown-file.ts";

type AssignDialogProps = { file: UnknownFile; libraries: readonly LibraryName[]; onClose: () => void };

/** Asks what a file is and of which film or series, with a guess to confirm. */
export function AssignDialog({ file, libraries, onClose }: AssignDialogProps) {
  const { unknownFileId } = file;
  const [guessed, setGuessed] = useState<AssignmentGuess>();
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    let isLate = false;
    answered(guess({ unknownFileId })).then((result) => {
      if (isLate) return;
      if (result.ok) setGuessed(result.data);
      else setProblem(result.error.message);
    });
    return () => {
      isLate = true;
    };
  }, [unknownFileId]);

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Assign a file"
        description={<span className="wrap-anywhere font-mono text-xs">{fileNameOf(file)}</span>}
        className="px-0! pb-0!"
      >
        {problem ? (
          <ErrorState layout="inline" title="The file could not be looked at" description={problem} className="m-4" />
        ) : guessed ? (
          <AssignForm file={file} guessed={guessed} libraries={libraries} onClose={onClose} />
        ) : (
          <div role="status" aria-busy aria-label="Guessing" className="grid gap-4 p-4 md:px-6">
            <Skeleton className="h-14" />
            <Skeleton className="h-32" />
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}
