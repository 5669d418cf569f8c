"use client";

import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { inputOf, type PatternDraft } from "#app/(settings)/settings/ignore-patterns/_components/pattern-draft.ts";
import {
  type LibraryChoice,
  PatternFields,
} from "#app/(settings)/settings/ignore-patterns/_components/pattern-fields.tsx";
import { toastAdded } from "#app/(settings)/settings/ignore-patterns/_components/toast-added.ts";
import { usePreview } from "#app/(settings)/settings/ignore-patterns/_components/use-preview.ts";
import { addPattern } from "#app/(settings)/settings/ignore-patterns/actions.ts";
import { ToggleChip } from "#components/filter-chip.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent } from "#components/ui/dialog.tsx";
import { suggestPatterns } from "./suggest-patterns.ts";
import { fileNameOf, type UnknownFile } from "./unknown-file.ts";

type PatternDialogProps = {
  file: UnknownFile;
  libraries: readonly (LibraryChoice & { roots: readonly string[] })[];
  onClose: () => void;
};

/** Makes a pattern of a file: its name, its ending or its folder, with what else that would pass over. */
export function PatternDialog({ file, libraries, onClose }: PatternDialogProps) {
  const library = libraries.find(({ libraryId }) => libraryId === file.libraryId);
  const suggestions = suggestPatterns(file.path, library?.roots ?? []);
  const [draft, setDraft] = useState<PatternDraft>({ ...suggestions[0], libraryId: file.libraryId });
  const [error, setError] = useState<string>();
  const [pending, startTransition] = useTransition();
  const preview = usePreview(draft);
  // It is made for a file that is there: one that matches nothing is a slip.
  const isUseless = draft.pattern.trim() === "" || preview?.found?.files === 0;

  const change = (next: PatternDraft) => {
    setError(undefined);
    setDraft(next);
  };
  const add = () =>
    startTransition(async () => {
      const result = await answered(addPattern(inputOf(draft)));
      if (!result.ok) {
        setError(result.error.message);
        return;
      }
      onClose();
      toastAdded(result.data);
    });

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Make an ignore pattern"
        description={`Scans pass over ${fileNameOf(file)} and everything else that matches.`}
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant="primary" pending={pending} disabled={isUseless} onClick={add}>
              Add pattern
            </Button>
          </>
        }
      >
        <div className="grid gap-4 pt-1">
          <fieldset aria-label="Suggestions" className="flex flex-wrap gap-2">
            {suggestions.map(({ label, pattern, kind }) => (
              <ToggleChip
                key={label}
                label={label}
                pressed={draft.pattern === pattern && draft.kind === kind}
                onPressedChange={() => change({ ...draft, pattern, kind })}
              />
            ))}
          </fieldset>
          <PatternFields draft={draft} onChange={change} libraries={libraries} preview={preview} error={error} />
        </div>
      </DialogContent>
    </Dialog>
  );
}
