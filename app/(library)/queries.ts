import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { hasRole } from "#lib/access/vocabulary.ts";
import { readTmdbKeyState } from "#lib/health/read-health.ts";
import { listLibraryOverviews, listOfflineRoots } from "#lib/libraries/overview.ts";
import { listMovies } from "#lib/movies/list-movies.ts";
import { listRecentChanges } from "#lib/movies/recent-changes.ts";
import { toFilm } from "./movies/_components/film.ts";

/** Libraries with their counts, and what is wrong with their folders. */
export async function getOverview() {
  const user = await requireUser();
  const db = getDb();
  const [libraries, offline, tmdb] = await Promise.all([
    listLibraryOverviews(db),
    listOfflineRoots(db),
    readTmdbKeyState(db),
  ]);
  const mayEdit = hasRole(user, "editor");
  return {
    libraries,
    // The reason names the folder, and viewers see no paths.
    offline: offline.map((root) => ({ ...root, reason: mayEdit ? root.reason : null })),
    isTmdbKeyMissing: tmdb === "missing",
    mayEdit,
    mayAddLibrary: hasRole(user, "admin"),
  };
}

export type Overview = Awaited<ReturnType<typeof getOverview>>;

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
