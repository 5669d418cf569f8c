"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useState, useTransition } from "react";
import { z } from "zod";
import { getJson } from "#app/_components/get-json.ts";
import { useAfterJobs } from "#app/_components/live.tsx";

const summary = z.object({ count: z.int(), newestId: z.int() });

type Params = {
  /** The page of the list, which answers its summary below it: "/movies". */
  address: string;
  cache: { refresh: (ids: readonly number[]) => void };
  order: readonly number[];
  /** Indexes of the cards in the page. */
  range: RefObject<{ first: number; last: number }>;
  /** The query string of the list, with its question mark; empty for none. */
  query: string;
};

/**
 * After jobs have ended: loads the cards in sight anew, and tells whether the list would be another one by now. It is
 * not changed before the person asks, because a list must not move under the finger.
 */
export function useListNews({ address, cache, order, range, query }: Params) {
  const router = useRouter();
  const [news, setNews] = useState<{ order: readonly number[]; more: number }>();
  const [pending, startTransition] = useTransition();

  async function look() {
    cache.refresh(order.slice(range.current.first, range.current.last + 1));
    const now = await getJson(`${address}/summary${query}`, summary);
    const isSame = now.count === order.length && (now.count === 0 || order.includes(now.newestId));
    if (isSame) return;
    // Nothing stands there that could move.
    if (order.length === 0) router.refresh();
    else setNews({ order, more: now.count - order.length });
  }

  useAfterJobs(() => {
    look().catch(() => {
      // The banner says that the server is away, and the next job that ends looks again.
    });
  });

  return {
    /** Undefined when the list is as it was; else how many more it has by now. */
    more: news?.order === order ? news.more : undefined,
    pending,
    show: () => startTransition(() => router.refresh()),
  };
}

export type ListNewsState = ReturnType<typeof useListNews>;
