import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { extras, subtitleStreams, unknownFiles } from "#db/schema/index.ts";
import { readSubtitleName } from "#lib/files/subtitle-names.ts";

type Row = typeof unknownFiles.$inferSelect;
type PathColumn = typeof extras.path | typeof subtitleStreams.filePath;

/** For what a scan compares with the disk: leaves out the files that belong to something because a person said so. */
export const isNotAssigned = (path: PathColumn): SQL =>
  sql`not exists (select 1 from unknown_files assigned where assigned.path = ${path} and assigned.assigned_as is not null)`;

/**
 * Writes what people assigned to these films, series and episodes: trailers and extras, and subtitles. A scan calls it
 * after it has written their files anew, in the same transaction. Pictures are brought in by the job movie.artwork.
 */
export async function applyAssignments(
  tx: Tx,
  params: { movieIds?: readonly number[]; seriesIds?: readonly number[]; episodeIds?: readonly number[] },
): Promise<void> {
  const owners = [
    { entityType: "movie", ids: params.movieIds ?? [] },
    { entityType: "series", ids: params.seriesIds ?? [] },
    { entityType: "episode", ids: params.episodeIds ?? [] },
  ] as const;
  const wanted = owners
    .filter(({ ids }) => ids.length > 0)
    .map(({ entityType, ids }) =>
      and(eq(unknownFiles.entityType, entityType), inArray(unknownFiles.entityId, [...ids])),
    );
  if (wanted.length === 0) return;
  const rows = await tx
    .select()
    .from(unknownFiles)
    .where(and(inArray(unknownFiles.assignedAs, ["trailer", "extra", "subtitle"]), or(...wanted)));
  if (rows.length === 0) return;
  await dropAssigned(
    tx,
    rows.map((row) => row.path),
  );
  await bulkInsert(tx, extras, rows.flatMap(extraRow));
  await bulkInsert(tx, subtitleStreams, rows.flatMap(subtitleRow));
}

/** Removes what stands for these files beside a film. Also for files that are gone or belong to nothing any more. */
export async function dropAssigned(tx: Tx, paths: readonly string[]): Promise<void> {
  for (let at = 0; at < paths.length; at += 1000) {
    const chunk = paths.slice(at, at + 1000);
    await tx.delete(extras).where(inArray(extras.path, chunk));
    await tx
      .delete(subtitleStreams)
      .where(and(inArray(subtitleStreams.filePath, chunk), eq(subtitleStreams.isExternal, true)));
  }
}

const nameOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);

function extraRow({ assignedAs, entityType, entityId, detail, path, sizeBytes, modifiedMs }: Row) {
  const isSeries = entityType === "series";
  if ((assignedAs !== "trailer" && assignedAs !== "extra") || (entityType !== "movie" && !isSeries)) return [];
  const kind = assignedAs === "trailer" ? "trailer" : (detail ?? "other");
  const owner = { movieId: isSeries ? null : entityId, seriesId: isSeries ? entityId : null };
  return [{ ...owner, kind, path, title: nameOf(path), sizeBytes, modifiedMs }];
}

/** `detail` is what a name would say: `de.forced`. */
function subtitleRow({ assignedAs, entityType, entityId, detail, path }: Row) {
  const isEpisode = entityType === "episode";
  if (assignedAs !== "subtitle" || (entityType !== "movie" && !isEpisode)) return [];
  const { codec, language, isForced } = readSubtitleName(nameOf(path), detail ?? "");
  const owner = { movieId: isEpisode ? null : entityId, episodeId: isEpisode ? entityId : null };
  return [{ ...owner, filePath: path, isExternal: true, codec, language, title: null, isForced, isDefault: false }];
}
