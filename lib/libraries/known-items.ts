import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { exclusions, folderFingerprints } from "#db/schema/index.ts";

/** A film or an episode as far as finding and missing its file goes. */
export type KnownItem = { id: number; filePath: string; isMissing: boolean; isDeleted: boolean };

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
