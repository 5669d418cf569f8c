"use client";

import { useRouter } from "next/navigation";
import { RemoveControl } from "../../../_components/remove-control.tsx";
import { showCache } from "../../_components/show-cache.ts";
import type { ShowHeaderData } from "../queries.ts";

type Show = Pick<ShowHeaderData, "seriesId" | "title" | "missingAt" | "mayDeleteFiles">;

/** Asks, removes the series and leads to the list. Taken back, it leads to the series again. */
export function RemoveShow({ show: { seriesId, title, missingAt, mayDeleteFiles } }: { show: Show }) {
  const router = useRouter();
  return (
    <RemoveControl
      label="Remove series"
      removal={{ kind: "series", ids: [seriesId], name: title, isMissing: missingAt !== null }}
      mayDeleteFiles={mayDeleteFiles}
      onRemoved={() => {
        showCache.drop([seriesId]);
        router.push("/series");
      }}
      onRestored={() => {
        showCache.take([seriesId]);
        router.push(`/series/${seriesId}`);
      }}
    />
  );
}
