import { and, eq, inArray } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { type TrailerOwner, trailerCandidates } from "#db/schema/index.ts";
import type { ProviderVideo } from "#lib/providers/provider.ts";

type Owner = { entityType: TrailerOwner; entityId: number };
type Row = typeof trailerCandidates.$inferSelect;

/**
 * Keeps the trailers one provider offers; teasers only where there is no trailer. What was chosen, downloaded, failed or
 * added by a person stays. Unchanged rows are not written. Returns true when anything was.
 */
export async function saveTrailerCandidates(
  tx: Tx,
  { entityType, entityId, provider, videos }: Owner & { provider: string; videos: readonly ProviderVideo[] },
): Promise<boolean> {
  const offers = new Map(usefulOf(videos).map((video) => [video.url, video]));
  const present = await tx
    .select()
    .from(trailerCandidates)
    .where(and(eq(trailerCandidates.entityType, entityType), eq(trailerCandidates.entityId, entityId)));
  const byUrl = new Map(present.map((row) => [row.sourceUrl, row]));
  const added = [...offers.values()].filter(({ url }) => !byUrl.has(url));
  const changed = present.flatMap((row) => {
    const offer = row.sourceType === "provider" ? offers.get(row.sourceUrl ?? "") : undefined;
    return offer && !isSame(row, offer) ? [{ id: row.id, ...wordsOf(offer), updatedAt: new Date() }] : [];
  });
  const gone = present.filter(
    (row) => row.providerName === provider && !offers.has(row.sourceUrl ?? "") && offers.size > 0 && !isUsed(row),
  );
  await bulkInsert(
    tx,
    trailerCandidates,
    added.map((video) => ({
      entityType,
      entityId,
      sourceType: "provider" as const,
      sourceUrl: video.url,
      providerName: provider,
      providerVideoId: video.videoId,
      ...wordsOf(video),
    })),
    { onConflict: "ignore" },
  );
  await bulkUpdate(tx, trailerCandidates, changed);
  const goneIds = gone.map(({ id }) => id);
  if (goneIds.length > 0) await tx.delete(trailerCandidates).where(inArray(trailerCandidates.id, goneIds));
  return added.length + changed.length + gone.length > 0;
}

function usefulOf(videos: readonly ProviderVideo[]): ProviderVideo[] {
  const trailers = videos.filter(({ type }) => type === "Trailer");
  return trailers.length > 0 ? trailers : videos.filter(({ type }) => type === "Teaser");
}

const wordsOf = ({ name, official, language }: ProviderVideo) => ({
  tmdbName: name,
  tmdbOfficial: official,
  tmdbLanguage: language,
});

const isSame = (row: Row, offer: ProviderVideo): boolean =>
  row.tmdbName === offer.name && row.tmdbOfficial === offer.official && row.tmdbLanguage === offer.language;

const isUsed = (row: Row): boolean =>
  row.sourceType !== "provider" || row.isSelected || row.cacheVideoFileId !== null || row.failureReason !== null;
