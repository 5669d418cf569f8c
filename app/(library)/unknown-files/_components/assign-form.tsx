"use client";

import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { DialogClose, DialogFooter } from "#components/ui/dialog.tsx";
import type { AssignmentGuess } from "#lib/libraries/unknown-files-guess.ts";
import { type AssignInput, type AssignOwner, assignWayLabels } from "#lib/libraries/unknown-files-vocabulary.ts";
import { assign } from "../actions.ts";
import { type AssignDraft, draftOf, ownerInShow, ownerTypeOf, readDraft, type ShowPlace } from "./assign-draft.ts";
import { AssignFields } from "./assign-fields.tsx";
import { PlaceFields } from "./place-fields.tsx";
import { type LibraryName, type PickedTitle, TitlePicker } from "./title-picker.tsx";
import { makeUnknown } from "./unknown-commands.ts";
import type { UnknownFile } from "./unknown-file.ts";
import { useShowPlaces } from "./use-show-places.ts";

type AssignFormProps = {
  file: UnknownFile;
  guessed: AssignmentGuess;
  libraries: readonly LibraryName[];
  onClose: () => void;
};

/** What it is, whose, and the button. */
export function AssignForm({ file, guessed, libraries, onClose }: AssignFormProps) {
  const kind = guessed.libraryType;
  const near = nearOf(guessed);
  const [draft, setDraft] = useState<AssignDraft>(() => draftOf(guessed));
  const [picked, setPicked] = useState<PickedTitle | undefined>(near[0]);
  const [place, setPlace] = useState<ShowPlace>(guessed.place);
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();
  const isPlaced = kind === "tv" && (draft.as === "subtitle" || draft.as === "artwork");
  const places = useShowPlaces(isPlaced ? picked?.id : undefined, place.seasonNumber);
  const { unknownFileId } = file;
  const owner: AssignOwner | undefined =
    picked === undefined
      ? undefined
      : kind === "tv"
        ? ownerInShow({ as: draft.as, seriesId: picked.id, place, places: places.found })
        : { entityType: "movie", entityId: picked.id };
  const input = owner && readDraft(draft, { unknownFileId, owner });

  function pick(title: PickedTitle) {
    if (title.id !== picked?.id) setPlace({ seasonNumber: null, episodeId: null });
    setPicked(title);
  }
  const send = (sent: AssignInput) =>
    startTransition(async () => {
      const result = await answered(assign(sent));
      if (!result.ok) {
        setProblem(result.error.message);
        return;
      }
      onClose();
      toastDone(`${assignWayLabels[sent.as]} of ${result.data.title}`, {
        ...(sent.as === "artwork" ? { description: "It comes among the pictures in a moment." } : {}),
        onUndo: () => void makeUnknown(file),
      });
    });

  return (
    <>
      <div className="grid gap-4 px-4 pt-1 pb-4 md:px-6">
        <AssignFields
          ways={guessed.ways}
          owner={kind === "tv" ? ownerTypeOf(place) : "movie"}
          draft={draft}
          onChange={setDraft}
        />
        <TitlePicker kind={kind} libraries={libraries} near={near} picked={picked} onPick={pick} />
        {isPlaced && picked && (
          <PlaceFields places={places} isEpisodeNeeded={draft.as === "subtitle"} place={place} onChange={setPlace} />
        )}
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

function nearOf({ films, shows }: AssignmentGuess): PickedTitle[] {
  return [
    ...films.map(({ movieId, ...film }) => ({ id: movieId, ...film })),
    ...shows.map(({ seriesId, title, year, libraryId }) => ({ id: seriesId, title, year, libraryId })),
  ];
}
