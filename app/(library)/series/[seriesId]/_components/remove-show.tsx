"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { type Removal, RemoveDialog } from "../../../_components/remove-dialog.tsx";
import { showCache } from "../../_components/show-cache.ts";
import type { ShowHeaderData } from "../queries.ts";

type Show = Pick<ShowHeaderData, "seriesId" | "title" | "missingAt" | "mayDeleteFiles">;

/** Asks, removes the series and leads to the list. Taken back, it leads to the series again. */
export function RemoveShow({ show: { seriesId, title, missingAt, mayDeleteFiles } }: { show: Show }) {
  const router = useRouter();
  const [removal, setRemoval] = useState<Removal>();
  return (
    <>
      <Button
        variant="danger-ghost"
        onClick={() => setRemoval({ kind: "series", ids: [seriesId], name: title, isMissing: missingAt !== null })}
      >
        <Trash2 aria-hidden />
        Remove series
      </Button>
      <RemoveDialog
        removal={removal}
        mayDeleteFiles={mayDeleteFiles}
        onClose={() => setRemoval(undefined)}
        onRemoved={() => {
          showCache.drop([seriesId]);
          router.push("/series");
        }}
        onRestored={() => {
          showCache.take([seriesId]);
          router.push(`/series/${seriesId}`);
        }}
      />
    </>
  );
}
