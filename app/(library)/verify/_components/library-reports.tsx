"use client";

import { useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { TimeAgo } from "#components/time-ago.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardHeader } from "#components/ui/card.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { verifyNow } from "../actions.ts";
import type { VerifyData } from "../queries.ts";

type Report = VerifyData["reports"][number];

/** Each library: when it was verified, what came of it, when it is next, and a button. */
export function LibraryReports({ reports }: { reports: readonly Report[] }) {
  return (
    <Card>
      <CardHeader title="Libraries" />
      <ul aria-label="Libraries" className="mt-2">
        {reports.map((report) => (
          <ReportRow key={report.libraryId} report={report} />
        ))}
      </ul>
    </Card>
  );
}

function ReportRow({ report }: { report: Report }) {
  const [pending, startTransition] = useTransition();
  const { libraryId, name, open, run, nextRunAt, repairsItself, isEnabled, isWaiting } = report;
  const isRunning = run?.status === "running";
  const start = () =>
    startTransition(async () => {
      const result = await answered(verifyNow({ libraryId }));
      if (result.ok) toastDone(`${name} is being verified`, { description: "Other work goes on meanwhile." });
      else toastFailed(`${name} is not verified`, { description: result.error.message });
    });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-border border-b px-4 py-3 last:border-b-0">
      <div className="grid min-w-0 flex-1 basis-72 gap-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="wrap-anywhere min-w-0 font-medium text-1">{name}</span>
          {open > 0 && <Badge tone="warning">{open.toLocaleString("en")} open</Badge>}
          {repairsItself && <Badge>Repairs itself</Badge>}
        </p>
        <p className="text-2 text-sm">
          {isWaiting ? "Waits for its turn" : <LastRun run={run} />}
          {nextRunAt && isEnabled && !isRunning && !isWaiting && (
            <>
              {" · "}next <TimeAgo at={nextRunAt} />
            </>
          )}
        </p>
        {run?.status === "failed" && run.error !== null && <p className="text-danger text-sm">{run.error}</p>}
        {isRunning && <Progress percent={run.percent} label={`Verifying ${name}`} />}
      </div>
      <Button
        size="sm"
        pending={pending}
        disabled={isRunning || isWaiting}
        aria-label={`Verify now: ${name}`}
        onClick={start}
      >
        Verify now
      </Button>
    </li>
  );
}

function LastRun({ run }: { run: Report["run"] }) {
  if (run === null) return "Not verified yet";
  const { status, items, files, cache, startedAt, finishedAt } = run;
  if (status === "running" && items === 0) return "Being verified. It has just begun.";
  if (status === "running") return `Being verified: ${count(items, "item")}, ${count(files, "published file")} so far`;
  const at = <TimeAgo at={finishedAt ?? startedAt} />;
  if (status === "failed") return <>Could not be verified {at}</>;
  if (status === "cancelled") return <>Cancelled {at}</>;
  return (
    <>
      Verified {at}: {count(items, "item")}, {count(files, "published file")}, {cache.toLocaleString("en")} in the cache
    </>
  );
}

const count = (number: number, noun: string) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
