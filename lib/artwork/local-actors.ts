import { basename } from "node:path";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { actors, assetCandidates, cacheImageFiles } from "#db/schema/index.ts";
import { readActorName } from "#lib/files/artwork-names.ts";
import { foldTitle } from "#lib/files/names/text.ts";
import { baseOf } from "#lib/files/owner-index.ts";
import { ownedTransaction } from "#lib/jobs/lease.ts";
import { asLocalPicture, type Kept, keepPictures, type LocalPicture } from "./local-keep.ts";
import { recordPortraits } from "./portrait.ts";

/**
 * Keeps the portraits of a folder `.actors` for the people of a cast who are called like them; the others are left
 * alone. Somebody without a portrait is shown with it, unless the portrait is locked.
 */
export async function keepPortraits(
  db: Db,
  params: Omit<Parameters<typeof keepPictures>[1], "pictures"> & {
    /** Paths. */
    portraits: readonly string[];
    cast: readonly { actorId: number; name: string }[];
  },
): Promise<Kept> {
  const { portraits, cast, ...keep } = params;
  if (portraits.length === 0 || cast.length === 0) return { added: 0, problems: [] };
  const byName = Map.groupBy(cast, ({ name }) => foldTitle(name));
  const pictures = portraits.flatMap((path): LocalPicture[] => {
    const name = foldTitle(readActorName(basename(baseOf(path))));
    const people = new Set(name === "" ? [] : byName.get(name)?.map(({ actorId }) => actorId));
    const [actorId, ...others] = people;
    // Two of one name in one cast: nobody can tell whose face it is.
    if (actorId === undefined || others.length > 0) return [];
    return [asLocalPicture({ entityType: "actor", entityId: actorId }, { path, type: "actor_thumb", index: 0 })];
  });
  const { added, problems } = await keepPictures(db, { ...keep, pictures });
  const actorIds = pictures.map(({ owner }) => owner.entityId);
  await ownedTransaction(db, keep.assertOwned, (tx) => showPortraits(tx, actorIds));
  return { added, problems };
}

/** Gives people without a portrait the first that was found beside a film or series of theirs. */
async function showPortraits(tx: Tx, actorIds: readonly number[]): Promise<void> {
  if (actorIds.length === 0) return;
  const { id: cacheFileId, filePath, fileHash, discoveredAt } = cacheImageFiles;
  const rows = await tx
    .select({ actorId: actors.id, before: actors.imageHash, cacheFileId, filePath, fileHash, discoveredAt })
    .from(actors)
    .innerJoin(
      cacheImageFiles,
      and(
        eq(cacheImageFiles.entityType, "actor"),
        eq(cacheImageFiles.entityId, actors.id),
        eq(cacheImageFiles.imageType, "actor_thumb"),
        eq(cacheImageFiles.sourceType, "local"),
      ),
    )
    .where(and(inArray(actors.id, [...actorIds]), isNull(actors.imageCachePath), eq(actors.imageLocked, false)))
    .orderBy(asc(cacheImageFiles.id));
  const firstOf = [...Map.groupBy(rows, (row) => row.actorId).values()].flatMap(([first]) => first ?? []);
  for (const { actorId, ...first } of firstOf) {
    await tx
      .update(actors)
      .set({
        imageCachePath: first.filePath,
        imageHash: first.fileHash,
        imageCtimeMs: first.discoveredAt.getTime(),
        updatedAt: new Date(),
      })
      .where(eq(actors.id, actorId));
    await tx
      .update(assetCandidates)
      .set({ isSelected: true, rank: 1 })
      .where(and(eq(assetCandidates.entityType, "actor"), eq(assetCandidates.cacheFileId, first.cacheFileId)));
  }
  const shown = firstOf.map(({ actorId, before, fileHash: now }) => ({ actorId, before, now }));
  await recordPortraits(tx, shown, { source: "local" });
}
