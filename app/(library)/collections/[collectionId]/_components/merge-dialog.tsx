"use client";

import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { cachedPicture } from "#components/artwork-source.ts";
import { Poster } from "#components/poster.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import type { CollectionCard } from "#lib/collections/list-collections.ts";
import { findSets, mergeSets } from "../actions.ts";
import { SearchList } from "./search-list.tsx";
import { takeBackChanges } from "./take-back.ts";
import { useSearch } from "./use-search.ts";

export type MergeDialogProps = { set: { collectionId: number; name: string }; onClose: () => void };

/** Chooses a set that becomes part of this one. */
export function MergeDialog({ set, onClose }: MergeDialogProps) {
  const { collectionId, name } = set;
  const search = useSearch<CollectionCard>((text) => findSets({ collectionId, text }));
  const [chosenId, setChosenId] = useState<number>();
  const [, startTransition] = useTransition();

  function merge(from: CollectionCard) {
    setChosenId(from.collectionId);
    startTransition(async () => {
      const result = await answered(mergeSets({ collectionId, fromId: from.collectionId }));
      setChosenId(undefined);
      if (!result.ok) {
        toastFailed("The sets were not merged", { description: result.error.message });
        return;
      }
      onClose();
      const { changeIds } = result.data;
      toastDone(`"${from.name}" is part of "${name}" now`, { onUndo: () => void takeBackChanges(changeIds) });
    });
  }

  return (
    <Dialog open onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        title={`Merge into "${name}"`}
        description="The films of the set you choose move here, and its name leads here from now on, also in NFO files."
      >
        <SearchList placeholder="Search in sets" search={search} nothing="There is no other set of this name.">
          {(other) => (
            <li key={other.collectionId} className="flex items-center gap-3 rounded-lg p-2 hover:bg-surface-2">
              <Poster
                picture={
                  other.posterHash === null
                    ? null
                    : cachedPicture({ hash: other.posterHash, thumbhash: other.posterThumbhash })
                }
                title={other.name}
                decorative
                sizes="40px"
                className="w-10 shrink-0"
              />
              <p className="min-w-0 flex-1">
                <span className="block truncate font-medium text-1 text-sm">{other.name}</span>
                <span className="text-3 text-xs">{other.owned === 1 ? "1 film" : `${other.owned} films`}</span>
              </p>
              <Button
                size="sm"
                pending={chosenId === other.collectionId}
                onClick={() => merge(other)}
                aria-label={`Merge ${other.name} into ${name}`}
              >
                Merge
              </Button>
            </li>
          )}
        </SearchList>
      </DialogContent>
    </Dialog>
  );
}
