import { inArray } from "drizzle-orm";
import { bulkUpdate } from "#db/bulk.ts";
import type { Db } from "#db/client.ts";
import { folderFingerprints, movies } from "#db/schema/index.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import type { KnownFilms } from "./known-films.ts";
import { checkMissingShare } from "./scan-guard.ts";
import type { ScanReport } from "./scan-runs.ts";

/** Paths of every file of the walk, and folders whose content is unknown because they could not be listed. */
export type Seen = {
  paths: Set<string>;
  unreadable: string[];
  folders: Set<string>;
  /** Those of the folders that were read, because they looked changed, and the unknown files in them. */
  readFolders: Set<string>;
  unknown: Set<string>;
};

/** Films whose file vanished are hidden, never deleted; folders that are gone are forgotten. Too many in a guarded root: none. */
export async function markMissing(
  db: Db,
  params: {
    known: KnownFilms;
    seen: Seen;
    guarded: string[];
    report: ScanReport;
    assertOwned?: AssertOwned | undefined;
  },
): Promise<void> {
  const { known, seen, guarded, report } = params;
  const isUnreadable = (path: string) =>
    seen.unreadable.some((folder) => path === folder || path.startsWith(`${folder}/`));
  const expected = [...known.films.values()].filter(
    (film) => !film.isMissing && !film.isDeleted && !isUnreadable(film.filePath),
  );
  const unseen = expected.filter((film) => !seen.paths.has(film.filePath));
  const current = await currentPaths(
    db,
    unseen.map((film) => film.movieId),
  );
  const gone = unseen.filter((film) => !seen.paths.has(current.get(film.movieId) ?? film.filePath));
  for (const path of guarded) {
    checkMissingShare({
      path,
      known: expected.filter((film) => film.filePath.startsWith(`${path}/`)).length,
      missing: gone.filter((film) => film.filePath.startsWith(`${path}/`)).length,
    });
  }
  report.filmsSeen = expected.length - gone.length + report.added;
  const forgotten = [...known.fingerprints.keys()].filter((path) => !seen.folders.has(path) && !isUnreadable(path));
  if (gone.length === 0 && forgotten.length === 0) return;
  const missingAt = new Date();
  await ownedTransaction(db, params.assertOwned, async (tx) => {
    await bulkUpdate(
      tx,
      movies,
      gone.map((film) => ({ id: film.movieId, missingAt })),
    );
    for (let at = 0; at < forgotten.length; at += 1000) {
      const chunk = forgotten.slice(at, at + 1000);
      await tx.delete(folderFingerprints).where(inArray(folderFingerprints.path, chunk));
    }
  });
  report.missing = gone.length;
}

/** Where films lie after this scan: some of them moved while it ran. */
async function currentPaths(db: Db, ids: number[]): Promise<Map<number, string>> {
  const paths = new Map<number, string>();
  for (let at = 0; at < ids.length; at += 2000) {
    const rows = await db
      .select({ id: movies.id, filePath: movies.filePath })
      .from(movies)
      .where(inArray(movies.id, ids.slice(at, at + 2000)));
    for (const row of rows) paths.set(row.id, row.filePath);
  }
  return paths;
}
