"use client";

import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { answered } from "#app/_components/answered.ts";
import type { LiveJob } from "#app/_server/live-jobs.ts";
import { cancelJob } from "#app/(library)/activity/actions.ts";
import { ProgressLine } from "#components/progress-line.tsx";
import { toastFailed } from "#components/toast.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { ShownTrailer } from "#lib/trailers/list-trailers.ts";
import { doingOf } from "./trailer-words.ts";

/** How far the work on a trailer is, and how to stop it. */
export function TrailerProgress(props: { trailer: ShownTrailer; live: LiveJob | undefined; mayEdit: boolean }) {
  const { trailer, live, mayEdit } = props;
  const { job } = trailer;
  const [stopping, setStopping] = useState(false);
  const router = useRouter();
  if (!job) return null;
  const { jobId } = job;
  const { waits, runs } = doingOf(trailer);
  const isStopping = stopping || live?.isStopping === true;

  async function cancel() {
    setStopping(true);
    const answer = await answered(cancelJob({ jobId }));
    if (!answer.ok) toastFailed("It was not cancelled", { description: answer.error.message });
    setStopping(false);
    router.refresh();
  }

  const button = mayEdit && (
    <IconButton label={`Cancel: ${runs}`} disabled={isStopping} onClick={cancel}>
      <X aria-hidden />
    </IconButton>
  );
  if (!live) {
    return (
      <div className="flex items-center gap-3">
        <p className="flex-1 text-2 text-sm">{job.isWaiting ? waits : runs}</p>
        {button}
      </div>
    );
  }
  return (
    <ProgressLine
      label={isStopping ? "Stopping" : runs}
      percent={live.percent}
      note={live.note ?? undefined}
      action={button}
    />
  );
}
