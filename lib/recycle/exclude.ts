import { dirname } from "node:path";
import { and, eq, inArray, or, sql } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { exclusions, folderFingerprints } from "#db/schema/index.ts";

export type Exclusion = { libraryId: number; path: string; title: string; createdBy: number | null };

/** A statement of SQLite takes 32,766 parameters. */
const pathsPerStatement = 10_000;

/** Paths that a scan passes over from now on. Those that are excluded already stay as they are. */
export async function excludePaths(tx: Tx, paths: readonly Exclusion[]): Promise<void> {
  await bulkInsert(tx, exclusions, paths, { onConflict: "ignore" });
}

/** Takes paths off the list of exclusions. The next scan looks at them although their folders may be as they were. */
export async function includePaths(tx: Tx, paths: readonly string[]): Promise<void> {
  for (let at = 0; at < paths.length; at += pathsPerStatement) {
    await tx.delete(exclusions).where(inArray(exclusions.path, paths.slice(at, at + pathsPerStatement)));
  }
  await lookAgain(tx, paths);
}

/** Forgets what folders looked like: those of these paths, and of a few paths also all below them. */
async function lookAgain(tx: Tx, paths: readonly string[]): Promise<void> {
  const folders = [...new Set(paths.flatMap((path) => [path, dirname(path)]))];
  for (let at = 0; at < folders.length; at += pathsPerStatement) {
    const chunk = folders.slice(at, at + pathsPerStatement);
    await tx.delete(folderFingerprints).where(inArray(folderFingerprints.path, chunk));
  }
}

/** The same for all folders below one of a library, such as the seasons of a series. */
export async function lookAgainBelow(tx: Tx, params: { libraryId: number; folders: readonly string[] }): Promise<void> {
  const { libraryId, folders } = params;
  for (let at = 0; at < folders.length; at += 50) {
    const below = folders.slice(at, at + 50).map((folder) => {
      const start = `${folder}/`;
      // Both engines count characters, not the UTF-16 units of JavaScript.
      return sql`substr(${folderFingerprints.path}, 1, ${[...start].length}) = ${start}`;
    });
    await tx.delete(folderFingerprints).where(and(eq(folderFingerprints.libraryId, libraryId), or(...below)));
  }
}
