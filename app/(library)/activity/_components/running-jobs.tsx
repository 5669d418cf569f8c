"use client";

import { useLive } from "#app/_components/live.tsx";
import { LiveJobLine } from "#app/_components/live-job-line.tsx";
import { Card } from "#components/ui/card.tsx";

/** What runs now, live. */
export function RunningJobs({ mayAct }: { mayAct: boolean }) {
  const running = useLive((state) => state.jobs.running);
  const { running: count } = useLive((state) => state.jobs.counts);
  return (
    <section aria-labelledby="running" className="mb-8">
      <h2 id="running" className="mb-3 font-medium text-1 text-base">
        Running
      </h2>
      <Card>
        {running.length === 0 ? (
          <p className="px-4 py-6 text-center text-2 text-sm">Nothing runs now. Jobs show their progress here.</p>
        ) : (
          <ul>
            {running.map((job) => (
              <li key={job.jobId} className="border-border border-b px-4 py-3 last:border-b-0">
                <LiveJobLine job={job} mayCancel={mayAct} />
              </li>
            ))}
          </ul>
        )}
        {count > running.length && running.length > 0 && (
          <p className="border-border border-t px-4 py-2 text-3 text-xs">and {count - running.length} more</p>
        )}
      </Card>
    </section>
  );
}
