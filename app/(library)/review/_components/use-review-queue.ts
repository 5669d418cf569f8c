"use client";

import { useEffect, useRef, useState } from "react";
import { getJson } from "#app/_components/get-json.ts";
import { toastFailed } from "#components/toast.tsx";
import { type ReviewItem, type ReviewPage, reviewPageSchema } from "#lib/review/vocabulary.ts";

/** Below this many items that were not passed over the next ones are fetched, so that nobody waits for them. */
const refillBelow = 4;
/** A server that is away is asked again after this long. */
const askAgainMs = 5_000;
const isSame = (a: ReviewItem, b: ReviewItem) => a.kind === b.kind && a.itemId === b.itemId;

/** The items that wait, the present one first. What is decided leaves at once; what is taken back comes back first. */
export function useReviewQueue({ first, waiting }: { first: ReviewPage; waiting: number }) {
  const [items, setItems] = useState(first.items);
  const [count, setCount] = useState(waiting);
  const [next, setNext] = useState(first.next);
  /** Items at the end of the list that a person passed over: they come again when the others are through. */
  const [skipped, setSkipped] = useState(0);
  const [attempt, setAttempt] = useState(0);
  const loading = useRef(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is a reason to ask, not an input.
  useEffect(() => {
    if (next === null || loading.current || items.length - skipped >= refillBelow) return;
    loading.current = true;
    getJson(`/review/list?after=${encodeURIComponent(next)}`, reviewPageSchema)
      .then((page) => {
        setItems((shown) => {
          const fresh = page.items.filter((item) => !shown.some((each) => isSame(each, item)));
          const at = Math.max(0, shown.length - skipped);
          return [...shown.slice(0, at), ...fresh, ...shown.slice(at)];
        });
        setNext(page.next);
      })
      .catch((error: Error) => {
        toastFailed("The next items could not be read", { description: error.message });
        setTimeout(() => setAttempt((before) => before + 1), askAgainMs);
      })
      .finally(() => {
        loading.current = false;
      });
  }, [items.length, next, skipped, attempt]);

  return {
    items,
    count,
    isReading: items.length === 0 && next !== null,
    remove(item: ReviewItem) {
      setItems((shown) => shown.filter((each) => !isSame(each, item)));
      setCount((before) => Math.max(0, before - 1));
    },
    putBack(item: ReviewItem) {
      setItems((shown) => [item, ...shown.filter((each) => !isSame(each, item))]);
      setCount((before) => before + 1);
    },
    /** The present item goes behind the others that were read. */
    skip() {
      setItems(([present, ...others]) => (present ? [...others, present] : []));
      setSkipped((before) => (before + 1 >= items.length ? 0 : before + 1));
    },
    /** From the beginning, as after many were decided at once. */
    async reload() {
      const page = await getJson("/review/list", reviewPageSchema);
      setItems(page.items);
      setNext(page.next);
      setSkipped(0);
    },
    setCount,
  };
}
