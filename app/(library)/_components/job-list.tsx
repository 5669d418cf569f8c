"use client";

import { useLive } from "#app/_components/live.tsx";
import { ProgressLine } from "#components/progress-line.tsx";
import { SectionLink } from "#components/section-link.tsx";
import { isStatus, StatusBadge } from "#components/status-badge.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import type { ShownJob } from "./shown-job.ts";

type JobListProps = {
  /** The page of what they are about. */
  href: string;
  jobs: readonly ShownJob[];
  noun: "film" | "series";
};

/** The latest jobs of a film or series: how far they are, and why they failed. */
export function JobList({ href, jobs, noun }: JobListProps) {
  const running = useLive((state) => state.jobs.running);
  const live = running.filter((job) => job.href === href);
  const ended = jobs.filter((job) => !live.some(({ jobId }) => jobId === job.jobId));
  return (
    <section aria-labelledby="jobs-heading">
      <div className="flex items-baseline justify-between gap-4">
        <h2 id="jobs-heading" className="font-medium text-1 text-lg">
          Recent jobs
        </h2>
        <SectionLink href="/activity">All activity</SectionLink>
      </div>
      {live.length + ended.length === 0 ? (
        <p className="mt-2 text-3">Nothing has been done with this {noun} in the last days.</p>
      ) : (
        <ul className="mt-2 divide-y divide-border rounded-lg border border-border bg-surface-1">
          {live.map((job) => (
            <li key={job.jobId} className="px-4 py-3">
              <ProgressLine label={job.label} percent={job.percent} note={job.note} />
            </li>
          ))}
          {ended.map((job) => (
            <JobLine key={job.jobId} job={job} />
          ))}
        </ul>
      )}
    </section>
  );
}

function JobLine({ job }: { job: ShownJob }) {
  return (
    <li className="px-4 py-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <span className="font-medium text-1">{job.label}</span>
        {isStatus(job.status) && <StatusBadge status={job.status} />}
        <TimeAgo at={job.at} className="ml-auto text-3 text-xs" />
      </p>
      {job.partial && <p className="mt-1 text-2 text-sm">{job.partial}</p>}
      {job.error && (
        <p className={job.status === "failed" ? "mt-1 text-danger text-sm" : "mt-1 text-3 text-sm"}>
          {job.error}
          {job.nextRetryAt && " It is tried again by itself."}
        </p>
      )}
    </li>
  );
}
