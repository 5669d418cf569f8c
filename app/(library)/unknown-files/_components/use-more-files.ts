"use client";

import { useState, useTransition } from "react";
import { getJson } from "#app/_components/get-json.ts";
import { toastFailed } from "#components/toast.tsx";
import { type UnknownFile, type UnknownPage, unknownPageSchema } from "./unknown-file.ts";
import { type UnknownParams, unknownAddress } from "./unknown-params.ts";

/** The files that came with the page, and those loaded after them. What the server sends anew takes the first place. */
export function useMoreFiles(first: UnknownPage, params: UnknownParams) {
  const key = unknownAddress(params);
  const [more, setMore] = useState<{ key: string; files: UnknownFile[]; hasMore: boolean }>();
  const [loading, startLoading] = useTransition();
  const known = more?.key === key ? more : undefined;
  const last = first.files.at(-1)?.path;
  // A file that went makes the first page reach further: what it holds by now is not shown twice.
  const ids = new Set(first.files.map((file) => file.unknownFileId));
  const later = (known?.files ?? []).filter((file) => !ids.has(file.unknownFileId));
  const files = [...first.files, ...(first.hasMore ? later : [])];
  const hasMore = first.hasMore && (known?.hasMore ?? true);

  const loadMore = () =>
    startLoading(async () => {
      const after = later.at(-1)?.path ?? last;
      if (after === undefined) return;
      try {
        const address = unknownAddress("/unknown-files/files", params);
        const sign = address.includes("?") ? "&" : "?";
        const page = await getJson(`${address}${sign}after=${encodeURIComponent(after)}`, unknownPageSchema);
        setMore({ key, files: [...later, ...page.files], hasMore: page.hasMore });
      } catch (error) {
        const description = error instanceof Error ? error.message : "The server did not answer.";
        toastFailed("More files could not be loaded", { description });
      }
    });
  return { files, hasMore, loading, loadMore };
}
