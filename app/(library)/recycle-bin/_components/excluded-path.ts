import { z } from "zod";
import type { ExcludedPath } from "#lib/libraries/exclusions.ts";

/** A path that scans pass over, in a form that is the same in JSON. */
const excludedSchema = z.object({
  exclusionId: z.int(),
  path: z.string(),
  title: z.string().nullable(),
  libraryName: z.string(),
  excludedAt: z.string(),
  excludedBy: z.string().nullable(),
});
export const excludedPageSchema = z.object({ paths: z.array(excludedSchema), hasMore: z.boolean() });
export type ExcludedPage = z.output<typeof excludedPageSchema>;

/** Paths of one page. */
export const excludedPageSize = 50;

/** `found` holds one path more than a page when there are more. */
export function toExcludedPage(found: readonly ExcludedPath[]): ExcludedPage {
  return {
    hasMore: found.length > excludedPageSize,
    paths: found
      .slice(0, excludedPageSize)
      .map(({ excludedAt, ...path }) => ({ ...path, excludedAt: excludedAt.toISOString() })),
  };
}
