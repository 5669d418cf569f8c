import { and, eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { actors, cacheImageFiles } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { markShown } from "./join-pictures.ts";

type Portrait = { actorId: number } & ({ hash: string } | { cacheFileId: number });

/** A picture that is kept of a person, by its SHA-256 or its row. Throws not_found. */
export async function getPortrait(db: Db, { actorId, ...by }: Portrait): Promise<{ hash: string; filePath: string }> {
  const [file] = await db
    .select({ hash: cacheImageFiles.fileHash, filePath: cacheImageFiles.filePath })
    .from(cacheImageFiles)
    .where(
      and(
        eq(cacheImageFiles.entityType, "actor"),
        eq(cacheImageFiles.entityId, actorId),
        eq(cacheImageFiles.imageType, "actor_thumb"),
        "hash" in by ? eq(cacheImageFiles.fileHash, by.hash) : eq(cacheImageFiles.id, by.cacheFileId),
      ),
    )
    .limit(1);
  if (!file) throw new AppError("not_found", "This picture is no longer kept.");
  return file;
}

/** Shows a picture that is kept of a person, or none. Who writes the history says so there. Throws not_found. */
export async function showPortrait(tx: Tx, actorId: number, hash: string | null): Promise<void> {
  const file = hash === null ? undefined : await getPortrait(tx, { actorId, hash });
  await tx
    .update(actors)
    .set({
      imageCachePath: file?.filePath ?? null,
      imageHash: file?.hash ?? null,
      imageCtimeMs: file ? Date.now() : null,
    })
    .where(eq(actors.id, actorId));
  await markShown(tx, actorId, hash);
}
