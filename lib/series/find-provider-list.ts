import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { providerEpisodes } from "#db/schema/index.ts";
import { defaultProviderOrder } from "#lib/artwork/vocabulary.ts";

/** Which list of episodes a series is measured by. */
export type ProviderList = { seriesId: number; provider: string; episodeOrder: string };

const order: readonly string[] = defaultProviderOrder;
const rankOf = (provider: string): number => (order.includes(provider) ? order.indexOf(provider) : order.length);

/** The list of the provider who is believed first, in the order of the series; undefined while nobody gave one. */
export async function findProviderList(
  db: Db,
  { seriesId, episodeOrder }: { seriesId: number; episodeOrder: string },
): Promise<ProviderList | undefined> {
  const found = await db
    .selectDistinct({ provider: providerEpisodes.provider })
    .from(providerEpisodes)
    .where(and(eq(providerEpisodes.seriesId, seriesId), eq(providerEpisodes.episodeOrder, episodeOrder)));
  const [best] = found.toSorted(
    (a, b) => rankOf(a.provider) - rankOf(b.provider) || (a.provider < b.provider ? -1 : 1),
  );
  return best && { seriesId, episodeOrder, provider: best.provider };
}
