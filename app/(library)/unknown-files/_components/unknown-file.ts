import { z } from "zod";
import type { UnknownFileRow } from "#lib/libraries/unknown-files.ts";
import { assignWays, ownerTypes, unknownKinds } from "#lib/libraries/unknown-files-vocabulary.ts";

/** An unknown file, in a form that is the same in JSON. */
const unknownFileSchema = z.object({
  unknownFileId: z.int(),
  libraryId: z.int(),
  libraryName: z.string(),
  path: z.string(),
  kind: z.enum(unknownKinds),
  sizeBytes: z.number().nullable(),
  modifiedAt: z.string().nullable(),
  reason: z.string().nullable(),
  isIgnored: z.boolean(),
  assignedAs: z.enum(assignWays).nullable(),
  detail: z.string().nullable(),
  entityType: z.enum(ownerTypes).nullable(),
  owner: z
    .object({
      title: z.string(),
      movieId: z.int().nullable(),
      seriesId: z.int().nullable(),
      seasonNumber: z.int().nullable(),
      episodeNumber: z.int().nullable(),
    })
    .nullable(),
});
export type UnknownFile = z.output<typeof unknownFileSchema>;
export const unknownPageSchema = z.object({ files: z.array(unknownFileSchema), hasMore: z.boolean() });
export type UnknownPage = z.output<typeof unknownPageSchema>;

/** Files of one page. */
export const unknownPageSize = 100;

/** `found` holds one file more than a page when there are more. */
export function toUnknownPage(found: readonly UnknownFileRow[]): UnknownPage {
  return {
    hasMore: found.length > unknownPageSize,
    files: found.slice(0, unknownPageSize).map(({ kind, modifiedMs, ignoredAt, ...file }) => ({
      ...file,
      kind: unknownKinds.find((known) => known === kind) ?? "other",
      modifiedAt: modifiedMs === null ? null : new Date(modifiedMs).toISOString(),
      isIgnored: ignoredAt !== null,
    })),
  };
}

export type FolderGroup = { folder: string; libraryName: string; files: UnknownFile[] };

/** Files that stand beside each other and lie in one folder, together. */
export function groupByFolder(files: readonly UnknownFile[]): FolderGroup[] {
  const groups = new Map<string, FolderGroup>();
  for (const file of files) {
    const folder = file.path.slice(0, file.path.lastIndexOf("/")) || "/";
    const group = groups.get(folder) ?? { folder, libraryName: file.libraryName, files: [] };
    group.files.push(file);
    groups.set(folder, group);
  }
  return [...groups.values()];
}

export const fileNameOf = ({ path }: Pick<UnknownFile, "path">): string => path.slice(path.lastIndexOf("/") + 1);
