import { z } from "zod";
import { cachedPicture, type PictureSource } from "#components/artwork-source.ts";
import type { MovieCard } from "#lib/movies/list-movies.ts";

/** A film as cards and rows show it: what MovieCard holds, in a form that is the same in JSON. */
export const filmSchema = z.object({
  movieId: z.int(),
  title: z.string(),
  year: z.int().nullable(),
  /** 0 to 10. */
  rating: z.number().nullable(),
  runtimeMinutes: z.int().nullable(),
  libraryId: z.int(),
  status: z.enum(["discovered", "identified", "enriched", "needs_identification"]),
  isMonitored: z.boolean(),
  /** Since when its file is missing. */
  missingAt: z.string().nullable(),
  isPublished: z.boolean(),
  /** It was published, and has changed since. */
  hasUnpublished: z.boolean(),
  addedAt: z.string(),
  posterHash: z.string().nullable(),
  posterThumbhash: z.string().nullable(),
  hasFanart: z.boolean(),
  isLocked: z.boolean(),
});
export type Film = z.output<typeof filmSchema>;

export const filmPage = z.object({ films: z.array(filmSchema), nextCursor: z.string().nullable() });

export function toFilm({
  monitored,
  missingAt,
  addedAt,
  publishedAt,
  publishedVersion,
  version,
  ...card
}: MovieCard): Film {
  return {
    ...card,
    isMonitored: monitored,
    missingAt: missingAt?.toISOString() ?? null,
    isPublished: publishedAt !== null,
    hasUnpublished: publishedAt !== null && publishedVersion !== version,
    addedAt: addedAt.toISOString(),
  };
}

export function posterOf({ posterHash, posterThumbhash }: Film): PictureSource | null {
  return posterHash === null ? null : cachedPicture({ hash: posterHash, thumbhash: posterThumbhash });
}
