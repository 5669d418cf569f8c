import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { exclusions, folderFingerprints } from "#db/schema/index.ts";

/** A film or an episode as far as finding and missing its file goes. */
export type KnownItem = {
  id: number;
  filePath: string;
  /** Its file was not there at the last scan, or its row is hidden: it comes back with its file. */
  isMissing: boolean;
  /** A person removed it from Metarr: a scan does not bring it back. */
  isDeleted: boolean;
};

/** What a row says of both. An exclusion of its path is what keeps a hidden one away. */
export function stateOf(
  row: { missingAt: Date | null; deletedAt: Date | null },
  params: { excluded: ReadonlySet<string>; paths: readonly string[] },
): Pick<KnownItem, "isMissing" | "isDeleted"> {
  const isHidden = row.deletedAt !== null;
  return {
    isMissing: row.missingAt !== null || isHidden,
    isDeleted: isHidden && params.paths.some((path) => params.excluded.has(path)),
  };
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
