import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraryNfoFiles } from "#db/schema/index.ts";
import { sourceLabels } from "#lib/identify/claims.ts";
import { idsInSnapshot } from "#lib/identify/nfo-ids.ts";
import type { ReviewKind } from "./vocabulary.ts";

const sources = ["tmdb", "imdb", "tvdb", "tvmaze"] as const;

/** The ids that NFO files found beside some items carry, as people read them: "TMDB 603". */
export async function listNfoIds(
  db: Db,
  { kind, itemIds }: { kind: ReviewKind; itemIds: readonly number[] },
): Promise<(itemId: number) => string[]> {
  const { entityType, entityId, publishedAt, snapshot, path } = libraryNfoFiles;
  const rows = await db
    .select({ itemId: entityId, snapshot })
    .from(libraryNfoFiles)
    .where(and(eq(entityType, kind), inArray(entityId, [...itemIds]), isNull(publishedAt)))
    .orderBy(asc(path));
  const byItem = Map.groupBy(rows, (row) => row.itemId);
  return (itemId) => {
    const told = (byItem.get(itemId) ?? []).flatMap((row) => {
      const ids = idsInSnapshot(row.snapshot);
      return sources.flatMap((source) => (ids[source] === null ? [] : [`${sourceLabels[source]} ${ids[source]}`]));
    });
    return [...new Set(told)];
  };
}
