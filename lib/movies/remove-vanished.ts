import { and, eq, inArray, isNull, lte } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { movies } from "#db/schema/index.ts";
import { recordEvents } from "#lib/editing/record-events.ts";
import { vanishedForMs } from "#lib/recycle/vocabulary.ts";
import { nextVersion } from "./next-version.ts";

/**
 * Hides films whose file was missing an hour ago and still is: call it at the end of a scan that has seen the whole
 * library. `stillMissing` narrows it to films this scan looked for. No exclusion is made: with its file a film comes
 * back. Returns what was hidden.
 */
export async function removeVanishedMovies(
  tx: Tx,
  { libraryId, stillMissing }: { libraryId: number; stillMissing?: readonly number[] },
): Promise<{ movieId: number; path: string }[]> {
  if (stillMissing?.length === 0) return [];
  const hidden = await tx
    .update(movies)
    .set({ deletedAt: fromNow(0), ...nextVersion })
    .where(
      and(
        eq(movies.libraryId, libraryId),
        isNull(movies.deletedAt),
        lte(movies.missingAt, fromNow(-vanishedForMs)),
        stillMissing ? inArray(movies.id, [...stillMissing]) : undefined,
      ),
    )
    .returning({ movieId: movies.id, path: movies.filePath });
  const summary = "Hidden, because its file was gone for an hour";
  const events = hidden.map(({ movieId }) => ({ entityId: movieId, summary }));
  await recordEvents(tx, { entityType: "movie", kind: "remove" }, events);
  return hidden;
}
