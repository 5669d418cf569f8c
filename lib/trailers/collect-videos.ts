import { and, asc, eq, gt, gte, inArray, lt } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { cacheVideoFiles, fieldChanges, libraryVideoFiles, trailerCandidates } from "#db/schema/index.ts";
import type { AssertOwned } from "#lib/jobs/lease.ts";
import { letGoUnused, type OldPage } from "#lib/recycle/let-go-unused.ts";
import { trailerField } from "./vocabulary.ts";

type Row = { id: number; entityType: string; entityId: number };

/**
 * Lets go of cached trailers that were not the chosen ones for 30 days: their rows go, and the candidates can be downloaded
 * again. What is chosen or published stays, and so does every upload, because nothing could bring it back. Returns how many
 * rows went. The files follow by themselves, see sweep-videos.ts.
 */
export function collectUnusedVideos(
  db: Db,
  params: { signal?: AbortSignal | undefined; assertOwned?: AssertOwned | undefined } = {},
): Promise<number> {
  return letGoUnused(db, { ...params, letGo, listOld: (page) => listOld(db, page) });
}

function listOld(db: Db, { after, before, limit }: OldPage): Promise<Row[]> {
  const { id, entityType, entityId, sourceType, createdAt } = cacheVideoFiles;
  return db
    .select({ id, entityType, entityId })
    .from(cacheVideoFiles)
    .where(and(gt(id, after), inArray(sourceType, ["provider", "user"]), lt(createdAt, before)))
    .orderBy(asc(id))
    .limit(limit);
}

/** Judged in the transaction that removes: a trailer that somebody chooses now stays. */
async function letGo(tx: Tx, page: readonly Row[], before: Date): Promise<number> {
  const ids = page.map(({ id }) => id);
  const chosen = await tx
    .select({ id: trailerCandidates.cacheVideoFileId })
    .from(trailerCandidates)
    .where(and(inArray(trailerCandidates.cacheVideoFileId, ids), eq(trailerCandidates.isSelected, true)));
  const published = await tx
    .select({ id: libraryVideoFiles.cacheFileId })
    .from(libraryVideoFiles)
    .where(inArray(libraryVideoFiles.cacheFileId, ids));
  const kept = new Set([...chosen, ...published].map(({ id }) => id ?? 0));
  const changed = await listChangedSince(tx, page, before);
  const gone = page.filter((row) => !kept.has(row.id) && !changed.has(ownerOf(row))).map(({ id }) => id);
  if (gone.length === 0) return 0;
  await tx
    .update(trailerCandidates)
    .set({ cacheVideoFileId: null, downloadedAt: null })
    .where(inArray(trailerCandidates.cacheVideoFileId, gone));
  await tx.delete(cacheVideoFiles).where(inArray(cacheVideoFiles.id, gone));
  return gone.length;
}

const ownerOf = ({ entityType, entityId }: Omit<Row, "id">): string => `${entityType} ${entityId}`;

/** The owners for which another trailer was chosen lately: this one may have been dropped then. */
async function listChangedSince(tx: Tx, page: readonly Row[], before: Date): Promise<Set<string>> {
  const changes = await tx
    .selectDistinct({ entityType: fieldChanges.entityType, entityId: fieldChanges.entityId })
    .from(fieldChanges)
    .where(
      and(
        inArray(fieldChanges.entityType, [...new Set(page.map(({ entityType }) => entityType))]),
        inArray(fieldChanges.entityId, [...new Set(page.map(({ entityId }) => entityId))]),
        eq(fieldChanges.field, trailerField),
        gte(fieldChanges.changedAt, before),
      ),
    );
  return new Set(changes.map(ownerOf));
}
