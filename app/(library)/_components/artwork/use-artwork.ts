"use client";

import { useOptimistic, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import type { ActionError, ActionResult } from "#app/_server/action.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import type { ShownCandidate } from "#lib/artwork/list-artwork.ts";
import {
  type ArtworkState,
  afterBlock,
  afterKeep,
  afterPick,
  afterRemove,
  afterUnpick,
  chosenIds,
} from "./artwork-state.ts";
import { verbsFor } from "./artwork-verbs.ts";
import type { ArtworkOwner, ArtworkTypeSummary } from "./shown-artwork.ts";

type Params = { owner: ArtworkOwner; type: ArtworkTypeSummary; candidates: readonly ShownCandidate[] };
type Change = {
  next: ArtworkState;
  run: () => Promise<ActionResult<unknown>>;
  done: string;
  /** Undefined: what is gone was of no use. */
  undo?: () => Promise<ActionResult<unknown>>;
  failed: string;
};

/** What is chosen and locked, changed at once and told to the server; every change can be taken back for ten seconds. */
export function useArtwork({ owner, type, candidates }: Params) {
  const saved: ArtworkState = { candidates, isLocked: type.isLocked };
  const [shown, show] = useOptimistic(saved, (_before, next: ArtworkState) => next);
  const [, startTransition] = useTransition();
  const verbs = verbsFor(owner, type.type);

  const say = (failed: string, error: ActionError) => toastFailed(failed, { description: error.message });

  function change({ next, run, done, undo, failed }: Change) {
    startTransition(async () => {
      show(next);
      const result = await answered(run());
      if (!result.ok) {
        say(failed, result.error);
        return;
      }
      toastDone(done, undo && { onUndo: () => takeBack(undo) });
    });
  }

  function takeBack(undo: NonNullable<Change["undo"]>) {
    startTransition(async () => {
      const result = await answered(undo());
      if (!result.ok) say("This was not taken back", result.error);
    });
  }

  /** Everything chosen now, and the lock, as it was before a change that may add some. */
  const restore = (addedIds: readonly number[]) => () =>
    verbs.restore({
      chosenIds: chosenIds(candidates),
      addedIds: addedIds.filter((candidateId) => !chosenIds(candidates).includes(candidateId)),
      lockedIds: candidates.filter(({ userLocked }) => userLocked).map(({ candidateId }) => candidateId),
      locked: type.isLocked,
    });

  const { keep, remove } = verbs;
  return {
    ...shown,
    keep:
      keep &&
      (({ candidateId }: ShownCandidate, locked: boolean) =>
        change({
          next: { candidates: afterKeep(shown.candidates, candidateId, locked), isLocked: shown.isLocked },
          run: () => keep(candidateId, locked),
          done: locked ? "The picture is locked: it keeps its place" : "The picture is unlocked",
          undo: () => keep(candidateId, !locked),
          failed: `The picture was not ${locked ? "locked" : "unlocked"}`,
        })),
    remove:
      remove &&
      (({ candidateId }: ShownCandidate) =>
        change({
          next: { candidates: afterRemove(shown.candidates, candidateId), isLocked: shown.isLocked },
          run: () => remove(candidateId),
          done: "The picture is taken out of the list",
          failed: "The picture was not taken out of the list",
        })),
    pick: ({ candidateId }: ShownCandidate) =>
      change({
        next: { candidates: afterPick(shown.candidates, candidateId, type.limit), isLocked: true },
        run: () => verbs.pick(candidateId),
        done: `${type.label} chosen and locked`,
        undo: restore([candidateId]),
        failed: `The ${type.label.toLowerCase()} was not changed`,
      }),
    unpick: ({ candidateId }: ShownCandidate) =>
      change({
        next: { candidates: afterUnpick(shown.candidates, candidateId), isLocked: true },
        run: () => verbs.unpick(candidateId),
        done: `The picture is not used any more, and ${type.label} is locked`,
        undo: restore([]),
        failed: `The ${type.label.toLowerCase()} was not changed`,
      }),
    block: ({ candidateId, isSelected }: ShownCandidate, blocked: boolean) =>
      change({
        next: { candidates: afterBlock(shown.candidates, candidateId, blocked), isLocked: shown.isLocked },
        run: () => verbs.block(candidateId, blocked),
        done: saidOfBlock({ blocked, isSelected, label: type.label, isLocked: shown.isLocked }),
        // Chosen again, it is blocked no more.
        undo: blocked && isSelected ? restore([]) : () => verbs.block(candidateId, !blocked),
        failed: "The picture was not changed",
      }),
    setLocked: (locked: boolean) =>
      change({
        next: { candidates: shown.candidates, isLocked: locked },
        run: () => verbs.lock(locked),
        done: locked ? `${type.label} is locked` : `${type.label} is unlocked`,
        // Unlocking a type unlocks its single pictures too.
        undo: locked ? () => verbs.lock(false) : restore([]),
        failed: `${type.label} was not ${locked ? "locked" : "unlocked"}`,
      }),
    addByAddress: verbs.addByAddress,
    /** An upload or a pasted address became a candidate and was chosen. */
    sayAdded: (candidateId: number) =>
      toastDone(`Your picture is chosen and ${type.label} is locked`, {
        description: "It is checked now; the page shows it in a moment.",
        onUndo: () => takeBack(restore([candidateId])),
      }),
  };
}

type Block = { blocked: boolean; isSelected: boolean; label: string; isLocked: boolean };

function saidOfBlock({ blocked, isSelected, label, isLocked }: Block): string {
  if (!blocked) return "The picture may be chosen again";
  if (isSelected && isLocked) return `The picture is blocked, and none is used in its place while ${label} is locked`;
  return "The picture is blocked: it is never chosen by itself";
}
