"use client";

import { useLive } from "#app/_components/live.tsx";
import { LiveJobLine } from "#app/_components/live-job-line.tsx";
import { SectionLink } from "#components/section-link.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";

const shown = 4;

/** What runs, live. */
export function RunningNow({ mayAct }: { mayAct: boolean }) {
  const running = useLive((state) => state.jobs.running);
  const counts = useLive((state) => state.jobs.counts);
  const more = counts.running - Math.min(shown, running.length);
  return (
    <Card>
      <CardHeader title="Running" actions={<SectionLink href="/activity">All activity</SectionLink>} />
      <CardContent className="grid grid-cols-1 gap-4">
        {running.slice(0, shown).map((job) => (
          <LiveJobLine key={job.jobId} job={job} mayCancel={mayAct} />
        ))}
        {running.length === 0 && <p className="text-2">Nothing runs now.</p>}
        {(more > 0 || counts.pending > 0) && (
          <p className="text-3 text-xs">
            {[
              more > 0 && `${more} more running`,
              counts.pending > 0 && `${counts.pending.toLocaleString("en")} waiting`,
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
        )}
      </CardContent>
    </Card>
  );
}
