import type { Handlers } from "../handler.ts";
import { purgeCache } from "./cache-purge.ts";
import { purgeJobs } from "./jobs-purge.ts";
import { libraryScan } from "./library-scan.ts";
import { movieEnrich } from "./movie-enrich.ts";
import { movieIdentify } from "./movie-identify.ts";
import { movieProbe } from "./movie-probe.ts";
import { backUp } from "./system-backup.ts";

/** The handler of every job. */
export const handlers = {
  "library.scan": libraryScan,
  "movie.probe": movieProbe,
  "movie.identify": movieIdentify,
  "movie.enrich": movieEnrich,
  "jobs.purge": purgeJobs,
  "cache.purge": purgeCache,
  "system.backup": backUp,
} satisfies Partial<Handlers>;
