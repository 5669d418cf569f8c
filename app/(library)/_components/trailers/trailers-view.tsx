import { TriangleAlert } from "lucide-react";
import { Notice } from "../notice.tsx";
import type { TrailersPageData } from "./read-trailers-page.ts";
import { TrailerList } from "./trailer-list.tsx";

/** The page of trailers: what Metarr lacks for them, and the list. */
export function TrailersView({ notice, ...list }: TrailersPageData) {
  return (
    <div className="grid gap-6">
      {notice && (
        <Notice icon={<TriangleAlert />} title={notice.title}>
          {notice.text}
        </Notice>
      )}
      <TrailerList {...list} />
    </div>
  );
}
