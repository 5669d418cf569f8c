"use client";

import { useOptimistic, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import type { ActionError, ActionResult } from "#app/_server/action.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import type { ShownTrailer } from "#lib/trailers/list-trailers.ts";
import type { TrailerChooser } from "#lib/trailers/owners.ts";
import {
  chooseTrailer,
  deleteTrailer,
  dropTrailer,
  lockTrailer,
  restoreTrailer,
  retryTrailerNow,
  testTrailerNow,
} from "../../trailer-actions.ts";
import { afterChoice, afterDelete, chosenIdOf, type TrailersState } from "./trailer-state.ts";

type Change = {
  next: TrailersState;
  run: () => Promise<ActionResult<unknown>>;
  done: string;
  description?: string;
  failed: string;
};

/** What is chosen and locked, changed at once and told to the server; every change can be taken back for ten seconds. */
export function useTrailers({ owner, ...saved }: TrailersState & { owner: TrailerChooser }) {
  const [shown, show] = useOptimistic<TrailersState, TrailersState>(saved, (_before, next) => next);
  const [, startTransition] = useTransition();
  const before = {
    ...owner,
    chosenId: chosenIdOf(saved.trailers),
    locked: saved.isLocked,
    listedIds: saved.trailers.map(({ candidateId }) => candidateId),
  };

  const say = (failed: string, error: ActionError) => toastFailed(failed, { description: error.message });

  function takeBack() {
    startTransition(async () => {
      const result = await answered(restoreTrailer(before));
      if (!result.ok) say("This was not taken back", result.error);
    });
  }

  function change({ next, run, done, description, failed }: Change) {
    startTransition(async () => {
      show(next);
      const result = await answered(run());
      if (result.ok) toastDone(done, { onUndo: takeBack, ...(description === undefined ? {} : { description }) });
      else say(failed, result.error);
    });
  }

  /** Nothing of it needs taking back. */
  function ask(run: () => Promise<ActionResult<unknown>>, done: string, failed: string) {
    startTransition(async () => {
      const result = await answered(run());
      if (result.ok) toastDone(done);
      else say(failed, result.error);
    });
  }

  return {
    ...shown,
    choose: ({ candidateId, file }: ShownTrailer) =>
      change({
        next: { trailers: afterChoice(shown.trailers, candidateId), isLocked: true },
        run: () => chooseTrailer({ candidateId }),
        done: "The trailer is chosen and locked",
        ...(file === null ? { description: "It is downloaded now." } : {}),
        failed: "The trailer was not chosen",
      }),
    drop: ({ candidateId }: ShownTrailer) =>
      change({
        next: { trailers: afterChoice(shown.trailers, null), isLocked: true },
        run: () => dropTrailer({ candidateId }),
        done: "The trailer is not used any more",
        description: "None is chosen in its place while the trailer is locked.",
        failed: "The trailer was not changed",
      }),
    remove: ({ candidateId }: ShownTrailer) =>
      change({
        next: { trailers: afterDelete(shown.trailers, candidateId), isLocked: shown.isLocked },
        run: () => deleteTrailer({ candidateId }),
        done: "The trailer is deleted from the list",
        failed: "The trailer was not deleted",
      }),
    setLocked: (locked: boolean) =>
      change({
        next: { trailers: shown.trailers, isLocked: locked },
        run: () => lockTrailer({ ...owner, locked }),
        done: locked ? "The trailer is locked" : "The trailer is unlocked",
        failed: `The trailer was not ${locked ? "locked" : "unlocked"}`,
      }),
    test: ({ candidateId }: ShownTrailer) =>
      ask(() => testTrailerNow({ candidateId }), "The trailer is tested now", "The trailer was not tested"),
    retry: ({ candidateId }: ShownTrailer) =>
      ask(() => retryTrailerNow({ candidateId }), "The trailer is tried again", "The trailer was not tried again"),
    /** An upload or a pasted address became a trailer and was chosen. */
    sayAdded: () =>
      toastDone("Your trailer is chosen and locked", {
        description: "It is prepared now; this page follows it.",
        onUndo: takeBack,
      }),
  };
}

export type Trailers = ReturnType<typeof useTrailers>;
