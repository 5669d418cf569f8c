"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { answered } from "#app/_components/answered.ts";
import type { LiveJob } from "#app/_server/live-jobs.ts";
import { cancelJob } from "#app/(library)/activity/actions.ts";
import { toastFailed } from "#components/toast.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { timeLeft } from "./time-left.ts";

/** A running job: what it works on, how far it is, how fast, when it will be done; and how to stop it. */
export function LiveJobLine({ job, mayCancel }: { job: LiveJob; mayCancel: boolean }) {
  const [stopping, setStopping] = useState(false);
  const nowMs = useSecondsMs();
  const left = timeLeft({ percent: job.percent, startedAt: job.startedAt, nowMs });
  const note = [job.note, left].filter(Boolean).join(" · ");
  const isStopping = stopping || job.isStopping;

  async function cancel() {
    setStopping(true);
    const answer = await answered(cancelJob({ jobId: job.jobId }));
    if (answer.ok) return;
    setStopping(false);
    toastFailed("The job was not cancelled", { description: answer.error.message });
  }

  return (
    <div className="flex items-center gap-3">
      <div className="grid min-w-0 flex-1 gap-2">
        <div className="flex items-baseline gap-2 text-sm">
          <Link
            href={`/activity/${job.jobId}`}
            className="min-w-0 truncate rounded-sm font-medium text-1 hover:underline"
          >
            {job.label}
            {job.subject && <span className="font-normal text-2"> · {job.subject}</span>}
          </Link>
          <span className="ml-auto shrink-0 pl-2 text-2 text-xs">{isStopping ? "Stopping" : `${job.percent} %`}</span>
        </div>
        <Progress percent={job.percent} label={job.subject ? `${job.label}: ${job.subject}` : job.label} />
        {note && <p className="truncate text-3 text-xs">{note}</p>}
      </div>
      {mayCancel && (
        <IconButton label="Cancel" disabled={isStopping} onClick={cancel}>
          <X aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

/** The time, each second; null until the page is awake, so that the server and the browser agree at first. */
function useSecondsMs(): number | null {
  const [nowMs, setNowMs] = useState<number | null>(null);
  useEffect(() => {
    setNowMs(Date.now());
    const timer = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
