"use client";

import { Recycle } from "lucide-react";
import { useState, useTransition } from "react";
import type { z } from "zod";
import { getJson } from "#app/_components/get-json.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { recycledPageSchema } from "./recycled-file.ts";
import { RecycledRow } from "./recycled-row.tsx";

/** The files of the bin, newest first. */
export function RecycledFiles({ first }: { first: z.output<typeof recycledPageSchema> }) {
  const [files, setFiles] = useState(first.files);
  const [hasMore, setHasMore] = useState(first.hasMore);
  const [loading, startLoading] = useTransition();

  if (files.length === 0) {
    return (
      <EmptyState
        icon={<Recycle />}
        title="The recycle bin is empty"
        description="When Metarr replaces or removes a file of your libraries, it comes here first."
      />
    );
  }
  const last = files.at(-1)?.recycleId;
  const loadMore = () =>
    startLoading(async () => {
      try {
        const page = await getJson(`/recycle-bin/files?before=${last}`, recycledPageSchema);
        setFiles((now) => [...now, ...page.files]);
        setHasMore(page.hasMore);
      } catch (error) {
        const description = error instanceof Error ? error.message : "The server did not answer.";
        toastFailed("Older files could not be loaded", { description });
      }
    });
  return (
    <>
      <Card>
        <ul aria-label="Files">
          {files.map((file) => (
            <RecycledRow
              key={file.recycleId}
              file={file}
              onRestored={() => setFiles((now) => now.filter(({ recycleId }) => recycleId !== file.recycleId))}
            />
          ))}
        </ul>
      </Card>
      {hasMore && (
        <p className="mt-4 flex justify-center">
          <Button pending={loading} onClick={loadMore}>
            Load more
          </Button>
        </p>
      )}
    </>
  );
}
