import { and, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { episodes, series } from "#db/schema/index.ts";
import { recordEvents } from "#lib/editing/record-events.ts";
import { vanishedForMs } from "#lib/recycle/vocabulary.ts";

type Vanished = { libraryId: number; stillMissing?: readonly number[] };

/**
 * Hides series whose folder was missing an hour ago and still is: call it at the end of a scan that has seen the whole
 * library, before removeVanishedEpisodes. Their episodes go and come back with them. `stillMissing` narrows it to what
 * this scan looked for. No exclusion is made. Returns what was hidden.
 */
export async function removeVanishedSeries(
  tx: Tx,
  { libraryId, stillMissing }: Vanished,
): Promise<{ seriesId: number; path: string }[]> {
  if (stillMissing?.length === 0) return [];
  const hidden = await tx
    .update(series)
    .set({ deletedAt: fromNow(0), version: sql`${series.version} + 1` })
    .where(
      and(
        eq(series.libraryId, libraryId),
        isNull(series.deletedAt),
        lte(series.missingAt, fromNow(-vanishedForMs)),
        stillMissing ? inArray(series.id, [...stillMissing]) : undefined,
      ),
    )
    .returning({ seriesId: series.id, path: series.directoryPath });
  const summary = "Hidden, because its folder was gone for an hour";
  const events = hidden.map(({ seriesId }) => ({ entityId: seriesId, summary }));
  await recordEvents(tx, { entityType: "series", kind: "remove" }, events);
  return hidden;
}

/** The same for episodes of series that are still there. */
export async function removeVanishedEpisodes(
  tx: Tx,
  { libraryId, stillMissing }: Vanished,
): Promise<{ episodeId: number; path: string }[]> {
  if (stillMissing?.length === 0) return [];
  const present = tx
    .select({ seriesId: series.id })
    .from(series)
    .where(and(eq(series.libraryId, libraryId), isNull(series.missingAt), isNull(series.deletedAt)));
  const hidden = await tx
    .update(episodes)
    .set({ deletedAt: fromNow(0), version: sql`${episodes.version} + 1` })
    .where(
      and(
        inArray(episodes.seriesId, present),
        isNull(episodes.deletedAt),
        lte(episodes.missingAt, fromNow(-vanishedForMs)),
        stillMissing ? inArray(episodes.id, [...stillMissing]) : undefined,
      ),
    )
    .returning({ episodeId: episodes.id, path: episodes.filePath });
  const summary = "Hidden, because its file was gone for an hour";
  const events = hidden.map(({ episodeId }) => ({ entityId: episodeId, summary }));
  await recordEvents(tx, { entityType: "episode", kind: "remove" }, events);
  return hidden;
}
