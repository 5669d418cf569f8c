import { z } from "zod";
import { unitTypes } from "#lib/publish/vocabulary.ts";

/** Files on the page at once; more come with a press. */
export const conflictPageSize = 30;

export const conflictPageSchema = z.object({
  conflicts: z.array(
    z.object({
      conflictId: z.int(),
      entityType: z.enum(unitTypes),
      entityId: z.int(),
      title: z.string(),
      year: z.int().nullable(),
      libraryName: z.string(),
      posterHash: z.string().nullable(),
      posterThumbhash: z.string().nullable(),
      /** "Poster of season 1". */
      label: z.string(),
      path: z.string(),
      reason: z.string(),
      foundAt: z.coerce.date(),
    }),
  ),
  hasMore: z.boolean(),
});
export type ConflictPage = z.output<typeof conflictPageSchema>;
export type ShownConflict = ConflictPage["conflicts"][number];
