import { z } from "zod";
import type { ListedFinding } from "#lib/verify/list-findings.ts";
import { findingKinds } from "#lib/verify/vocabulary.ts";

/** A finding, in a form that is the same in JSON. */
const findingSchema = z.object({
  findingId: z.int(),
  libraryId: z.int(),
  kind: z.enum(findingKinds),
  /** Null for what is no file. */
  path: z.string().nullable(),
  href: z.string().nullable(),
  title: z.string().nullable(),
  detail: z.string(),
  problem: z.string().nullable(),
  foundAt: z.string(),
});
export type ShownFinding = z.output<typeof findingSchema>;
export const findingPageSchema = z.object({ findings: z.array(findingSchema), hasMore: z.boolean() });
export type FindingPage = z.output<typeof findingPageSchema>;

/** Findings of one kind that come with the page, and how many more at once. */
export const firstOfKind = 10;
export const morePerPage = 100;

/** `found` holds one finding more than a page when there are more. */
export function toFindingPage(found: readonly ListedFinding[], size: number): FindingPage {
  return {
    hasMore: found.length > size,
    findings: found
      .slice(0, size)
      .map(({ findingId, libraryId, kind, path, title, detail, problem, foundAt, ...of }) => ({
        ...{ findingId, libraryId, kind, title, detail, problem },
        // Rows without a file have a name that tells a person nothing.
        path: path.includes("/") ? path : null,
        href: hrefOf(of),
        foundAt: foundAt.toISOString(),
      })),
  };
}

function hrefOf({ entityType, entityId, hasPage }: Pick<ListedFinding, "entityType" | "entityId" | "hasPage">) {
  if (!hasPage || entityId === null) return null;
  return entityType === "movie" ? `/movies/${entityId}/publish` : `/series/${entityId}/publish`;
}
