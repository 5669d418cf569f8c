/** Every state of a job. `db/schema/jobs.ts` checks the same list. */
export const jobStatuses = ["pending", "running", "completed", "failed", "cancelled"] as const;
export type JobStatus = (typeof jobStatuses)[number];

export const jobStatusLabels = {
  pending: "Waiting",
  running: "Running",
  completed: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
} as const satisfies Record<JobStatus, string>;

/** Every type of job, as people read it. The catalog declares how each one runs. */
export const jobLabels = {
  "library.scan": "Scan library",
  "webhook.process": "Read a webhook",
  "library.refresh": "Refresh library",
  "movie.probe": "Read media files",
  "movie.artwork": "Read local artwork",
  "episode.probe": "Read episode files",
  "series.artwork": "Read artwork of series",
  "movie.identify": "Identify film",
  "series.identify": "Identify series",
  "movie.enrich": "Fetch metadata",
  "series.enrich": "Fetch metadata of series",
  "series.orders": "Fetch an order of episodes",
  "series.select": "Choose artwork of series",
  "collection.enrich": "Fetch set",
  "artwork.select": "Choose artwork",
  "artwork.cache": "Download artwork",
  "artwork.rescore": "Score artwork anew",
  "films.artwork": "Choose artwork of films",
  "artwork.compare": "Compare pictures",
  "trailer.select": "Choose a trailer",
  "trailer.test": "Test a trailer",
  "trailer.download": "Download a trailer",
  "trailers.check": "Check trailers",
  "person.enrich": "Fetch a person",
  "person.portrait": "Keep a portrait",
  "cast.portraits": "Fetch portraits of a cast",
  "movie.publish": "Publish film",
  "series.publish": "Publish series",
  "nfo.import": "Take over changes made outside",
  "library.publish": "Publish library",
  "library.verify": "Verify library",
  "verify.repair": "Repair what verifying found",
  "player.notify": "Refresh player",
  "films.edit": "Edit films",
  "changes.undo": "Take changes back",
  "unknown.recycle": "Recycle unknown files",
  "files.recycle": "Move files to the recycle bin",
  "files.restore": "Put files back from the recycle bin",
  "recycle.purge": "Empty old files from the recycle bin",
  "jobs.purge": "Remove old jobs",
  "cache.purge": "Clear the cache of what nothing needs",
  "cache.verify": "Check the cache",
  "system.backup": "Back up the database",
  "backup.check": "Check a backup",
  "notifications.send": "Send notifications",
} as const;

export type JobType = keyof typeof jobLabels;

export function isJobType(type: string): type is JobType {
  return Object.hasOwn(jobLabels, type);
}

/** What people call a type of job. A type this version does not know is shown as it is stored. */
export const labelOfJob = (type: string): string => (isJobType(type) ? jobLabels[type] : type);

/** Jobs of one lane share workers, so that a long scan never holds up a publish. */
export const laneNames = [
  "scan",
  "media",
  "providers",
  "downloads",
  "trailers",
  "publish",
  "verify",
  "players",
  "system",
  "system",
  "notifications",
  "webhooks",
  "system",
] as const;
export type LaneName = (typeof laneNames)[number];
