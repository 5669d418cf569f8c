import { and, eq, gte, isNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rows } from "#db/raw.ts";
import { verifyFindings } from "#db/schema/index.ts";
import { checkMissingShare, type GuardedRoot } from "#lib/libraries/scan-guard.ts";
import type { VerifyContext } from "./context.ts";
import { rootOf } from "./roots.ts";
import type { VerifyRun } from "./runs.ts";

type Looked = Pick<VerifyContext, "db" | "found"> & { run: VerifyRun; roots: readonly GuardedRoot[] };

/**
 * Throws AppError `offline` when of all that a folder of the library is known to hold more is gone than people remove between two
 * scans: that is a disk, and nothing is called missing (R6).
 */
export async function assertNotLost({ db, found, run, roots }: Looked): Promise<void> {
  const isGone = (kind: string) => kind === "media.gone";
  if (!found.some(({ kind }) => isGone(kind))) return;
  const before = await db
    .select({ path: verifyFindings.path })
    .from(verifyFindings)
    .where(
      and(
        eq(verifyFindings.libraryId, run.libraryId),
        eq(verifyFindings.kind, "media.gone"),
        isNull(verifyFindings.repairedAt),
        gte(verifyFindings.runId, run.id),
      ),
    );
  const gone = new Set([...before, ...found.filter(({ kind }) => isGone(kind))].map(({ path }) => path));
  const known = await countMedia(db, { libraryId: run.libraryId });
  for (const { id, path, type } of roots) {
    const missing = [...gone].filter((each) => rootOf(roots, each) === path).length;
    checkMissingShare({ path, type, known: known.get(id) ?? 0, missing });
  }
}

/** How many videos and subtitles each folder of a library is known to hold, by the folder's id. */
async function countMedia(db: Db, { libraryId }: { libraryId: number }): Promise<Map<number, number>> {
  const films = sql`select id from movies where library_id = ${libraryId} and deleted_at is null and missing_at is null`;
  const parts = sql`select e.id from episodes e join series s on s.id = e.series_id where s.library_id = ${libraryId}
    and s.deleted_at is null and s.missing_at is null and e.deleted_at is null and e.missing_at is null`;
  const beside = (table: SQL, path: SQL) => sql`select ${path} from ${table} where ${path} is not null
    and (movie_id in (${films}) or episode_id in (${parts}))`;
  // A file of several episodes is one file, and the first part of a film is its main file: union leaves out what is alike.
  const found = await rows<{ id: number; files: number }>(
    db,
    sql`select r.id as id, cast(count(*) as integer) as files from library_roots r join (
        select file_path as path from movies where id in (${films})
        union select file_path from episodes where id in (${parts})
        union ${beside(sql`media_parts`, sql`path`)}
        union ${beside(sql`subtitle_streams`, sql`file_path`)}
      ) media on substr(media.path, 1, length(r.path) + 1) = r.path || '/'
      where r.library_id = ${libraryId} group by r.id`,
  );
  return new Map(found.map(({ id, files }) => [id, files]));
}
