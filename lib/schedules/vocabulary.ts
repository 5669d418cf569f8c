import type { JobType } from "#lib/jobs/vocabulary.ts";

/** Something that runs by itself, and how unless somebody changes it. Five fields, local time (TZ). */
export type UsualSchedule = {
  jobType: JobType;
  cron: string;
  isOn: boolean;
  label: string;
  /** What it does, for a person who wonders whether to switch it off. */
  about: string;
};

/** Once for every library. */
export const librarySchedules = [
  {
    jobType: "library.scan",
    cron: "0 3 * * *",
    isOn: true,
    label: "Scan",
    about: "Looks for new, changed and vanished files. Each start of Metarr scans as well.",
  },
  {
    jobType: "library.refresh",
    cron: "0 4 * * *",
    isOn: true,
    label: "Refresh",
    about: "Fetches anew what providers changed, and what is stale.",
  },
  {
    jobType: "library.verify",
    cron: "0 5 * * 0",
    isOn: true,
    label: "Verify",
    about: "Compares published files, the cache and the database, and reports what is not as it should be.",
  },
  {
    jobType: "library.publish",
    cron: "0 6 * * *",
    isOn: false,
    label: "Publish",
    about:
      "Writes every NFO and picture that differs from what is published. For libraries that publish only when told.",
  },
] as const satisfies readonly UsualSchedule[];

/** Once for the installation. */
export const systemSchedules = [
  {
    jobType: "recycle.purge",
    cron: "20 3 * * *",
    isOn: true,
    label: "Empty the recycle bin",
    about: "Deletes for good what lay in the recycle bin longer than it is kept.",
  },
  {
    jobType: "jobs.purge",
    cron: "30 3 * * *",
    isOn: true,
    label: "Clear the history",
    about: "Removes old jobs, scan reports, notifications and ended sessions.",
  },
  {
    jobType: "cache.purge",
    cron: "40 3 * * *",
    isOn: true,
    label: "Clear the cache",
    about: "Deletes pictures, trailers and answers of providers that nothing needs any more.",
  },
  {
    jobType: "system.backup",
    cron: "50 3 * * *",
    isOn: true,
    label: "Back up",
    about: "Copies the database into the data folder, and deletes the oldest copies.",
  },
  {
    jobType: "cache.verify",
    cron: "10 4 * * *",
    isOn: true,
    label: "Check the cache",
    about: "Reads cached pictures and trailers, finds damaged ones and fetches them again.",
  },
  {
    jobType: "trailers.check",
    cron: "30 4 * * *",
    isOn: true,
    label: "Check trailers",
    about: "Asks whether the videos of chosen trailers still exist.",
  },
] as const satisfies readonly UsualSchedule[];

const usual: readonly UsualSchedule[] = [...librarySchedules, ...systemSchedules];

/** How a job runs by itself unless somebody changes it. Undefined for one that nobody schedules. */
export const usualSchedule = (jobType: string): UsualSchedule | undefined =>
  usual.find((schedule) => schedule.jobType === jobType);
