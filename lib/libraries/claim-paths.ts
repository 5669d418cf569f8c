import { access, readdir } from "node:fs/promises";
import { and, eq, isNotNull, ne, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Db, Tx } from "#db/client.ts";
import { execute } from "#db/raw.ts";
import {
  cacheImageFiles,
  episodes,
  exclusions,
  extras,
  folderFingerprints,
  libraries,
  libraryImageFiles,
  libraryNfoFiles,
  libraryVideoFiles,
  mediaParts,
  movies,
  publishConflicts,
  recycleBin,
  scanRequests,
  series,
  subtitleStreams,
  unknownFiles,
  verifyFindings,
} from "#db/schema/index.ts";

/** Every column that holds an absolute path below a library. A new one belongs here too. */
const libraryPaths = [
  movies.filePath,
  mediaParts.path,
  extras.path,
  subtitleStreams.filePath,
  series.directoryPath,
  episodes.filePath,
  folderFingerprints.path,
  unknownFiles.path,
  exclusions.path,
  libraryImageFiles.filePath,
  libraryVideoFiles.filePath,
  libraryNfoFiles.path,
  // Where a local picture was found; other sources are addresses and start with no slash.
  cacheImageFiles.sourceUrl,
  recycleBin.originalPath,
  // Large files stay on the disk of their library.
  recycleBin.recyclePath,
  publishConflicts.path,
  verifyFindings.path,
  verifyFindings.target,
  scanRequests.path,
  scanRequests.becamePath,
] as const satisfies readonly PgColumn[];

/** Films whose file is looked for in a new folder before it counts as the old one moved. */
const sampleSize = 50;

/**
 * Whether a folder is an old one under another name: it holds a film that is known from there, or nothing yet. Looks at
 * the disk. False when films are known below the new folder already, or the folder is full of others.
 */
export async function isSameFolderMoved(
  db: Db,
  params: { libraryId: number; from: string; to: string },
): Promise<boolean> {
  const { libraryId, from, to } = params;
  const [known] = await db.select({ id: movies.id }).from(movies).where(isWithin(movies.filePath, to)).limit(1);
  if (known) return false;
  const sample = await db
    .select({ filePath: movies.filePath })
    .from(movies)
    .where(and(eq(movies.libraryId, libraryId), isWithin(movies.filePath, from)))
    .orderBy(movies.missingAt, movies.id)
    .limit(sampleSize);
  if (sample.length === 0 || (await readdir(to)).length === 0) return true;
  const found = await Promise.all(sample.map(({ filePath }) => exists(to + filePath.slice(from.length))));
  return found.includes(true);
}

/** Writes every path below one folder anew below another: films keep their edits, artwork and history. */
export async function movePaths(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  for (const column of libraryPaths) {
    const name = sql.identifier(column.name);
    const rest = sql`substr(${name}, ${lengthOf(from) + 1})`;
    await execute(
      tx,
      sql`update ${column.table} set ${name} = cast(${to} as text) || ${rest} where ${isWithin(column, from)}`,
    );
  }
}

/**
 * Gives a library what is known below its folders from others that had them before: removed ones, and those whose
 * folder changed. What a person had removed stays removed. Call it after the folders are known to overlap no other
 * library.
 */
export async function adoptPaths(tx: Tx, params: { libraryId: number; roots: readonly string[] }): Promise<void> {
  const { libraryId, roots } = params;
  for (const root of roots) {
    const foreign = (column: PgColumn, owner: PgColumn) => and(isWithin(column, root), ne(owner, libraryId));
    for (const table of [movies, series]) {
      const removedAt = tx
        .select({ deletedAt: libraries.deletedAt })
        .from(libraries)
        .where(eq(libraries.id, table.libraryId));
      const path = "filePath" in table ? table.filePath : table.directoryPath;
      await tx
        .update(table)
        .set({
          libraryId,
          deletedAt: sql`case when ${table.deletedAt} = (${removedAt}) then null else ${table.deletedAt} end`,
        })
        .where(foreign(path, table.libraryId));
    }
    await tx.update(exclusions).set({ libraryId }).where(foreign(exclusions.path, exclusions.libraryId));
    for (const table of [folderFingerprints, unknownFiles])
      await tx.delete(table).where(foreign(table.path, table.libraryId));
  }
}

/** A removed library keeps no claim to its folder: what it knew there goes to the one that has the folder now. */
export async function freePath(tx: Tx, params: { libraryId: number; path: string }): Promise<void> {
  await tx
    .update(libraries)
    .set({ path: sql`${libraries.path} || ' (' || ${libraries.id} || ')'` })
    .where(and(eq(libraries.path, params.path), ne(libraries.id, params.libraryId), isNotNull(libraries.deletedAt)));
}

/** The folder itself counts too. */
function isWithin(column: PgColumn, folder: string): SQL {
  const start = `${folder}/`;
  return sql`(${column} = ${folder} or substr(${column}, 1, ${lengthOf(start)}) = ${start})`;
}

/** Both engines count characters, not the UTF-16 units of JavaScript. */
const lengthOf = (text: string): number => [...text].length;

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
