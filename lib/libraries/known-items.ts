import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { exclusions, folderFingerprints } from "#db/schema/index.ts";

/** A film or an episode as far as finding and missing its file goes. */
export type KnownItem = {
  id: number;
  filePath: string;
  isMissing: boolean;
  /** A person removed it from Metarr: a scan does not bring it back. */
  isDeleted: boolean;
};

/**
 * Whether a hidden row was removed by a person. One that was hidden because its file was missing for long comes back with
 * its file, unless a person excluded its path as well.
 */
export function isRemoved(params: {
  missingAt: Date | null;
  deletedAt: Date | null;
  excluded: ReadonlySet<string>;
  paths: readonly string[];
}): boolean {
  const { missingAt, deletedAt, excluded, paths } = params;
  return deletedAt !== null && (missingAt === null || paths.some((path) => excluded.has(path)));
}

/** What tells a file again after it was renamed. */
export type FileIdentity = { inode: string | null; hash: string | null };

/** Fingerprints by folder, as the last scan left them. */
export async function loadFingerprints(db: Db, libraryId: number): Promise<Map<string, string>> {
  const rows = await db
    .select({ path: folderFingerprints.path, fingerprint: folderFingerprints.fingerprint })
    .from(folderFingerprints)
    .where(eq(folderFingerprints.libraryId, libraryId));
  return new Map(rows.map((row) => [row.path, row.fingerprint]));
}

/** Paths that a person removed from Metarr. */
export async function loadExcluded(db: Db, libraryId: number): Promise<Set<string>> {
  const rows = await db.select({ path: exclusions.path }).from(exclusions).where(eq(exclusions.libraryId, libraryId));
  return new Set(rows.map((row) => row.path));
}
