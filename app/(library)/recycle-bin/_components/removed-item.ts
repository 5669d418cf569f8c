import { z } from "zod";
import type { RemovedItem } from "#lib/recycle/list-removed.ts";
import { removableKinds } from "#lib/recycle/vocabulary.ts";

/** Something that was removed, in a form that is the same in JSON. */
const removedSchema = z.object({
  kind: z.enum(removableKinds),
  id: z.int(),
  title: z.string(),
  year: z.int().nullable(),
  seasonNumber: z.int().nullable(),
  episodeNumber: z.int().nullable(),
  episodeTitle: z.string().nullable(),
  libraryName: z.string(),
  path: z.string(),
  posterHash: z.string().nullable(),
  posterThumbhash: z.string().nullable(),
  removedAt: z.string(),
  goneAt: z.string(),
  removedBy: z.string().nullable(),
  isVanished: z.boolean(),
  filesInBin: z.int(),
});
export type RemovedRow = z.output<typeof removedSchema>;
export const removedPageSchema = z.object({ items: z.array(removedSchema), nextCursor: z.string().nullable() });
export type RemovedPage = z.output<typeof removedPageSchema>;

/** Items of one page. */
export const removedPageSize = 50;

export function toRemovedPage(found: { items: readonly RemovedItem[]; nextCursor: string | null }): RemovedPage {
  return {
    nextCursor: found.nextCursor,
    items: found.items.map(({ removedAt, goneAt, ...item }) => ({
      ...item,
      removedAt: removedAt.toISOString(),
      goneAt: goneAt.toISOString(),
    })),
  };
}

/** Tells items of all kinds apart. */
export const keyOf = ({ kind, id }: RemovedRow): string => `${kind} ${id}`;

const two = (value: number | null) => String(value ?? 0).padStart(2, "0");

/** "Heat (1995)", or "Example Show S01E02: Pilot". */
export function nameOfRemoved({ kind, title, year, seasonNumber, episodeNumber, episodeTitle }: RemovedRow): string {
  if (kind !== "episode") return year === null ? title : `${title} (${year})`;
  const name = `${title} S${two(seasonNumber)}E${two(episodeNumber)}`;
  return episodeTitle === null ? name : `${name}: ${episodeTitle}`;
}
