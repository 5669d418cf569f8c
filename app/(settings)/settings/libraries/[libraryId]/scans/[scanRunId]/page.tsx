import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { RefreshWhile } from "#app/_components/refresh-while.tsx";
import { requireUser } from "#app/_server/require-user.ts";
import { CopyPath } from "#components/copy-path.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { Card, CardContent } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { readId } from "../../library-id.ts";
import { describeCounts, describeSeen, durationOf } from "../_components/describe-run.ts";
import { RunBadge } from "../_components/run-badge.tsx";
import { RunLines } from "../_components/run-lines.tsx";
import { getScan } from "../queries.ts";

export const metadata: Metadata = { title: "Scan report" };

type Props = { params: Promise<{ libraryId: string; scanRunId: string }> };

export default async function ScanPage({ params }: Props) {
  await requireUser("admin");
  const { libraryId, scanRunId } = await params;
  return (
    <Suspense fallback={<Skeleton className="mt-6 h-96 rounded-lg" />}>
      <Report libraryId={readId(libraryId)} scanRunId={readId(scanRunId)} />
    </Suspense>
  );
}

async function Report(params: { libraryId: number; scanRunId: number }) {
  const { library, run } = await getScan(params);
  const duration = durationOf(run);
  return (
    <>
      <PageHeader
        back={{ href: `/settings/libraries/${library.libraryId}/scans`, label: `Scans of ${library.name}` }}
        title="Scan report"
        meta={<RunBadge status={run.status} />}
      />
      <RefreshWhile active={run.status === "running"} />
      <div className="grid gap-6">
        <Card>
          <CardContent className="grid gap-2 text-sm">
            <p className="text-1">{sentence(describeCounts(run))}</p>
            <p className="text-2">
              Began <TimeAgo at={run.startedAt} />
              {duration && `, took ${duration}`}. {describeSeen(run)}.
              {run.jobId !== null && (
                <>
                  {" "}
                  <Link href={`/activity/${run.jobId}`} className="text-accent underline underline-offset-4">
                    Its job
                  </Link>
                </>
              )}
            </p>
            {run.error && <p className="wrap-anywhere text-danger">{run.error}</p>}
            {run.paths && run.paths.length > 0 && (
              <div className="grid gap-1">
                <p className="text-2">
                  It looked at these folders alone, because something in them was said to have changed:
                </p>
                <ul className="grid gap-1">
                  {run.paths.map((path) => (
                    <li key={path} className="min-w-0">
                      <CopyPath path={path} />
                    </li>
                  ))}
                </ul>
              </div>
            )}
          </CardContent>
        </Card>
        <RunLines run={run} />
      </div>
    </>
  );
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
