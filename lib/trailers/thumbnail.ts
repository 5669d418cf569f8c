import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { trailerCandidates } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";

type Pictured = Pick<typeof trailerCandidates.$inferSelect, "thumbnailUrl" | "sourceUrl">;

const youtube = /^https:\/\/www\.youtube\.com\/watch\?v=([\w-]{11})$/;

/**
 * The address of a trailer's picture: the one its page told when it was tested; YouTube's own before that, whose addresses
 * follow from the video's. Undefined when there is none.
 */
export function thumbnailUrlOf({ thumbnailUrl, sourceUrl }: Pictured): string | undefined {
  if (thumbnailUrl !== null) return /^https?:\/\//i.test(thumbnailUrl) ? thumbnailUrl : undefined;
  const videoId = youtube.exec(sourceUrl ?? "")?.[1];
  // Tests and the demo have a YouTube of their own, and its videos have no pictures elsewhere.
  if (videoId === undefined || env.YOUTUBE_BASE_URL !== undefined) return undefined;
  return `https://i.ytimg.com/vi/${videoId}/mqdefault.jpg`;
}

/** The same for the trailer of a row. Throws not_found when it has no picture. */
export async function getThumbnailUrl(db: Db, { candidateId }: { candidateId: number }): Promise<string> {
  const [row] = await db
    .select({ thumbnailUrl: trailerCandidates.thumbnailUrl, sourceUrl: trailerCandidates.sourceUrl })
    .from(trailerCandidates)
    .where(eq(trailerCandidates.id, candidateId));
  const url = row && thumbnailUrlOf(row);
  if (url === undefined) throw new AppError("not_found", "This trailer has no picture.");
  return url;
}
