"use client";

import { FileOutput } from "lucide-react";
import { type ReactNode, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { useLive } from "#app/_components/live.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { ProgressLine } from "#components/progress-line.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import type { JobStatus } from "#lib/jobs/vocabulary.ts";
import { publishFilm } from "../actions.ts";

export type PublishBarProps = {
  movieId: number;
  /** The plan writes nothing. */
  isEmpty: boolean;
  changes: number;
  /** The latest publish of the film. */
  job: { jobId: number; status: JobStatus; percent: number; error: string | null } | null;
  /** What is published where. */
  children: ReactNode;
};

/** Where it goes, the one button, and how the job does that it starts. */
export function PublishBar({ movieId, isEmpty, changes, job, children }: PublishBarProps) {
  const [pending, startTransition] = useTransition();
  const running = useLive((state) => state.jobs.running);
  const live = running.find(({ jobId }) => jobId === job?.jobId);
  const isAtWork = job?.status === "pending" || job?.status === "running";

  function apply() {
    startTransition(async () => {
      const result = await answered(publishFilm({ movieId }));
      if (result.ok) toastDone("Publishing has begun", { description: "What is replaced goes to the recycle bin." });
      else toastFailed("The film was not published", { description: result.error.message });
    });
  }

  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">{children}</div>
        {(changes > 0 || isAtWork) && (
          <Button variant="primary" pending={pending || isAtWork} onClick={apply} className="max-md:w-full">
            <FileOutput aria-hidden />
            {changes === 1 ? "Apply 1 change" : `Apply ${changes} changes`}
          </Button>
        )}
      </div>
      {isAtWork && (
        <ProgressLine
          label={job.status === "pending" ? "Waiting for the worker" : "Publishing"}
          percent={live?.percent ?? job.percent}
          note={live?.note}
        />
      )}
      {job?.status === "failed" && (
        <ErrorState
          layout="inline"
          title="The last publish failed"
          description={job.error ?? "The log of the worker says more."}
        />
      )}
      <p role="status" className="sr-only">
        {isAtWork ? "Publishing" : job?.status === "completed" && isEmpty ? "Everything is published" : ""}
      </p>
    </div>
  );
}
