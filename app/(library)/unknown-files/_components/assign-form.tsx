"use client";

import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { DialogClose, DialogFooter } from "#components/ui/dialog.tsx";
import type { AssignmentGuess } from "#lib/libraries/unknown-files-guess.ts";
import { type AssignInput, assignWayLabels } from "#lib/libraries/unknown-files-vocabulary.ts";
import { assign } from "../actions.ts";
import { type AssignDraft, draftOf, readDraft } from "./assign-draft.ts";
import { AssignFields } from "./assign-fields.tsx";
import { FilmPicker, type LibraryName, type PickedFilm } from "./film-picker.tsx";
import { makeUnknown } from "./unknown-commands.ts";
import type { UnknownFile } from "./unknown-file.ts";

type AssignFormProps = {
  file: UnknownFile;
  guessed: AssignmentGuess;
  libraries: readonly LibraryName[];
  onClose: () => void;
};

/** What it is, which film's, and the button. */
export function AssignForm({ file, guessed, libraries, onClose }: AssignFormProps) {
  const [draft, setDraft] = useState<AssignDraft>(() => draftOf(guessed));
  const [film, setFilm] = useState<PickedFilm | undefined>(guessed.films[0]);
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();
  const { unknownFileId } = file;
  const input = film && readDraft(draft, { unknownFileId, movieId: film.movieId });

  const send = (sent: AssignInput) =>
    startTransition(async () => {
      const result = await answered(assign(sent));
      if (!result.ok) {
        setProblem(result.error.message);
        return;
      }
      onClose();
      toastDone(`${assignWayLabels[sent.as]} of ${result.data.title}`, {
        ...(sent.as === "artwork" ? { description: "It comes among the film's pictures in a moment." } : {}),
        onUndo: () => void makeUnknown(file),
      });
    });

  return (
    <>
      <div className="grid gap-4 px-4 pt-1 pb-4 md:px-6">
        <AssignFields ways={guessed.ways} draft={draft} onChange={setDraft} />
        <FilmPicker libraries={libraries} near={guessed.films} picked={film} onPick={setFilm} />
        {problem && <ErrorState layout="inline" title="The file was not assigned" description={problem} />}
      </div>
      <DialogFooter className="sticky bottom-0 bg-surface-1">
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button variant="primary" pending={pending} disabled={input === undefined} onClick={() => input && send(input)}>
          Assign
        </Button>
      </DialogFooter>
    </>
  );
}
