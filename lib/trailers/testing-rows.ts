import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { cacheVideoFiles, type TrailerOwner, trailerCandidates } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";

type Owner = { entityType: TrailerOwner; entityId: number };

/** A trailer that TMDB offers of an owner. */
export async function aTrailer(
  db: Db,
  owner: Owner,
  change: Partial<typeof trailerCandidates.$inferInsert> = {},
): Promise<number> {
  const [row] = await db
    .insert(trailerCandidates)
    .values({
      ...owner,
      ...{ sourceType: "provider", providerName: "tmdb", tmdbName: "Official Trailer", tmdbOfficial: true },
      ...{ sourceUrl: "https://www.youtube.com/watch?v=dQw4w9WgXcQ", providerVideoId: "dQw4w9WgXcQ" },
      ...change,
    })
    .returning({ candidateId: trailerCandidates.id });
  if (!row) throw new Error("The trailer was not saved.");
  return row.candidateId;
}

/** Gives a trailer a file in the cache. Returns its path below DATA_DIR and its hash. */
export async function keepBytes(
  db: Db,
  { candidateId, bytes, filePath }: { candidateId: number; bytes: Uint8Array; filePath?: string },
): Promise<{ filePath: string; hash: string; cacheFileId: number }> {
  const [owner] = await db.select().from(trailerCandidates).where(eq(trailerCandidates.id, candidateId));
  if (!owner) throw new Error("There is no such trailer.");
  const { entityType, entityId } = owner;
  const hash = createHash("sha256").update(bytes).digest("hex");
  const path = filePath ?? `cache/videos/${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}.mp4`;
  mkdirSync(dirname(join(env.DATA_DIR, path)), { recursive: true });
  writeFileSync(join(env.DATA_DIR, path), bytes);
  const facts = { durationSeconds: 90, width: 1920, height: 804, codec: "h264", format: "mp4" };
  const file = { filePath: path, fileName: `${hash}.mp4`, fileSizeBytes: bytes.byteLength, fileHash: hash, ...facts };
  const [row] = await db
    .insert(cacheVideoFiles)
    .values({ entityType, entityId, ...file, sourceType: "provider" })
    .returning({ cacheFileId: cacheVideoFiles.id });
  if (!row) throw new Error("The row of the file was not saved.");
  await db
    .update(trailerCandidates)
    .set({ cacheVideoFileId: row.cacheFileId })
    .where(eq(trailerCandidates.id, candidateId));
  return { filePath: path, hash, cacheFileId: row.cacheFileId };
}
