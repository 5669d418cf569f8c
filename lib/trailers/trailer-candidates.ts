import { and, eq, inArray } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { type TrailerOwner, trailerCandidates } from "#db/schema/index.ts";
import { together } from "#db/together.ts";
import type { ProviderVideo } from "#lib/providers/provider.ts";

type Owner = { entityType: TrailerOwner; entityId: number };
type Row = typeof trailerCandidates.$inferSelect;

/**
 * Keeps the trailers one provider offers; teasers only where there is no trailer. What was chosen, downloaded, failed or
 * added by a person stays. Unchanged rows are not written. Owners of one transaction are written together. Returns true
 * when anything was.
 */
export function saveTrailerCandidates(
  tx: Tx,
  { entityType, entityId, provider, videos }: Owner & { provider: string; videos: readonly ProviderVideo[] },
): Promise<boolean> {
  return together(tx, `trailers ${entityType} ${provider}`, { entityId, videos }, (items) =>
    saveOffered(tx, { entityType, provider, items }),
  );
}

type Offered = { entityId: number; videos: readonly ProviderVideo[] };

async function saveOffered(
  tx: Tx,
  { entityType, provider, items }: { entityType: TrailerOwner; provider: string; items: readonly Offered[] },
): Promise<boolean[]> {
  const ids = items.map(({ entityId }) => entityId);
  const rows = await tx
    .select()
    .from(trailerCandidates)
    .where(and(eq(trailerCandidates.entityType, entityType), inArray(trailerCandidates.entityId, ids)));
  const presentOf = Map.groupBy(rows, ({ entityId }) => entityId);
  const plans = items.map((item) => planTrailers(item, presentOf.get(item.entityId) ?? [], provider));
  await bulkInsert(
    tx,
    trailerCandidates,
    plans.flatMap(({ entityId, added }) =>
      added.map((video) => ({
        entityType,
        entityId,
        sourceType: "provider" as const,
        sourceUrl: video.url,
        providerName: provider,
        providerVideoId: video.videoId,
        ...wordsOf(video),
      })),
    ),
    { onConflict: "ignore" },
  );
  await bulkUpdate(
    tx,
    trailerCandidates,
    plans.flatMap(({ changed }) => changed),
  );
  const goneIds = plans.flatMap(({ gone }) => gone.map(({ id }) => id));
  if (goneIds.length > 0) await tx.delete(trailerCandidates).where(inArray(trailerCandidates.id, goneIds));
  return plans.map(({ added, changed, gone }) => added.length + changed.length + gone.length > 0);
}

function planTrailers({ entityId, videos }: Offered, present: readonly Row[], provider: string) {
  const offers = new Map(usefulOf(videos).map((video) => [video.url, video]));
  const byUrl = new Map(present.map((row) => [row.sourceUrl, row]));
  const added = [...offers.values()].filter(({ url }) => !byUrl.has(url));
  const changed = present.flatMap((row) => {
    const offer = row.sourceType === "provider" ? offers.get(row.sourceUrl ?? "") : undefined;
    return offer && !isSame(row, offer) ? [{ id: row.id, ...wordsOf(offer), updatedAt: new Date() }] : [];
  });
  const gone = present.filter(
    (row) => row.providerName === provider && !offers.has(row.sourceUrl ?? "") && offers.size > 0 && !isUsed(row),
  );
  return { entityId, added, changed, gone };
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

/** One that a person took out is remembered, or it would come back when it is offered again. */
const isUsed = (row: Row): boolean =>
  row.sourceType !== "provider" ||
  row.isSelected ||
  row.cacheVideoFileId !== null ||
  row.failureReason !== null ||
  row.removedAt !== null;
