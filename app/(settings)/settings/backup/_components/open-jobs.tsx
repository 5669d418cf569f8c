"use client";

import { useLive } from "#app/_components/live.tsx";
import { LiveJobLine } from "#app/_components/live-job-line.tsx";

type OpenJob = { jobId: number; title: string };

/** Backups and checks that wait or run, live. */
export function OpenJobs({ open }: { open: readonly OpenJob[] }) {
  const running = useLive((state) => state.jobs.running);
  if (open.length === 0) return null;
  return (
    <ul aria-label="Under way" className="grid gap-3 px-4 pt-4">
      {open.map(({ jobId, title }) => {
        const job = running.find((each) => each.jobId === jobId);
        return (
          <li key={jobId}>
            {job ? (
              <LiveJobLine job={job} mayCancel />
            ) : (
              <p className="text-2 text-sm">{title}: waiting for a worker</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
