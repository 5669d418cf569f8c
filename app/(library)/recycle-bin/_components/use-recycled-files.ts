"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { getJson } from "#app/_components/get-json.ts";
import { toastFailed } from "#components/toast.tsx";
import { type RecycledFileRow, type RecycledPage, recycledPageSchema } from "./recycled-file.ts";
import { type RecycledParams, recycledAddress } from "./recycled-params.ts";

/** The files that came with the page, those loaded after them, and which of all are chosen. Ids of the bin never return. */
export function useRecycledFiles(first: RecycledPage, params: RecycledParams) {
  const router = useRouter();
  const key = recycledAddress(params);
  const [more, setMore] = useState<{ key: string; files: RecycledFileRow[]; hasMore: boolean }>();
  const [gone, setGone] = useState<ReadonlySet<number>>(new Set());
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [loading, startLoading] = useTransition();
  const known = more?.key === key ? more : undefined;
  // A file that went makes the first page reach further: what it holds by now is not shown twice.
  const ids = new Set(first.files.map(({ recycleId }) => recycleId));
  const later = first.hasMore ? (known?.files ?? []).filter(({ recycleId }) => !ids.has(recycleId)) : [];
  const files = [...first.files, ...later].filter(({ recycleId }) => !gone.has(recycleId));
  const last = later.at(-1)?.recycleId ?? first.files.at(-1)?.recycleId;

  const loadMore = () =>
    startLoading(async () => {
      if (last === undefined) return;
      try {
        const address = recycledAddress("/recycle-bin/files", params);
        const sign = address.includes("?") ? "&" : "?";
        const page = await getJson(`${address}${sign}before=${last}`, recycledPageSchema);
        setMore({ key, files: [...later, ...page.files], hasMore: page.hasMore });
      } catch (error) {
        const description = error instanceof Error ? error.message : "The server did not answer.";
        toastFailed("Older files could not be loaded", { description });
      }
    });
  const drop = (recycleIds: readonly number[]) => {
    if (recycleIds.length === 0) return;
    setGone((now) => new Set([...now, ...recycleIds]));
    setChosen((now) => new Set([...now].filter((id) => !recycleIds.includes(id))));
    // The totals.
    router.refresh();
  };
  return {
    files,
    selected: files.filter(({ recycleId }) => chosen.has(recycleId)),
    hasMore: first.hasMore && (known?.hasMore ?? true),
    loading,
    loadMore,
    drop,
    choose: (recycleIds: readonly number[]) => setChosen(new Set(recycleIds)),
    toggle: (recycleId: number, isChosen: boolean) =>
      setChosen((now) => new Set(isChosen ? [...now, recycleId] : [...now].filter((id) => id !== recycleId))),
  };
}
