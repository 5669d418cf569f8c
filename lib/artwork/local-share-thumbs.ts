import { and, eq, inArray } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { assetCandidates, episodes } from "#db/schema/index.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";

/**
 * Shows the picture of the first episode of a file for the others in it, too: there is one picture beside the file, and
 * the first owns it. Episodes with a picture of their own, or with their picture locked, keep what they have.
 */
export async function shareThumbs(
  db: Db,
  params: {
    /** The episodes of each file, the owner of its picture first. */
    files: readonly (readonly { episodeId: number }[])[];
    assertOwned?: AssertOwned | undefined;
  },
): Promise<void> {
  const shared = params.files.filter((file) => file.length > 1);
  if (shared.length === 0) return;
  await ownedTransaction(db, params.assertOwned, (tx) => share(tx, shared));
}

async function share(tx: Tx, files: readonly (readonly { episodeId: number }[])[]): Promise<void> {
  const ids = files.flat().map(({ episodeId }) => episodeId);
  const { id: episodeId, thumbnailId, thumbnailLocked, version } = episodes;
  const rows = await tx
    .select({ episodeId, thumbnailId, thumbnailLocked, version })
    .from(episodes)
    .where(inArray(episodes.id, ids));
  const offered = await tx
    .select({ episodeId: assetCandidates.entityId })
    .from(assetCandidates)
    .where(and(eq(assetCandidates.entityType, "episode"), inArray(assetCandidates.entityId, ids)));
  const byId = new Map(rows.map((row) => [row.episodeId, row]));
  const own = new Set(offered.map((row) => row.episodeId));
  for (const [first, ...others] of files) {
    const thumb = first && byId.get(first.episodeId)?.thumbnailId;
    if (!thumb) continue;
    for (const other of others) {
      const row = byId.get(other.episodeId);
      if (!row || row.thumbnailLocked || row.thumbnailId === thumb || own.has(row.episodeId)) continue;
      await tx
        .update(episodes)
        .set({ thumbnailId: thumb, version: row.version + 1, updatedAt: new Date() })
        .where(eq(episodes.id, row.episodeId));
    }
  }
}
