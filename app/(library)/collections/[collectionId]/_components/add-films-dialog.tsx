"use client";

import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { cachedPicture } from "#components/artwork-source.ts";
import { Poster } from "#components/poster.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { nameOfFilm } from "../../../_components/format.ts";
import { addToSet, findFilms } from "../actions.ts";
import { SearchList } from "./search-list.tsx";
import { takeBackLinked } from "./take-back.ts";
import { useSearch } from "./use-search.ts";

type Found = {
  movieId: number;
  title: string;
  year: number | null;
  posterHash: string | null;
  posterThumbhash: string | null;
};

export type AddFilmsDialogProps = { set: { collectionId: number; name: string }; onClose: () => void };

/** Puts films of the library into the set. */
export function AddFilmsDialog({ set: { collectionId, name }, onClose }: AddFilmsDialogProps) {
  const search = useSearch<Found>((text) => findFilms({ collectionId, text }));
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [pending, startTransition] = useTransition();

  function toggle(movieId: number, on: boolean) {
    const next = new Set(chosen);
    if (on) next.add(movieId);
    else next.delete(movieId);
    setChosen(next);
  }

  function add() {
    startTransition(async () => {
      const result = await answered(addToSet({ collectionId, movieIds: [...chosen] }));
      if (!result.ok) {
        toastFailed("No film was added", { description: result.error.message });
        return;
      }
      onClose();
      const { movieIds, batch } = result.data;
      if (movieIds.length === 0) toastDone(`They are in "${name}" already`);
      else {
        toastDone(`${movieIds.length === 1 ? "1 film is" : `${movieIds.length} films are`} in "${name}" now`, {
          description: "Their set is locked: providers do not change it.",
          onUndo: () => void takeBackLinked(batch),
        });
      }
    });
  }

  return (
    <Dialog open onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        title={`Add films to "${name}"`}
        description="A film is in one set at a time: it leaves the one it is in."
        footer={
          <>
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" pending={pending} disabled={chosen.size === 0} onClick={add}>
              {chosen.size > 1 ? `Add ${chosen.size} films` : "Add"}
            </Button>
          </>
        }
      >
        <SearchList placeholder="Search in films" search={search} nothing="No film has this title.">
          {(film) => (
            <li key={film.movieId}>
              <label
                htmlFor={`add-${film.movieId}`}
                className="flex cursor-pointer items-center gap-3 rounded-lg p-2 hover:bg-surface-2"
              >
                <Checkbox
                  id={`add-${film.movieId}`}
                  checked={chosen.has(film.movieId)}
                  onCheckedChange={(on) => toggle(film.movieId, on === true)}
                />
                <Poster
                  picture={
                    film.posterHash === null
                      ? null
                      : cachedPicture({ hash: film.posterHash, thumbhash: film.posterThumbhash })
                  }
                  title={film.title}
                  decorative
                  sizes="40px"
                  className="w-10 shrink-0"
                />
                <span className="min-w-0 truncate text-1 text-sm">{nameOfFilm(film)}</span>
              </label>
            </li>
          )}
        </SearchList>
      </DialogContent>
    </Dialog>
  );
}
