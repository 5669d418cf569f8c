"use client";

import { useEffect, useRef, useState } from "react";
import { getJson } from "#app/_components/get-json.ts";
import { toastFailed } from "#components/toast.tsx";
import { type ReviewItem, type ReviewPage, reviewPageSchema } from "#lib/review/vocabulary.ts";

/** Below this many items the next ones are fetched, so that nobody waits for them. */
const refillBelow = 4;
const isSame = (a: ReviewItem, b: ReviewItem) => a.kind === b.kind && a.itemId === b.itemId;

/** The items that wait, the present one first. What is decided leaves at once; what is taken back comes back first. */
export function useReviewQueue({ first, waiting }: { first: ReviewPage; waiting: number }) {
  const [items, setItems] = useState(first.items);
  const [count, setCount] = useState(waiting);
  const [next, setNext] = useState(first.next);
  const loading = useRef(false);

  useEffect(() => {
    if (next === null || loading.current || items.length >= refillBelow) return;
    loading.current = true;
    getJson(`/review/list?after=${encodeURIComponent(next)}`, reviewPageSchema)
      .then((page) => {
        setItems((shown) => [...shown, ...page.items.filter((item) => !shown.some((each) => isSame(each, item)))]);
        setNext(page.next);
      })
      .catch((error: Error) => toastFailed("The next items could not be read", { description: error.message }))
      .finally(() => {
        loading.current = false;
      });
  }, [items.length, next]);

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
    },
    /** From the beginning, as after many were decided at once. */
    async reload() {
      const page = await getJson("/review/list", reviewPageSchema);
      setItems(page.items);
      setNext(page.next);
    },
    setCount,
  };
}
