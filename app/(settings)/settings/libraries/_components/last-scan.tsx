import { ChevronRight } from "lucide-react";
import { CopyPath } from "#components/copy-path.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import type { ScanResult } from "../queries.ts";
import { describeScan } from "./describe-scan.ts";

type LastScanProps = {
  lastScan: ScanResult | undefined;
  /** Reasons that stand beside it already. */
  told?: readonly string[];
};

/** What the last scan found, with a list of what it could not use and why. */
export function LastScan({ lastScan, told = [] }: LastScanProps) {
  if (!lastScan) return <p className="text-3 text-sm">Not scanned yet.</p>;
  const { finishedAt, status, error, skipped } = lastScan;
  const problems = lastScan.problems ?? [];
  return (
    <div className="grid gap-2 text-sm">
      <p className="text-2">
        {status === "completed" ? "Scanned" : status === "cancelled" ? "Scan cancelled" : "Scan failed"}{" "}
        {finishedAt && <TimeAgo at={finishedAt} />}
        {status === "completed" && `: ${describeScan(lastScan)}`}
      </p>
      {error !== null && status === "failed" && !told.includes(error) && <p className="text-danger">{error}</p>}
      {problems.length > 0 && (
        <details className="group">
          <summary className="inline-flex list-none items-center gap-1 rounded-md text-warning touch:min-h-11 [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
            {skipped === 1 ? "1 file or folder was not used" : `${skipped} files and folders were not used`}
          </summary>
          <ul
            aria-label="Not used, and why"
            className="mt-2 grid max-h-80 gap-2 overflow-y-auto rounded-lg border border-border bg-surface-2 p-3"
          >
            {problems.map((problem) => (
              <li key={`${problem.path}\n${problem.message}`} className="grid min-w-0 gap-0.5">
                <CopyPath path={problem.path} />
                <span className="text-2">{problem.message}</span>
              </li>
            ))}
            {problems.length < skipped && (
              <li className="text-3">{`The first ${problems.length} of ${skipped} are shown.`}</li>
            )}
          </ul>
        </details>
      )}
    </div>
  );
}
