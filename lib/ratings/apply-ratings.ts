import { and, eq } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { ratings } from "#db/schema/index.ts";
import type { ProviderRating } from "#lib/providers/provider.ts";

/** What the rating that is shown should be, on a scale of ten. */
export type MainRating = { rating: number; voteCount: number | null };

/**
 * Keeps the ratings a source gave and says which one counts: the preferred source if it is known, else TMDB's, else the
 * one that counted before. Others stay as they are. Writes only what differs.
 */
export async function applyRatings(
  tx: Tx,
  { entityType, entityId }: { entityType: "movie" | "series" | "episode"; entityId: number },
  incoming: readonly ProviderRating[],
  preferred: string,
): Promise<MainRating | undefined> {
  const present = await tx
    .select()
    .from(ratings)
    .where(and(eq(ratings.entityType, entityType), eq(ratings.entityId, entityId)));
  const bySource = new Map(present.map((rating) => [rating.source, rating]));
  const all = new Map<string, ProviderRating & { isDefault: boolean }>(bySource);
  for (const rating of incoming) all.set(rating.source, { ...rating, isDefault: false });
  if (all.size === 0) return undefined;
  const main =
    all.get(preferred) ?? all.get("themoviedb") ?? present.find((rating) => rating.isDefault) ?? [...all.values()][0];

  const wanted = [...all.values()].map(({ source, value, max, votes }) => ({
    entityType,
    entityId,
    source,
    value,
    max,
    votes,
    isDefault: source === main?.source,
    updatedAt: new Date(),
  }));
  const changed = wanted.filter((rating) => {
    const known = bySource.get(rating.source);
    return (
      known === undefined ||
      known.value !== rating.value ||
      known.max !== rating.max ||
      known.votes !== rating.votes ||
      known.isDefault !== rating.isDefault
    );
  });
  await bulkInsert(tx, ratings, changed, {
    onConflict: {
      target: ["entityType", "entityId", "source"],
      update: ["value", "max", "votes", "isDefault", "updatedAt"],
    },
  });
  return main && { rating: round((main.value / main.max) * 10), voteCount: main.votes };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
