import { inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { episodes, folderFingerprints, movies, type ScanChange } from "#db/schema/index.ts";
import { chunksOf } from "#lib/chunks.ts";
import { recordEvents } from "#lib/editing/record-events.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import type { KnownItem } from "./known-items.ts";
import { checkMissingShare } from "./scan-guard.ts";
import { addChange, type ScanReport } from "./scan-runs.ts";
import { createInside } from "./scan-scope.ts";
import type { ScanOptions } from "./scan-walk.ts";

/** Paths of every file of the walk, and folders whose content is unknown because they could not be listed. */
export type Seen = {
  paths: Set<string>;
  unreadable: string[];
  folders: Set<string>;
  /** Those of the folders that were read, because they looked changed, and the unknown files in them. */
  readFolders: Set<string>;
  unknown: Set<string>;
  /** The folders that are looked at at all; null: every one. */
  within: readonly string[] | null;
};

const tables = { movie: movies, tv: episodes } as const;
const entityTypes = { movie: "movie", tv: "episode" } as const;

/**
 * Films or episodes whose file vanished are hidden, never deleted; folders that are gone are forgotten. Too many in a
 * guarded root: none.
 */
export async function markMissing(
  db: Db,
  params: {
    type: keyof typeof tables;
    items: readonly KnownItem[];
    fingerprints: ReadonlyMap<string, string>;
    seen: Seen;
    guarded: string[];
    report: ScanReport;
    assertOwned?: AssertOwned | undefined;
    jobId?: number | null | undefined;
    tellChanges?: ScanOptions["tellChanges"];
  },
): Promise<void> {
  const { type, seen, guarded, report } = params;
  const table = tables[type];
  const isUnreadable = isUnreadableIn(seen);
  const expected = params.items.filter((item) => !item.isMissing && !item.isDeleted && !isUnreadable(item.filePath));
  const unseen = expected.filter((item) => !seen.paths.has(item.filePath));
  const current = await currentPaths(
    db,
    table,
    unseen.map((item) => item.id),
  );
  const gone = unseen.filter((item) => !seen.paths.has(current.get(item.id) ?? item.filePath));
  // A look at a few folders is measured by all that is known too: it marks no more and no less than a look at everything.
  const known = seen.within === null ? expected : params.items.filter((item) => !item.isMissing && !item.isDeleted);
  for (const path of guarded) {
    checkMissingShare({
      path,
      type,
      known: known.filter((item) => item.filePath.startsWith(`${path}/`)).length,
      missing: gone.filter((item) => item.filePath.startsWith(`${path}/`)).length,
    });
  }
  report.itemsSeen = expected.length - gone.length + report.added;
  const forgotten = [...params.fingerprints.keys()].filter((path) => !seen.folders.has(path) && !isUnreadable(path));
  if (gone.length === 0 && forgotten.length === 0) return;
  const changes = gone.map(({ filePath }): ScanChange => ({ kind: "missing", path: filePath }));
  const scanned = { kind: "scan" as const, jobId: params.jobId ?? null };
  await ownedTransaction(db, params.assertOwned, async (tx) => {
    for (const chunk of chunksOf(gone)) {
      const ids = chunk.map((item) => item.id);
      // By the database's clock, as the hour is that a vanished item has (removeVanished).
      await tx
        .update(table)
        .set({ missingAt: fromNow(0) })
        .where(inArray(table.id, ids));
      const events = ids.map((entityId) => ({ entityId, summary: "A scan did not find its file" }));
      await recordEvents(tx, { ...scanned, entityType: entityTypes[type] }, events);
    }
    for (const chunk of chunksOf(forgotten)) {
      await tx.delete(folderFingerprints).where(inArray(folderFingerprints.path, chunk));
    }
    await params.tellChanges?.(tx, changes);
  });
  for (const change of changes) addChange(report, change);
}

/** Items that were missing before this scan, and that it looked for and did not find. */
export function findStillMissing(items: readonly KnownItem[], seen: Seen): KnownItem[] {
  const isUnreadable = isUnreadableIn(seen);
  return items.filter(
    (item) => item.isMissing && !item.isDeleted && !seen.paths.has(item.filePath) && !isUnreadable(item.filePath),
  );
}

/** Whether a path lies in a folder that could not be listed, or that the scan does not look at. */
export function isUnreadableIn({ unreadable, within }: Seen): (path: string) => boolean {
  const isInScope = within === null ? () => true : createInside(within);
  return (path) => !isInScope(path) || unreadable.some((folder) => path === folder || path.startsWith(`${folder}/`));
}

/** Where items lie after this scan: some of them moved while it ran. */
async function currentPaths(
  db: Db,
  table: (typeof tables)[keyof typeof tables],
  ids: number[],
): Promise<Map<number, string>> {
  const paths = new Map<number, string>();
  for (const chunk of chunksOf(ids)) {
    const rows = await db
      .select({ id: table.id, filePath: table.filePath })
      .from(table)
      .where(inArray(table.id, chunk));
    for (const row of rows) paths.set(row.id, row.filePath);
  }
  return paths;
}
