import { and, asc, count, eq, exists, isNull, sql, sum } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodes, extras, mediaParts, unknownFiles } from "#db/schema/index.ts";

type Folder = { seriesId: number; libraryId: number; directoryPath: string };

/** What lies in the folder of a series: its files in numbers, those nobody could read, extras, and unknown files. */
export async function listFolder(db: Db, { seriesId, libraryId, directoryPath }: Folder) {
  const ofSeries = exists(
    db
      .select({ one: sql`1` })
      .from(episodes)
      .where(and(eq(episodes.id, mediaParts.episodeId), eq(episodes.seriesId, seriesId), isNull(episodes.deletedAt))),
  );
  const inside = `${directoryPath.replace(/\/+$/, "")}/`;
  const [[totals], bonus, unknown] = await Promise.all([
    db
      .select({
        files: count(),
        sizeBytes: sum(mediaParts.sizeBytes).mapWith(Number),
        missing: count(mediaParts.missingAt),
        unreadable: count(mediaParts.probeError),
      })
      .from(mediaParts)
      .where(ofSeries),
    db
      .select({ extraId: extras.id, kind: extras.kind, title: extras.title, path: extras.path, size: extras.sizeBytes })
      .from(extras)
      .where(eq(extras.seriesId, seriesId))
      .orderBy(asc(extras.kind), asc(extras.path)),
    db
      .select({
        unknownFileId: unknownFiles.id,
        path: unknownFiles.path,
        kind: unknownFiles.kind,
        size: unknownFiles.sizeBytes,
        reason: unknownFiles.reason,
      })
      .from(unknownFiles)
      .where(
        and(
          eq(unknownFiles.libraryId, libraryId),
          isNull(unknownFiles.ignoredAt),
          isNull(unknownFiles.assignedAs),
          // No LIKE: the signs of a folder's name would mean something in it.
          sql`substr(${unknownFiles.path}, 1, length(cast(${inside} as text))) = cast(${inside} as text)`,
        ),
      )
      .orderBy(asc(unknownFiles.path)),
  ]);
  return {
    totals: {
      files: totals?.files ?? 0,
      sizeBytes: totals?.sizeBytes ?? 0,
      missing: totals?.missing ?? 0,
      unreadable: totals?.unreadable ?? 0,
    },
    extras: bonus,
    unknown,
  };
}
