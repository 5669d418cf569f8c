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
import { maxChosenSteps, type UnitRef } from "#lib/publish/vocabulary.ts";
import { publishNow } from "../../publish-actions.ts";
import { useChosenSteps } from "./chosen-steps.tsx";

export type PublishBarProps = {
  unit: UnitRef;
  /** The plan writes nothing. */
  isEmpty: boolean;
  /** Files that were changed outside and wait for a person. */
  toDecide: number;
  /** The latest publish of it. */
  job: { jobId: number; status: JobStatus; percent: number; error: string | null } | null;
  /** What is published where. */
  children: ReactNode;
};

/** Where it goes, the one button, and how the job does that it starts. */
export function PublishBar({ unit, isEmpty, toDecide, job, children }: PublishBarProps) {
  const [pending, startTransition] = useTransition();
  const running = useLive((state) => state.jobs.running);
  const { total, count, only, reset } = useChosenSteps();
  const live = running.find(({ jobId }) => jobId === job?.jobId);
  const isAtWork = job?.status === "pending" || job?.status === "running";

  function apply() {
    if (only && only.length > maxChosenSteps) {
      toastFailed("Too many single changes are chosen", {
        description: `Choose all, or at most ${maxChosenSteps.toLocaleString("en")}.`,
      });
      return;
    }
    startTransition(async () => {
      const result = await answered(publishNow({ unit, only }));
      if (!result.ok) {
        toastFailed(unit.entityType === "movie" ? "The film was not published" : "The series was not published", {
          description: result.error.message,
        });
        return;
      }
      toastDone("Publishing has begun", { description: "What is replaced goes to the recycle bin." });
      reset();
    });
  }

  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">{children}</div>
        {(total > 0 || isAtWork) && (
          <Button
            variant="primary"
            pending={pending || isAtWork}
            disabled={total > 0 && count === 0}
            onClick={apply}
            className="max-md:w-full"
          >
            <FileOutput aria-hidden />
            {applyText(count, total)}
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
        {isAtWork
          ? "Publishing"
          : job?.status === "completed" && isEmpty && toDecide === 0
            ? "Everything is published"
            : ""}
      </p>
    </div>
  );
}

/** "Apply 1 change", "Apply 12 changes", "Apply 3 of 12 changes". */
function applyText(count: number, total: number): string {
  const changes = total === 1 ? "1 change" : `${total.toLocaleString("en")} changes`;
  return count === total ? `Apply ${changes}` : `Apply ${count.toLocaleString("en")} of ${changes}`;
}
