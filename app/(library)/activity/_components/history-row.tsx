"use client";

import { RotateCw, X } from "lucide-react";
import Link from "next/link";
import { useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { duration } from "#app/_components/time-left.ts";
import type { ActionResult } from "#app/_server/action.ts";
import { StatusBadge } from "#components/status-badge.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { cancelJob, retryJob } from "../actions.ts";
import type { JobHistoryRow } from "./job-row.ts";

/** A job of the history: what, how it ended, when and how long; and another try. */
export function HistoryRow({ job, mayAct, onActed }: { job: JobHistoryRow; mayAct: boolean; onActed: () => void }) {
  const [pending, startTransition] = useTransition();
  const act = (work: () => Promise<ActionResult<unknown>>, said: [string, string]) =>
    startTransition(async () => {
      const answer = await answered(work());
      if (answer.ok) toastDone(said[0]);
      else toastFailed(said[1], { description: answer.error.message });
      onActed();
    });

  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center md:min-h-11 gap-x-3 border-border border-b px-3 py-2 last:border-b-0 hover:bg-surface-2/50 md:px-4">
      <div className="grid min-w-0 gap-1 md:flex md:items-center md:gap-3">
        <span className="order-2 flex items-center gap-2 text-3 text-xs md:order-none md:w-28 md:shrink-0">
          <StatusBadge status={job.partial ? "partial" : job.status} />
          <span className="md:hidden">
            <When job={job} />
          </span>
        </span>
        <span className="min-w-0 flex-1">
          <Link
            href={`/activity/${job.jobId}`}
            prefetch={false}
            className="block truncate rounded-sm font-medium text-1 text-sm hover:underline"
          >
            {job.label}
            {job.subject && <span className="font-normal text-2"> · {job.subject}</span>}
          </Link>
          {job.partial && <span className="line-clamp-2 text-2 text-sm md:line-clamp-1">{job.partial}</span>}
          {job.error && <span className="line-clamp-2 text-danger text-sm md:line-clamp-1">{job.error}</span>}
        </span>
        <span className="w-40 shrink-0 truncate text-right text-3 text-xs max-md:hidden">
          <When job={job} />
        </span>
      </div>
      {/* Its room is kept, so that the times stand below each other. */}
      {mayAct && (
        <div className="flex justify-end md:w-28">
          {(job.status === "failed" || job.status === "cancelled") && (
            <Button
              size="sm"
              variant="ghost"
              pending={pending}
              onClick={() =>
                act(() => retryJob({ jobId: job.jobId }), ["The job is in line again", "The job is not tried again"])
              }
            >
              <RotateCw aria-hidden />
              Try again
            </Button>
          )}
          {job.status === "pending" && (
            <Button
              size="sm"
              variant="ghost"
              pending={pending}
              onClick={() =>
                act(() => cancelJob({ jobId: job.jobId }), ["The job was cancelled", "The job was not cancelled"])
              }
            >
              <X aria-hidden />
              Cancel
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

function When({ job }: { job: JobHistoryRow }) {
  if (job.status === "pending" && job.nextRetryAt) {
    return (
      <>
        try {job.attempts + 1} of {job.maxAttempts} <TimeAgo at={job.nextRetryAt} />
      </>
    );
  }
  const tookMs = job.startedAt && job.completedAt ? Date.parse(job.completedAt) - Date.parse(job.startedAt) : undefined;
  return (
    <>
      {tookMs !== undefined && job.status !== "cancelled" && `took ${duration(Math.max(0, tookMs))} · `}
      <TimeAgo at={job.completedAt ?? job.createdAt} />
    </>
  );
}
