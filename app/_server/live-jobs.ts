import { type Db, getDb } from "#db/client.ts";
import type { LowDisk } from "#lib/health/low-disks-vocabulary.ts";
import { countLive, type LiveCounts } from "#lib/jobs/live-counts.ts";
import { listRunningJobs } from "#lib/jobs/queries.ts";
import { watchJobs } from "#lib/jobs/watch.ts";
import { nameSubjects, subjectOf } from "#lib/libraries/name-jobs.ts";
import { countNeedsReview } from "#lib/libraries/overview.ts";
import { log } from "#lib/log.ts";
import { countConflicts } from "#lib/publish/list-conflicts.ts";
import { recentLowDisks } from "./recent-low-disks.ts";

/** A running job as open pages show it. */
export type LiveJob = {
  jobId: number;
  /** What it does: "Scan library". */
  label: string;
  /** The name of the film or library it works on; empty for others. */
  subject: string;
  /** The page of what it works on. */
  href: string | null;
  percent: number;
  note: string | null;
  startedAt: string | null;
  isStopping: boolean;
};

/** What every open page knows at any time. */
export type LiveJobs = {
  running: LiveJob[];
  counts: LiveCounts;
  /** Films and series that wait for a person to say what they are, and published files that were changed outside. */
  needsReview: number;
  lowDisks: LowDisk[];
};

/** A page lists these; the count says how many there are. */
const runningShown = 20;

export async function readLiveJobs(db: Db): Promise<LiveJobs> {
  const [running, counts, titles, conflicts] = await Promise.all([
    listRunningJobs(db, { limit: runningShown }),
    countLive(db),
    countNeedsReview(db),
    countConflicts(db),
  ]);
  const subjects = await nameSubjects(db, running);
  return {
    running: running.map((job) => {
      const subject = subjectOf(subjects, job);
      return {
        jobId: job.jobId,
        // "Scan library · Films", or "Read the media files of 25 films" alone.
        label: subject ? job.label : job.title,
        subject: subject?.name ?? "",
        href: subject?.href ?? null,
        percent: job.progress,
        note: job.progressNote,
        startedAt: job.startedAt?.toISOString() ?? null,
        isStopping: job.cancelRequestedAt !== null,
      };
    }),
    counts,
    needsReview: titles + conflicts,
    lowDisks: recentLowDisks(db, () => hub.listeners.size > 0 && refresh()),
  };
}

type Listener = (snapshot: string) => void;
type Hub = {
  listeners: Set<Listener>;
  latest: string | undefined;
  reading: boolean;
  again: boolean;
  stop: () => void;
};

// Next loads this module several times in a process; the database is asked once for all open pages.
const key = Symbol.for("metarr.live-jobs");
const holder: typeof globalThis & { [key]?: Hub } = globalThis;
holder[key] ??= { listeners: new Set(), latest: undefined, reading: false, again: false, stop: () => {} };
const hub = holder[key];

/**
 * Tells the listener what runs, as JSON of LiveJobs: now, and within 2 s after any process changed it. Equal news are
 * told once. Returns the function that ends it.
 */
export function followLiveJobs(listener: Listener): () => void {
  if (hub.listeners.size === 0) {
    hub.latest = undefined;
    const stopWatching = watchJobs(getDb(), refresh);
    // A disk fills without any job that would tell of it.
    const look = setInterval(refresh, lookAtDisksMs).unref();
    hub.stop = () => {
      clearInterval(look);
      stopWatching();
    };
  }
  hub.listeners.add(listener);
  if (hub.latest === undefined) refresh();
  else listener(hub.latest);
  return () => {
    hub.listeners.delete(listener);
    if (hub.listeners.size === 0) hub.stop();
  };
}

/** After a reading that failed: nothing else may ever ask for the next one. */
const readAgainMs = 2_000;

const lookAtDisksMs = 30_000;

/** One reading at a time; what happens meanwhile asks for another one. */
function refresh(): void {
  if (hub.reading) {
    hub.again = true;
    return;
  }
  hub.reading = true;
  hub.again = false;
  readLiveJobs(getDb())
    .then((jobs) => {
      const text = JSON.stringify(jobs);
      if (text === hub.latest) return;
      hub.latest = text;
      for (const listener of hub.listeners) listener(text);
    })
    .catch((error: unknown) => {
      log.warn({ err: error }, "What runs could not be read for open pages");
      setTimeout(() => hub.listeners.size > 0 && refresh(), readAgainMs).unref();
    })
    .finally(() => {
      hub.reading = false;
      if (hub.again && hub.listeners.size > 0) refresh();
    });
}
