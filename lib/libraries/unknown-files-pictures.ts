import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { assetCandidates, cacheImageFiles } from "#db/schema/index.ts";
import { chosenOf, setChosenOf, updateMirrorsOf } from "#lib/artwork/apply-selection.ts";
import { listCandidates } from "#lib/artwork/candidate-rows.ts";
import { setArtworkBlock } from "#lib/artwork/pick.ts";
import type { AssignOwner } from "./unknown-files-vocabulary.ts";

type Params = { path: string; owner: AssignOwner; blocked: boolean; userId: number | null };

/**
 * Blocks the candidates that came from this very file, or frees them. A blocked one is chosen no more; the next best is
 * looked for by the job that keeps the artwork of its owner.
 */
export async function blockPictures(tx: Tx, params: Params): Promise<void> {
  const { owner, blocked, userId } = params;
  for (const { candidateId } of await listPictures(tx, params)) {
    if (owner.entityType === "movie") await setArtworkBlock(tx, { candidateId, blocked, userId });
    else await blockOfShow(tx, { ...params, candidateId });
  }
}

async function blockOfShow(tx: Tx, { owner, candidateId, blocked, userId }: Params & { candidateId: number }) {
  const rows = await listCandidates(tx, owner);
  const candidate = rows.find((row) => row.id === candidateId);
  if (!candidate) return;
  await tx
    .update(assetCandidates)
    .set({ isBlocked: blocked, ...(blocked ? { userLocked: false } : {}) })
    .where(eq(assetCandidates.id, candidateId));
  if (!blocked || !candidate.isSelected) return;
  const type = candidate.assetType;
  const candidateIds = chosenOf(rows.filter((row) => row.assetType === type)).flatMap(({ id }) =>
    id === candidateId ? [] : [id],
  );
  await setChosenOf(tx, { ...owner, type, candidateIds, source: "user", userId });
  await updateMirrorsOf(tx, { ...owner, isChanged: true });
}

function listPictures(tx: Tx, { path, owner: { entityType, entityId } }: Params) {
  return tx
    .select({ candidateId: assetCandidates.id })
    .from(assetCandidates)
    .innerJoin(cacheImageFiles, eq(cacheImageFiles.id, assetCandidates.cacheFileId))
    .where(
      and(
        eq(assetCandidates.entityType, entityType),
        eq(assetCandidates.entityId, entityId),
        eq(assetCandidates.provider, "local"),
        eq(cacheImageFiles.sourceType, "local"),
        eq(cacheImageFiles.sourceUrl, path),
      ),
    );
}
