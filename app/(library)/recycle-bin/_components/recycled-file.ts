import { z } from "zod";
import type { RecycledFile } from "#lib/recycle/list.ts";
import { recycledKinds } from "#lib/recycle/vocabulary.ts";

/** A file of the recycle bin, in a form that is the same in JSON. */
const recycledFileSchema = z.object({
  recycleId: z.int(),
  originalPath: z.string(),
  kind: z.enum(recycledKinds),
  sizeBytes: z.number().nullable(),
  /** Why it was removed. */
  reason: z.string().nullable(),
  deletedAt: z.string(),
  expiresAt: z.string().nullable(),
  libraryName: z.string().nullable(),
  owner: z
    .object({ kind: z.enum(["movie", "series"]), id: z.int(), title: z.string(), hasPage: z.boolean() })
    .nullable(),
});
export type RecycledFileRow = z.output<typeof recycledFileSchema>;
export const recycledPageSchema = z.object({ files: z.array(recycledFileSchema), hasMore: z.boolean() });
export type RecycledPage = z.output<typeof recycledPageSchema>;

/** Files of one page. */
export const recycledPageSize = 50;

/** `found` holds one file more than a page when there are more. */
export function toRecycledPage(found: readonly RecycledFile[]): RecycledPage {
  return {
    hasMore: found.length > recycledPageSize,
    files: found.slice(0, recycledPageSize).map((file) => ({
      recycleId: file.recycleId,
      originalPath: file.originalPath,
      kind: file.kind,
      sizeBytes: file.fileSizeBytes,
      reason: file.reason,
      deletedAt: file.deletedAt.toISOString(),
      expiresAt: file.expiresAt?.toISOString() ?? null,
      libraryName: file.libraryName,
      owner: file.owner,
    })),
  };
}

export const nameOfRecycled = ({ originalPath }: RecycledFileRow): string =>
  originalPath.slice(originalPath.lastIndexOf("/") + 1);

export const filesText = (count: number): string => (count === 1 ? "1 file" : `${count.toLocaleString("en")} files`);
