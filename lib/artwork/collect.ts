import { and, asc, eq, gt, gte, inArray, lt, or } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { actors, assetCandidates, cacheImageFiles, fieldChanges, libraryImageFiles } from "#db/schema/index.ts";
import type { AssertOwned } from "#lib/jobs/lease.ts";
import { letGoUnused, type OldPage } from "#lib/recycle/let-go-unused.ts";
import { listMirrored } from "./owners.ts";

type Row = { id: number; entityType: string; entityId: number; imageType: string; fileHash: string };

/**
 * Lets go of the cached pictures of providers that nothing has shown for 30 days; an undo in that time needs no download.
 * Their rows go, and the candidates can be downloaded again. What is chosen, locked, published, shown by an owner, or was
 * brought by a person or found beside the media stays for ever. Returns how many rows went. The files follow by
 * themselves, see sweep.ts.
 */
export function collectUnused(
  db: Db,
  params: { signal?: AbortSignal | undefined; assertOwned?: AssertOwned | undefined } = {},
): Promise<number> {
  return letGoUnused(db, { ...params, letGo, listOld: (page) => listOld(db, page) });
}

function listOld(db: Db, { after, before, limit }: OldPage): Promise<Row[]> {
  const { id, entityType, entityId, imageType, fileHash } = cacheImageFiles;
  return db
    .select({ id, entityType, entityId, imageType, fileHash })
    .from(cacheImageFiles)
    .where(
      and(
        gt(id, after),
        eq(cacheImageFiles.sourceType, "provider"),
        eq(cacheImageFiles.isLocked, false),
        lt(cacheImageFiles.discoveredAt, before),
      ),
    )
    .orderBy(asc(id))
    .limit(limit);
}

/** Judged in the transaction that removes: a picture that somebody chooses now stays. */
async function letGo(tx: Tx, page: readonly Row[], before: Date): Promise<number> {
  const kept = await listKept(tx, page, before);
  const ids = page.map(({ id }) => id).filter((id) => !kept.has(id));
  if (ids.length === 0) return 0;
  await tx.update(assetCandidates).set({ cacheFileId: null }).where(inArray(assetCandidates.cacheFileId, ids));
  await tx.delete(cacheImageFiles).where(inArray(cacheImageFiles.id, ids));
  return ids.length;
}

async function listKept(tx: Tx, page: readonly Row[], before: Date): Promise<Set<number>> {
  const ids = page.map(({ id }) => id);
  const chosen = await tx
    .select({ id: assetCandidates.cacheFileId })
    .from(assetCandidates)
    .where(
      and(
        inArray(assetCandidates.cacheFileId, ids),
        or(eq(assetCandidates.isSelected, true), eq(assetCandidates.userLocked, true)),
      ),
    );
  const published = await tx
    .select({ id: libraryImageFiles.cacheFileId })
    .from(libraryImageFiles)
    .where(inArray(libraryImageFiles.cacheFileId, ids));
  const kept = new Set([...chosen, ...published].map(({ id }) => id ?? 0));
  for (const [entityType, rows] of Map.groupBy(page, (row) => row.entityType)) {
    const changed = await listChangedSince(tx, { entityType, rows, before });
    const shown = await listShown(tx, entityType, rows);
    for (const row of rows) {
      if (shown.has(row.id) || changed.has(`${row.entityId} ${fieldOf(row)}`)) kept.add(row.id);
    }
  }
  return kept;
}

/** What the history calls the choice of this picture. */
const fieldOf = ({ imageType }: Row) => (imageType === "actor_thumb" ? "portrait" : imageType);

/** The fields of these owners for which another picture was chosen lately: this one may have been dropped then. */
async function listChangedSince(
  tx: Tx,
  { entityType, rows, before }: { entityType: string; rows: readonly Row[]; before: Date },
): Promise<Set<string>> {
  const changes = await tx
    .selectDistinct({ entityId: fieldChanges.entityId, field: fieldChanges.field })
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, entityType),
        inArray(fieldChanges.entityId, [...new Set(rows.map(({ entityId }) => entityId))]),
        inArray(fieldChanges.field, [...new Set(rows.map(fieldOf))]),
        gte(fieldChanges.changedAt, before),
      ),
    );
  return new Set(changes.map(({ entityId, field }) => `${entityId} ${field}`));
}

const choosing = ["movie", "series", "season", "episode", "collection"] as const;

/** The rows that an owner shows. Those of owners this version does not know are never let go. */
async function listShown(tx: Tx, entityType: string, rows: readonly Row[]): Promise<Set<number>> {
  const entityIds = [...new Set(rows.map(({ entityId }) => entityId))];
  const known = choosing.find((each) => each === entityType);
  if (known) return listMirrored(tx, known, entityIds);
  if (entityType !== "actor") return new Set(rows.map(({ id }) => id));
  const people = await tx
    .select({ actorId: actors.id, hash: actors.imageHash })
    .from(actors)
    .where(inArray(actors.id, entityIds));
  const hashOf = new Map(people.map(({ actorId, hash }) => [actorId, hash]));
  return new Set(rows.filter((row) => hashOf.get(row.entityId) === row.fileHash).map(({ id }) => id));
}
