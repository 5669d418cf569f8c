import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { TimeAgo } from "#components/time-ago.tsx";
import { Card } from "#components/ui/card.tsx";
import type { Scans } from "../queries.ts";
import { describeCounts, describeSeen, durationOf } from "./describe-run.ts";
import { RunBadge } from "./run-badge.tsx";

/** Scans, newest first; each line leads to its report. */
export function ScanList({ libraryId, scans }: { libraryId: number; scans: Scans["scans"] }) {
  return (
    <Card>
      <ul aria-label="Scans">
        {scans.map((run) => (
          <li key={run.id} className="border-border border-b last:border-b-0">
            <Link
              href={`/settings/libraries/${libraryId}/scans/${run.id}`}
              className="flex items-center gap-3 px-4 py-3 transition-colors hover:bg-surface-2 focus-visible:-outline-offset-2"
            >
              <span className="grid min-w-0 flex-1 gap-1">
                <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <TimeAgo at={run.startedAt} className="font-medium text-1" />
                  <RunBadge status={run.status} />
                  {durationOf(run) && <span className="text-3 text-sm">took {durationOf(run)}</span>}
                </span>
                <span className="text-2 text-sm">
                  {describeCounts(run)}
                  <span className="text-3">
                    {" "}
                    · {describeSeen(run)}
                    {run.paths && ", of what was said to have changed"}
                  </span>
                </span>
                {run.error && run.status === "failed" && (
                  <span className="wrap-anywhere text-danger text-sm">{run.error}</span>
                )}
              </span>
              <ChevronRight aria-hidden className="size-4 shrink-0 text-3" />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
