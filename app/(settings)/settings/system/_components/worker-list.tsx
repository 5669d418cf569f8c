import { TimeAgo } from "#components/time-ago.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { SeenWorker } from "#lib/jobs/presence.ts";

/** Every worker seen within a day. */
export function WorkerList({ workers }: { workers: readonly SeenWorker[] }) {
  if (workers.length === 0) {
    return (
      <p className="px-4 pt-2 pb-4 text-2 text-sm">
        No worker was seen within a day. Jobs wait until one runs; npm start runs web and worker together.
      </p>
    );
  }
  return (
    <ul className="mt-4">
      {workers.map((worker) => (
        <li
          key={worker.workerId}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 border-border border-t px-4 py-3"
        >
          <div className="min-w-0 flex-1 basis-52">
            <p title={worker.workerId} className="break-all text-1">
              {nameOfWorker(worker.workerId)}
            </p>
            <p className="text-3 text-sm">
              Started <TimeAgo at={worker.startedAt} />, heard of <TimeAgo at={worker.seenAt} />,{" "}
              {worker.jobsInHand === 1 ? "1 job" : `${worker.jobsInHand} jobs`} in hand
            </p>
          </div>
          {worker.isPresent ? <Badge tone="positive">Running</Badge> : <Badge tone="warning">Gone</Badge>}
        </li>
      ))}
    </ul>
  );
}

/** The machine and its process; worker/worker-id.ts puts between and behind them what only programs need. */
function nameOfWorker(workerId: string): string {
  const [machine, , processId] = workerId.split("/");
  return machine && processId ? `${machine}, process ${processId}` : workerId;
}
