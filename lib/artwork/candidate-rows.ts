import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { assetCandidates, cacheImageFiles } from "#db/schema/index.ts";
import type { Choosable } from "./choose.ts";
import { isMovieArtworkType, type MovieArtworkType } from "./vocabulary.ts";

type CandidateColumns = Omit<typeof assetCandidates.$inferSelect, "assetType">;

/** A candidate of a film with what its cached picture is. */
export type MovieCandidate = CandidateColumns &
  Choosable & {
    assetType: MovieArtworkType;
    cached: {
      cacheFileId: number;
      fileHash: string;
      filePath: string;
      format: string;
      width: number;
      height: number;
      thumbhash: string | null;
    } | null;
  };

/** Every candidate of a film, of all types, in the order they were found. */
export async function listMovieCandidates(db: Db, { movieId }: { movieId: number }): Promise<MovieCandidate[]> {
  const rows = await db
    .select({ candidate: assetCandidates, file: cacheImageFiles })
    .from(assetCandidates)
    .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, assetCandidates.cacheFileId))
    .where(and(eq(assetCandidates.entityType, "movie"), eq(assetCandidates.entityId, movieId)))
    .orderBy(assetCandidates.id);
  return rows.flatMap(({ candidate, file }) => {
    const { assetType, ...rest } = candidate;
    if (!isMovieArtworkType(assetType)) return [];
    const picture = file && { perceptualHash: file.perceptualHash, format: file.format };
    const cached = file && {
      cacheFileId: file.id,
      fileHash: file.fileHash,
      filePath: file.filePath,
      format: file.format,
      width: file.width,
      height: file.height,
      thumbhash: file.thumbhash,
    };
    return [{ ...rest, assetType, picture, cached }];
  });
}
