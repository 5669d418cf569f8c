import { and, eq, isNotNull, max } from "drizzle-orm";
import { requireUser } from "#app/_server/require-user.ts";
import { type Db, getDb } from "#db/client.ts";
import { scanRuns } from "#db/schema/index.ts";
import { hasRole } from "#lib/access/vocabulary.ts";
import { listRefusedProviders } from "#lib/health/provider-usage.ts";
import { readTmdbKeyState } from "#lib/health/read-health.ts";
import { countNeedsReview, listLibraryOverviews, listOfflineRoots } from "#lib/libraries/overview.ts";
import { countUnknownFiles } from "#lib/libraries/unknown-files.ts";
import { listMovies } from "#lib/movies/list-movies.ts";
import { listRecentChanges } from "#lib/movies/recent-changes.ts";
import { countConflicts } from "#lib/publish/list-conflicts.ts";
import { listLibraryCounts } from "#lib/series/list-library-counts.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { listReports } from "#lib/verify/reports.ts";
import { toFilm } from "./movies/_components/film.ts";

/** Libraries with their counts, and what is wrong with their folders. */
export async function getOverview() {
  const user = await requireUser();
  const db = getDb();
  const mayEdit = hasRole(user, "editor");
  const [libraries, offline, tmdb, refusing, failedScans, unknownFiles, seriesCounts, toReview, conflicts, verified] =
    await Promise.all([
      listLibraryOverviews(db),
      listOfflineRoots(db),
      readTmdbKeyState(db),
      readSettings(db).then((settings) => listRefusedProviders(db, settings)),
      listFailedScans(db),
      mayEdit ? countUnknownFiles(db) : 0,
      listLibraryCounts(db),
      countNeedsReview(db),
      mayEdit ? countConflicts(db) : 0,
      mayEdit ? listReports(db) : [],
    ]);
  return {
    libraries: libraries.map((library) => ({
      ...library,
      ...countsOf(seriesCounts, library.libraryId),
      verifiedAt: verified.find((report) => report.libraryId === library.libraryId)?.verifiedAt ?? null,
      scanFailedAt: failedScans.find((scan) => scan.libraryId === library.libraryId)?.failedAt ?? null,
    })),
    // The reason names the folder, and viewers see no paths.
    offline: offline.map((root) => ({ ...root, reason: mayEdit ? root.reason : null })),
    isTmdbKeyMissing: tmdb === "missing",
    /** Providers that are on and do not take their key. */
    refusing,
    /** Files that wait to be told what they are; none for viewers. */
    unknownFiles,
    /** Films and series that nobody could tell. */
    toReview,
    /** Published files that somebody changed, waiting for a decision; none for viewers. */
    conflicts,
    /** What verifying found and nobody repaired; none for viewers. */
    findings: verified.reduce((sum, { open }) => sum + open, 0),
    mayEdit,
    mayAddLibrary: hasRole(user, "admin"),
  };
}

const countsOf = (counts: Awaited<ReturnType<typeof listLibraryCounts>>, libraryId: number) => {
  const found = counts.find((each) => each.libraryId === libraryId);
  return { series: found?.series ?? 0, episodes: found?.episodes ?? 0 };
};

export type Overview = Awaited<ReturnType<typeof getOverview>>;

/** When the latest failed scan of each library ended. */
function listFailedScans(db: Db) {
  return db
    .select({ libraryId: scanRuns.libraryId, failedAt: max(scanRuns.finishedAt) })
    .from(scanRuns)
    .where(and(eq(scanRuns.status, "failed"), isNotNull(scanRuns.finishedAt)))
    .groupBy(scanRuns.libraryId);
}

const recentFilms = 12;
const recentChanges = 10;

export async function getRecentFilms() {
  await requireUser();
  const sort = { by: "added", descending: true } as const;
  const { movies } = await listMovies(getDb(), { sort, limit: recentFilms });
  return movies.map(toFilm);
}

export async function getRecentChanges() {
  await requireUser();
  return listRecentChanges(getDb(), { limit: recentChanges });
}
