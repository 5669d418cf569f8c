import Link from "next/link";
import type { ReactNode } from "react";
import { duration } from "#app/_components/time-left.ts";
import { PageHeader } from "#components/page-header.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import type { JobDetails as Job } from "#lib/jobs/queries.ts";
import { labelOfJob } from "#lib/jobs/vocabulary.ts";
import type { JobSubject } from "#lib/libraries/name-jobs.ts";
import type { JobChanges } from "#lib/undo/job-changes.ts";
import { factsOf } from "./facts-of.ts";
import { JobActions } from "./job-actions.tsx";
import { JobChangesCard } from "./job-changes-card.tsx";
import { JobProgress } from "./job-progress.tsx";

type Props = { job: Job; changes: JobChanges; subject: JobSubject | null; asker: string | null; mayAct: boolean };

/** A job with all that is known of it. */
export function JobDetails({ job, changes, subject, asker, mayAct }: Props) {
  const { status, startedAt, completedAt, nextRetryAt } = job;
  const tookMs = startedAt && completedAt ? completedAt.getTime() - startedAt.getTime() : undefined;
  const result = factsOf(job.result);
  const problems = problemsOf(job.result);
  return (
    <>
      <PageHeader
        back={{ href: "/activity", label: "Activity" }}
        title={job.label}
        meta={<StatusBadge status={job.partial ? "partial" : status} />}
        description={subject ? <Subject subject={subject} /> : job.title === job.label ? undefined : job.title}
        actions={mayAct && <JobActions jobId={job.jobId} status={status} isStopping={job.cancelRequestedAt !== null} />}
      />
      <div className="grid max-w-3xl gap-6">
        <JobProgress jobId={job.jobId} status={status} />
        {job.error && (
          <Card className="border-danger/30">
            <CardHeader
              title={status === "failed" ? "Why it failed" : "What went wrong at the last try"}
              description={status === "pending" && nextRetryAt ? <NextTry job={job} at={nextRetryAt} /> : undefined}
            />
            <CardContent>
              <p className="max-h-96 overflow-auto whitespace-pre-wrap break-words text-1 text-sm">{job.error}</p>
            </CardContent>
          </Card>
        )}
        {result.length > 0 && (
          <Card>
            <CardHeader title="Result" />
            <CardContent>
              <Facts facts={result} />
            </CardContent>
          </Card>
        )}
        <JobChangesCard
          jobId={job.jobId}
          label={job.label}
          changes={changes}
          mayUndo={mayAct && status !== "running"}
        />
        {problems.length > 0 && (
          <Card>
            <CardHeader title="Problems" description="Each cost only itself." />
            <ul className="mt-3 max-h-96 overflow-auto">
              {problems.map(({ path, message }) => (
                <li key={`${path} ${message}`} className="border-border border-t px-4 py-2 text-sm">
                  <span className="block break-all font-mono text-2 text-xs">{path}</span>
                  {message}
                </li>
              ))}
            </ul>
          </Card>
        )}
        <Card>
          <CardHeader title="About this job" />
          <CardContent>
            <Facts
              facts={[
                { label: "Number", value: job.jobId },
                { label: "Asked for by", value: job.createdBy === null ? "Automation" : (asker ?? "A removed user") },
                { label: "Added", value: <TimeAgo at={job.createdAt} /> },
                ...(startedAt ? [{ label: "Started", value: <TimeAgo at={startedAt} /> }] : []),
                ...(completedAt ? [{ label: "Ended", value: <TimeAgo at={completedAt} /> }] : []),
                ...(tookMs === undefined || tookMs < 0 ? [] : [{ label: "Took", value: duration(tookMs) }]),
                { label: "Tries", value: `${job.attempts} of ${job.maxAttempts}` },
                { label: "Kind", value: labelOfJob(job.type) },
              ]}
            />
          </CardContent>
        </Card>
      </div>
    </>
  );
}

function Subject({ subject }: { subject: JobSubject }) {
  if (!subject.href) return subject.name;
  return (
    <Link href={subject.href} className="rounded-sm text-accent underline-offset-4 hover:underline">
      {subject.name}
    </Link>
  );
}

function NextTry({ job, at }: { job: Job; at: Date }) {
  return (
    <>
      Try {job.attempts + 1} of {job.maxAttempts} comes <TimeAgo at={at} />.
    </>
  );
}

function Facts({ facts }: { facts: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 text-sm">
      {facts.map(({ label, value }) => (
        <div key={label} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-3">{label}</dt>
          <dd className="break-words text-1">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What handlers report of files that they passed over. */
function problemsOf(result: Record<string, unknown> | null): { path: string; message: string }[] {
  const problems: unknown = result?.problems;
  if (!Array.isArray(problems)) return [];
  return problems.flatMap((problem: unknown) => {
    if (typeof problem !== "object" || problem === null || !("path" in problem) || !("message" in problem)) return [];
    return [{ path: String(problem.path), message: String(problem.message) }];
  });
}
