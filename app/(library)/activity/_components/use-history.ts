"use client";

import { useRef, useState, useTransition } from "react";
import { getJson } from "#app/_components/get-json.ts";
import { useAfterJobs } from "#app/_components/live.tsx";
import { toastFailed } from "#components/toast.tsx";
import { type JobHistoryPage, type JobHistoryRow, jobPageSchema } from "./job-row.ts";

/** Nobody is reading farther down: new rows may come in by themselves. */
const atTopPx = 80;

/**
 * The history, longer with every "load more". Jobs that end change their rows where they stand; new ones wait above the
 * list while somebody reads farther down.
 */
export function useHistory(first: JobHistoryPage, query: string) {
  const [rows, setRows] = useState<readonly JobHistoryRow[]>(first.jobs);
  const [nextCursor, setNextCursor] = useState(first.nextCursor);
  const [newer, setNewer] = useState<readonly JobHistoryRow[]>([]);
  const [loading, startLoading] = useTransition();
  const [base, setBase] = useState(first);
  if (base !== first) {
    // Other filters, or a server that came back.
    setBase(first);
    setRows(first.jobs);
    setNextCursor(first.nextCursor);
    setNewer([]);
  }
  const latest = useRef(rows);
  latest.current = rows;

  async function look() {
    const page = await getJson(`/activity/history${query}`, jobPageSchema);
    const known = new Set(latest.current.map(({ jobId }) => jobId));
    const fresh = new Map(page.jobs.map((job) => [job.jobId, job]));
    // A row that should be in the first page and is not was filtered out by its new status.
    const oldest = page.nextCursor === null ? 0 : (page.jobs.at(-1)?.jobId ?? 0);
    const kept = latest.current.flatMap((row) => fresh.get(row.jobId) ?? (row.jobId > oldest ? [] : row));
    const added = page.jobs.filter(({ jobId }) => !known.has(jobId));
    if (window.scrollY < atTopPx || kept.length === 0) {
      setRows([...kept, ...added].toSorted((a, b) => b.jobId - a.jobId));
      setNewer([]);
    } else {
      setRows(kept);
      setNewer(added);
    }
  }

  useAfterJobs(() => {
    look().catch(() => {
      // The banner says that the server is away, and the next job that ends looks again.
    });
  }, 1_500);

  return {
    rows,
    newer: newer.length,
    hasMore: nextCursor !== null,
    loading,
    showNewer: () => {
      setRows([...newer, ...rows].toSorted((a, b) => b.jobId - a.jobId));
      setNewer([]);
    },
    loadMore: () =>
      startLoading(async () => {
        try {
          const mark = query === "" ? "?" : "&";
          const page = await getJson(`/activity/history${query}${mark}cursor=${nextCursor}`, jobPageSchema);
          setRows((now) => [...now, ...page.jobs.filter((job) => !now.some(({ jobId }) => jobId === job.jobId))]);
          setNextCursor(page.nextCursor);
        } catch (error) {
          toastFailed("Older jobs could not be loaded", { description: messageOf(error) });
        }
      }),
    /** Puts a job's row in order after a person acted on it. */
    refresh: () => look().catch((error: unknown) => toastFailed("The list is old", { description: messageOf(error) })),
  };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : "The server did not answer.");
