import { z } from "zod";
import { cachedPicture, type PictureSource } from "#components/artwork-source.ts";
import type { SeriesCard } from "#lib/series/list-series.ts";
import { seriesStatusNames, showStatusNames } from "#lib/series/vocabulary.ts";

/** A series as cards and rows show it: what SeriesCard holds, in a form that is the same in JSON. */
export const showSchema = z.object({
  seriesId: z.int(),
  title: z.string(),
  year: z.int().nullable(),
  libraryId: z.int(),
  status: z.enum(seriesStatusNames),
  showStatus: z.enum(showStatusNames).nullable(),
  isMonitored: z.boolean(),
  /** The whole folder is gone. */
  isMissing: z.boolean(),
  addedAt: z.string(),
  posterHash: z.string().nullable(),
  posterThumbhash: z.string().nullable(),
  hasFanart: z.boolean(),
  isLocked: z.boolean(),
  /** Without the specials. */
  seasonCount: z.int(),
  episodeCount: z.int(),
  /** Episodes whose file is gone. */
  vanishedCount: z.int(),
});
export type Show = z.output<typeof showSchema>;

export const showPage = z.object({ series: z.array(showSchema), nextCursor: z.string().nullable() });

export function toShow({ monitored, missingAt, addedAt, ...card }: SeriesCard): Show {
  return { ...card, isMonitored: monitored, isMissing: missingAt !== null, addedAt: addedAt.toISOString() };
}

export function posterOf({
  posterHash,
  posterThumbhash,
}: Pick<Show, "posterHash" | "posterThumbhash">): PictureSource | null {
  return posterHash === null ? null : cachedPicture({ hash: posterHash, thumbhash: posterThumbhash });
}
