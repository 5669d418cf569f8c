"use client";

import { RotateCw, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import type { JobStatus } from "#lib/jobs/vocabulary.ts";
import { cancelJob, retryJob } from "../actions.ts";

type Props = { jobId: number; status: JobStatus; isStopping: boolean };

/** Cancel for what has not ended, another try for what ended badly. */
export function JobActions({ jobId, status, isStopping }: Props) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();

  const cancel = () =>
    startTransition(async () => {
      const answer = await answered(cancelJob({ jobId }));
      if (!answer.ok) toastFailed("The job was not cancelled", { description: answer.error.message });
      else toastDone(answer.data === "cancelled" ? "The job was cancelled" : "The job stops within seconds");
      router.refresh();
    });
  const retry = () =>
    startTransition(async () => {
      const answer = await answered(retryJob({ jobId }));
      if (!answer.ok) toastFailed("The job is not tried again", { description: answer.error.message });
      else if (answer.data === jobId) toastDone("The job is in line again");
      else {
        toastDone("The same job waits already");
        router.push(`/activity/${answer.data}`);
        return;
      }
      router.refresh();
    });

  if (status === "failed" || status === "cancelled") {
    return (
      <Button variant="primary" pending={pending} onClick={retry}>
        <RotateCw aria-hidden />
        Try again
      </Button>
    );
  }
  if (status === "completed") return null;
  return (
    <>
      {status === "pending" && (
        <Button pending={pending} onClick={retry}>
          <RotateCw aria-hidden />
          Run now
        </Button>
      )}
      <Button pending={pending} disabled={isStopping} onClick={cancel}>
        <X aria-hidden />
        {isStopping ? "Stopping" : "Cancel"}
      </Button>
    </>
  );
}
