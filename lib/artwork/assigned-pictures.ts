import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraryRoots, unknownFiles } from "#db/schema/index.ts";
import { isMovieArtworkType, type MovieArtworkType } from "./vocabulary.ts";

export type AssignedPicture = { path: string; root: string; type: MovieArtworkType };

/** Pictures of any name that a person said are a film's, with the library folder each lies in. */
export async function listAssignedPictures(db: Db, movieId: number): Promise<AssignedPicture[]> {
  const rows = await db
    .select({ path: unknownFiles.path, libraryId: unknownFiles.libraryId, type: unknownFiles.detail })
    .from(unknownFiles)
    .where(
      and(
        eq(unknownFiles.assignedAs, "artwork"),
        eq(unknownFiles.entityType, "movie"),
        eq(unknownFiles.entityId, movieId),
      ),
    );
  if (rows.length === 0) return [];
  const roots = await db.select({ libraryId: libraryRoots.libraryId, path: libraryRoots.path }).from(libraryRoots);
  return rows.flatMap(({ path, libraryId, type }) => {
    const root = roots.find((each) => each.libraryId === libraryId && path.startsWith(`${each.path}/`));
    return root && type !== null && isMovieArtworkType(type) ? [{ path, root: root.path, type }] : [];
  });
}
