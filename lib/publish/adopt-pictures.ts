import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { assetCandidates } from "#db/schema/index.ts";
import { readScoreContext } from "#lib/artwork/candidates.ts";
import { asLocalPicture, keepPictures } from "#lib/artwork/local-keep.ts";
import { pickArtwork } from "#lib/artwork/pick.ts";
import { AppError } from "#lib/errors.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { type Adoptable, adoptableKinds } from "./adoptable.ts";
import type { Prepared, Unit } from "./prepare.ts";
import type { PlanConflict } from "./vocabulary.ts";

type Work = { userId: number | null; signal?: AbortSignal | undefined; assertOwned?: AssertOwned | undefined };

/**
 * Makes a picture that somebody put in the place of a published one the chosen one of its type, which is locked by that:
 * it is a person's choice. The file stays as it lies there. Throws `invalid` when it cannot be used as a picture, and
 * `conflict` when nothing of its kind can be taken over.
 */
export async function adoptPicture(
  db: Db,
  params: { prepared: Pick<Prepared, "facts" | "found">; conflict: Pick<PlanConflict, "path" | "kind"> } & Work,
): Promise<void> {
  const { prepared, conflict, userId, signal, assertOwned } = params;
  const unit = prepared.facts;
  const hash = prepared.found.find(({ path }) => path === conflict.path)?.hash;
  const found = adoptableKinds(unit).get(conflict.kind);
  if (!found) throw new AppError("conflict", `${conflict.path} cannot be taken over. Let Metarr put its own back.`);
  await keep(db, { unit, path: conflict.path, found, signal, assertOwned });
  const candidateId = hash ? await findKept(db, { hash, found }) : undefined;
  if (candidateId === undefined) throw new AppError("invalid", `${conflict.path} could not be read as a picture.`);
  await ownedTransaction(db, assertOwned, async (tx) => {
    await pickArtwork(tx, { candidateId, userId });
  });
}

type Picture = { path: string; found: Adoptable };

async function keep(db: Db, { unit, path, found, ...work }: Picture & { unit: Unit } & Omit<Work, "userId">) {
  const { owner, type } = found;
  const context = await readScoreContext(db, owner);
  const pictures = [asLocalPicture(owner, { path, type, index: 0 })];
  const { problems } = await keepPictures(db, { root: unit.root, context, pictures, ...work });
  const [problem] = problems;
  if (problem) throw new AppError("invalid", problem.message);
}

/** The candidate of these bytes. */
async function findKept(
  db: Db,
  { hash, found: { owner, type } }: { hash: string; found: Adoptable },
): Promise<number | undefined> {
  const [row] = await db
    .select({ candidateId: assetCandidates.id })
    .from(assetCandidates)
    .where(
      and(
        eq(assetCandidates.entityType, owner.entityType),
        eq(assetCandidates.entityId, owner.entityId),
        eq(assetCandidates.assetType, type),
        eq(assetCandidates.url, `cache:${hash}`),
      ),
    );
  return row?.candidateId;
}
