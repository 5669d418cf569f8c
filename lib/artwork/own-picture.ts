import { isNull, ne, or } from "drizzle-orm";
import { cacheImageFiles, libraryImageFiles } from "#db/schema/index.ts";

/**
 * Whether a picture that counts as published is Metarr's own. It is not when the cache has it from this very file: somebody
 * put it there, and publishing only found it to be right.
 */
export const isOwnPicture = (row: { filePath: string; sourceType: string | null; sourceUrl: string | null }): boolean =>
  row.sourceType !== "local" || row.sourceUrl !== row.filePath;

/** The same for a query that joins both tables. */
export const whereOwnPicture = or(
  isNull(cacheImageFiles.sourceType),
  ne(cacheImageFiles.sourceType, "local"),
  isNull(cacheImageFiles.sourceUrl),
  ne(cacheImageFiles.sourceUrl, libraryImageFiles.filePath),
);
