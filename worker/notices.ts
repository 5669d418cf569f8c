import type { Tx } from "#db/client.ts";
import type { TellEnded } from "#lib/jobs/settle.ts";
import type { JobType } from "#lib/jobs/vocabulary.ts";
import type { RootChange } from "#lib/libraries/root-state.ts";
import { isAnybodyTold, type Notice, notify, notifyMany } from "#lib/notifications/notify.ts";
import { resumeSending } from "#lib/notifications/outbox.ts";
import type { NotificationEvent } from "#lib/notifications/vocabulary.ts";
import { resumeFailed } from "#lib/players/settle-updates.ts";
import { saysKeyRefused } from "#lib/providers/errors.ts";
import { failEvents } from "#lib/webhooks/fail-events.ts";
import { type EndedJob, readEnded } from "./ended-jobs.ts";
import { addedNotices, upgradedNotices } from "./scan-notices.ts";

type Tell = (job: EndedJob) => Notice[];

const failure =
  (event: NotificationEvent): Tell =>
  ({ title, error, libraryId, jobId }) => [
    { event, title: `Failed: ${title}`, body: error ?? undefined, libraryId, link: `/activity/${jobId}` },
  ];

/** Jobs whose failure is told as something else, or not at all. */
const failures: Partial<Record<JobType, Tell>> = {
  "system.backup": failure("backup.failed"),
  // That a folder is offline is told when it goes, not at every scan that finds it so.
  "library.scan": (job) => (job.isOffline ? [] : failure("job.failed")(job)),
  // A channel that fails would be told of itself for ever. Its page shows the error.
  "notifications.send": () => [],
};

const toReview: Tell = ({ result, about, entityType, entityId, libraryId }) =>
  result.outcome === "unsure" && about !== undefined
    ? [
        {
          event: "items.review",
          title: `${about} is to be reviewed`,
          body: typeof result.because === "string" ? result.because : undefined,
          libraryId,
          subject: `${entityType}:${entityId}`,
          link: "/review",
        },
      ]
    : [];

/** What a publish left because somebody else changed it: their number, or each of them. */
const conflicts: Tell = ({ result, title, about, entityType, entityId, libraryId, jobId }) => {
  const found = result.conflicts;
  const count = Array.isArray(found) ? found.length : Number(found ?? 0);
  if (!(count > 0)) return [];
  return [
    {
      event: "publish.conflict",
      title: `${about ?? title} waits for your decision`,
      body: `${count === 1 ? "1 published file was" : `${count} published files were`} changed by somebody else, and left as found.`,
      count,
      libraryId,
      subject: `${entityType}:${entityId}`,
      // Of a library the job's page names the films and series.
      link:
        entityType === "library"
          ? `/activity/${jobId}`
          : `/${entityType === "series" ? "series" : "movies"}/${entityId}/publish`,
    },
  ];
};

/** What the results of jobs tell. */
const results: Partial<Record<JobType, Tell>> = {
  "library.scan": (job) => [...addedNotices(job), ...upgradedNotices(job)],
  "movie.identify": toReview,
  "series.identify": toReview,
  "movie.publish": conflicts,
  "series.publish": conflicts,
  "library.publish": conflicts,
};

function noticesOf(job: EndedJob): Notice[] {
  const { type, status, error } = job;
  if (status === "completed") return results[type]?.(job) ?? [];
  // Told once of the provider (health-notices.ts), not once for each film.
  if (saysKeyRefused(error)) return [];
  return (failures[type] ?? failure("job.failed"))(job);
}

/**
 * Tells of jobs that ended, in the transaction that writes their end, and sees to what those that failed leave: players and
 * channels that are still to be told, webhooks that were not read.
 */
export const tellEnded: TellEnded = async (tx, ended) => {
  const failed = ended.flatMap(({ jobId, outcome }) => (outcome.kind === "failed" ? [jobId] : []));
  await resumeFailed(tx, failed);
  await resumeSending(tx, failed);
  await failEvents(tx, failed);
  if (!(await isAnybodyTold(tx))) return;
  const jobs = await readEnded(
    tx,
    ended.map(({ jobId }) => jobId),
    new Set(Object.keys(results)),
  );
  await notifyMany(tx, jobs.flatMap(noticesOf));
};

/** Tells that a folder of a library went offline or came back, in the transaction that records it. */
export const tellRoot = (
  tx: Tx,
  { libraryId, name, path, state, reason }: RootChange & { libraryId: number; name: string },
) =>
  notify(tx, {
    event: state === "offline" ? "library.offline" : "library.online",
    title: state === "offline" ? `${name} is offline` : `${name} is back`,
    body: reason ?? `${path} was scanned again.`,
    libraryId,
    link: "/settings/libraries",
  });
