import { z } from "zod";
import type { RecycledFile } from "#lib/recycle/list.ts";

/** A file of the recycle bin, in a form that is the same in JSON. */
const recycledFileSchema = z.object({
  recycleId: z.int(),
  originalPath: z.string(),
  sizeBytes: z.number().nullable(),
  /** Why it was removed. */
  reason: z.string().nullable(),
  deletedAt: z.string(),
  expiresAt: z.string().nullable(),
  movieId: z.int().nullable(),
  movieTitle: z.string().nullable(),
});
export type RecycledFileRow = z.output<typeof recycledFileSchema>;
export const recycledPageSchema = z.object({ files: z.array(recycledFileSchema), hasMore: z.boolean() });

/** Files of one page. */
export const recycledPageSize = 50;

/** `found` holds one file more than a page when there are more. */
export function toRecycledPage(found: readonly RecycledFile[]): z.output<typeof recycledPageSchema> {
  return {
    hasMore: found.length > recycledPageSize,
    files: found.slice(0, recycledPageSize).map((file) => ({
      recycleId: file.recycleId,
      originalPath: file.originalPath,
      sizeBytes: file.fileSizeBytes,
      reason: file.reason,
      deletedAt: file.deletedAt.toISOString(),
      expiresAt: file.expiresAt?.toISOString() ?? null,
      movieId: file.hasPage ? file.entityId : null,
      movieTitle: file.movieTitle,
    })),
  };
}
