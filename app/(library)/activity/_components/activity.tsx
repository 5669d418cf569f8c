"use client";

import { ArrowUp, History, RotateCw } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { useLive } from "#app/_components/live.tsx";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { FilterBar, FilterChip } from "#components/filter-chip.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { jobLabels, jobStatusLabels } from "#lib/jobs/vocabulary.ts";
import { retryFailedJobs } from "../actions.ts";
import { activityAddress, activityParams, historyStatuses, jobTypes } from "./activity-params.ts";
import { HistoryRow } from "./history-row.tsx";
import type { JobHistoryPage } from "./job-row.ts";
import { RunningJobs } from "./running-jobs.tsx";
import { useHistory } from "./use-history.ts";

const statusOptions = historyStatuses.map((value) => ({ value, label: jobStatusLabels[value] }));
const typeOptions = jobTypes.map((value) => ({ value, label: jobLabels[value] }));

/** More than this is not counted for open pages. */
const countedTo = 10_000;
const countText = (count: number) =>
  count > countedTo ? `more than ${countedTo.toLocaleString("en")}` : count.toLocaleString("en");

/** What runs, what waits and what was. */
export function Activity({ page, mayAct }: { page: JobHistoryPage; mayAct: boolean }) {
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(activityParams, { history: "replace", shallow: false, startTransition });
  const counts = useLive((state) => state.jobs.counts);
  const query = activityAddress(params);

  return (
    <>
      <PageHeader
        title="Activity"
        meta={`${counts.running} running · ${countText(counts.pending)} waiting`}
        actions={mayAct && counts.failed > 0 && <RetryFailed count={counts.failed} />}
      />
      <RunningJobs mayAct={mayAct} />
      <section aria-labelledby="history">
        <div className="mb-3 flex flex-wrap items-center gap-x-6 gap-y-3">
          <h2 id="history" className="font-medium text-1 text-base">
            History
          </h2>
          <FilterBar>
            <FilterChip
              label="Status"
              options={statusOptions}
              selected={params.status}
              onSelectedChange={(chosen) =>
                void setParams({ status: historyStatuses.filter((one) => chosen.includes(one)) })
              }
            />
            <FilterChip
              label="Job"
              options={typeOptions}
              selected={params.type === null ? [] : [params.type]}
              onSelectedChange={(chosen) => {
                const added = chosen.find((one) => one !== params.type);
                void setParams({ type: jobTypes.find((one) => one === added) ?? null });
              }}
            />
          </FilterBar>
        </div>
        <div aria-busy={pending} className={pending ? "opacity-60" : undefined}>
          <HistoryList
            page={page}
            query={query}
            mayAct={mayAct}
            onClear={query === "" ? undefined : () => void setParams(null)}
          />
        </div>
      </section>
    </>
  );
}

type HistoryListProps = {
  page: JobHistoryPage;
  query: string;
  mayAct: boolean;
  onClear: (() => void) | undefined;
};

function HistoryList({ page, query, mayAct, onClear }: HistoryListProps) {
  const history = useHistory(page, query);
  if (history.rows.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={<History />}
          title={onClear ? "No job matches" : "Nothing has run yet"}
          description={
            onClear
              ? "No job of the history fits these filters."
              : "Scans, fetched metadata, downloads and published films are listed here, with what went wrong."
          }
          action={
            onClear && (
              <Button variant="primary" onClick={onClear}>
                Clear filters
              </Button>
            )
          }
        />
      </Card>
    );
  }
  return (
    <>
      <div role="status">
        {history.newer > 0 && (
          <p className="sticky top-[calc(var(--shell-top)+0.5rem)] z-10 mb-3 flex justify-center">
            <Button className="shadow-float" onClick={history.showNewer}>
              <ArrowUp aria-hidden />
              {history.newer === 1 ? "Show 1 newer job" : `Show ${history.newer} newer jobs`}
            </Button>
          </p>
        )}
      </div>
      <Card>
        <ul aria-label="Jobs">
          {history.rows.map((job) => (
            <HistoryRow key={job.jobId} job={job} mayAct={mayAct} onActed={history.refresh} />
          ))}
        </ul>
      </Card>
      {history.hasMore && (
        <p className="mt-4 flex justify-center">
          <Button pending={history.loading} onClick={history.loadMore}>
            Load more
          </Button>
        </p>
      )}
    </>
  );
}

function RetryFailed({ count }: { count: number }) {
  return (
    <ConfirmButton
      trigger={
        <Button>
          <RotateCw aria-hidden />
          Try failed jobs again
        </Button>
      }
      tone="primary"
      title={count === 1 ? "Try the failed job again?" : `Try ${countText(count)} failed jobs again?`}
      description="Each runs once more with all its tries. At most the newest thousand are taken."
      confirmLabel="Try again"
      onConfirm={async () => {
        const answer = await answered(retryFailedJobs({}));
        if (!answer.ok) return answer.error.message;
        toastDone(answer.data === 1 ? "1 job is in line again" : `${answer.data} jobs are in line again`);
        return undefined;
      }}
    />
  );
}
