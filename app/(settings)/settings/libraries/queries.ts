import { and, count, desc, eq, inArray, isNull, max, ne, sql, sum } from "drizzle-orm";
import { requireUser } from "#app/_server/require-user.ts";
import { type Db, getDb } from "#db/client.ts";
import { jobs, libraryRoots, scanRuns, series } from "#db/schema/index.ts";
import { listWorkers } from "#lib/jobs/presence.ts";
import { readArtworkChoices } from "#lib/libraries/change-artwork.ts";
import { readTrailerChoices } from "#lib/libraries/change-trailers.ts";
import { getLibrary, listLibraries, listRoots, localeOf } from "#lib/libraries/libraries.ts";
import { listLibraryOverviews } from "#lib/libraries/overview.ts";
import { countUnknownByLibrary } from "#lib/libraries/unknown-files.ts";
import type { LibraryValues } from "#lib/libraries/vocabulary.ts";
import { toPublishingInput } from "#lib/publish/publishing-input.ts";
import { readPublishing } from "#lib/settings/library-publishing.ts";
import { newLibrary } from "./_components/new-library.ts";

/** Problems shown at once in the list; the library's own page has all that were kept. */
const problemsInList = 100;

/** Every library with its folders, films, last scan and what runs now. */
export async function listLibraryCards() {
  await requireUser("admin");
  const db = getDb();
  const [libraries, roots, overviews, shows, lastScans, scans, workers, unknown] = await Promise.all([
    listLibraries(db),
    db.select().from(libraryRoots).orderBy(libraryRoots.id),
    listLibraryOverviews(db),
    countSeries(db),
    listLastScans(db),
    listOpenScans(),
    listWorkers(db),
    countUnknownByLibrary(db),
  ]);
  const hasWorker = workers.some((worker) => worker.isPresent);
  return libraries.map((library) => {
    const { films = 0, fileMissing = 0 } = overviews.find((one) => one.libraryId === library.id) ?? {};
    const lastScan = lastScans.find((run) => run.libraryId === library.id);
    return {
      libraryId: library.id,
      name: library.name,
      type: library.type,
      isEnabled: library.enabled,
      profile: library.profile,
      automation: library.automation,
      roots: roots
        .filter((root) => root.libraryId === library.id)
        .map(({ path, state, stateReason, watchState }) => ({
          path,
          isOnline: state === "online",
          reason: stateReason,
          watchState,
        })),
      unknownFiles: unknown.get(library.id) ?? 0,
      isWatched: library.watch && library.enabled,
      items:
        library.type === "tv" ? (shows.get(library.id) ?? none) : { there: films - fileMissing, missing: fileMissing },
      lastScan: lastScan && { ...lastScan, problems: (lastScan.problems ?? []).slice(0, problemsInList) },
      scan: scans.find((job) => job.libraryId === library.id),
      hasWorker,
    };
  });
}

export type LibraryCardData = Awaited<ReturnType<typeof listLibraryCards>>[number];
export type ScanResult = Awaited<ReturnType<typeof listLastScans>>[number];

const none = { there: 0, missing: 0 };

/** How many series each library has, by its id. */
async function countSeries(db: Db): Promise<Map<number, typeof none>> {
  const counts = await db
    .select({
      libraryId: series.libraryId,
      all: count(),
      there: sum(sql`case when ${series.missingAt} is null then 1 else 0 end`),
    })
    .from(series)
    .where(isNull(series.deletedAt))
    .groupBy(series.libraryId);
  return new Map(
    counts.map(({ libraryId, all, there }) => [libraryId, { there: Number(there), missing: all - Number(there) }]),
  );
}

/** What the form of a new library starts with. */
export async function getNewLibrary(): Promise<LibraryValues> {
  await requireUser("admin");
  return { ...newLibrary, ...(await localeOf(getDb())) };
}

/** One library as its form needs it, with everything the last scan could not use. */
export async function getLibraryDetails(libraryId: number) {
  await requireUser("admin");
  const db = getDb();
  const library = await getLibrary(db, libraryId);
  const [roots, [lastScan]] = await Promise.all([listRoots(db, libraryId), listLastScans(db, libraryId)]);
  const folders = roots.map(({ path, watchState }) => ({ path, watchState }));
  return {
    library,
    folders,
    lastScan,
    artwork: readArtworkChoices(library),
    trailers: readTrailerChoices(library),
    publishing: toPublishingInput(library.profile, readPublishing(library)),
  };
}

/** The last scan of each whole library that came to an end. */
async function listLastScans(db: Db, libraryId?: number) {
  const ended = and(
    ne(scanRuns.status, "running"),
    isNull(scanRuns.paths),
    libraryId === undefined ? undefined : eq(scanRuns.libraryId, libraryId),
  );
  const latest = await db
    .select({ scanRunId: max(scanRuns.id) })
    .from(scanRuns)
    .where(ended)
    .groupBy(scanRuns.libraryId);
  const ids = latest.flatMap((row) => (row.scanRunId === null ? [] : [Number(row.scanRunId)]));
  if (ids.length === 0) return [];
  return await db
    .select({
      libraryId: scanRuns.libraryId,
      status: scanRuns.status,
      finishedAt: scanRuns.finishedAt,
      filesSeen: scanRuns.filesSeen,
      added: scanRuns.added,
      changed: scanRuns.changed,
      moved: scanRuns.moved,
      missing: scanRuns.missing,
      skipped: scanRuns.skipped,
      problems: scanRuns.problems,
      error: scanRuns.error,
    })
    .from(scanRuns)
    .where(inArray(scanRuns.id, ids));
}

/** Scans that wait or run, the running one first. */
export async function listOpenScans() {
  await requireUser("admin");
  const open = await getDb()
    .select({
      libraryId: jobs.entityId,
      status: jobs.status,
      note: jobs.progressNote,
      percent: jobs.progress,
      startedAt: jobs.startedAt,
      error: jobs.error,
    })
    .from(jobs)
    .where(
      and(eq(jobs.type, "library.scan"), eq(jobs.entityType, "library"), inArray(jobs.status, ["pending", "running"])),
    )
    .orderBy(desc(jobs.status), jobs.id)
    .limit(1000);
  return open;
}
