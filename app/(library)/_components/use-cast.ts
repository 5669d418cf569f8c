"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import type { CastChange } from "#lib/people/edit-cast.ts";
import { changeCast, takeBackCastChange } from "../cast-actions.ts";

export type Credit = {
  creditId: number;
  actorId: number;
  name: string;
  imageHash: string | null;
  role: string | null;
  roleLocked: boolean;
  removed: boolean;
};

export type EditableCast = {
  owner: "movie" | "series";
  ownerId: number;
  /** All, those taken out too, in order. */
  credits: readonly Credit[];
  orderLocked: boolean;
  /** What the cast is now: a change of another one is refused. */
  stamp: string;
};

/**
 * A cast that shows changes at once and saves them one after the other. What is refused goes back to what the server
 * has.
 */
export function useCast(saved: EditableCast) {
  const router = useRouter();
  const [shown, setShown] = useState(saved);
  const stamp = useRef(saved.stamp);
  /** Stamps of casts that changes made here have left behind: a page with one of them is late. */
  const passed = useRef(new Set<string>());
  const isRefused = useRef(false);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const [waiting, setWaiting] = useState(0);

  useEffect(() => {
    const isLate = passed.current.has(saved.stamp) && saved.stamp !== stamp.current;
    if (waiting > 0 || (isLate && !isRefused.current)) return;
    isRefused.current = false;
    stamp.current = saved.stamp;
    setShown(saved);
  }, [saved, waiting]);

  function moveTo(next: string) {
    passed.current.add(stamp.current);
    stamp.current = next;
  }

  function change(wanted: CastChange, next: Partial<EditableCast>, done: string) {
    setShown((before) => ({ ...before, ...next }));
    inTurn(async () => {
      const { owner, ownerId } = saved;
      const result = await answered(changeCast({ owner, ownerId, seen: stamp.current, change: wanted }));
      if (!result.ok) {
        isRefused.current = true;
        toastFailed("The cast was not changed", { description: result.error.message });
        return;
      }
      moveTo(result.data.stamp);
      const { changeId } = result.data;
      if (changeId !== null) toastDone(done, { onUndo: () => takeBack(changeId) });
    });
  }

  function takeBack(changeId: number) {
    inTurn(async () => {
      const result = await answered(takeBackCastChange({ changeId }));
      if (result.ok) moveTo(result.data.stamp);
      else toastFailed("This was not taken back", { description: result.error.message });
    });
  }

  function inTurn(work: () => Promise<void>) {
    setWaiting((count) => count + 1);
    queue.current = queue.current.then(work).finally(() => {
      router.refresh();
      setWaiting((count) => count - 1);
    });
  }

  return { cast: shown, change };
}
