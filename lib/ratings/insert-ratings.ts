import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { ratings } from "#db/schema/index.ts";
import { capName } from "#lib/cap-name.ts";
import type { NfoRating } from "#lib/files/nfo/types.ts";

type Rated = "movie" | "series" | "episode";

/** Ratings an NFO gives to new entities, each source once. The one it calls default is shown. */
export async function insertRatings(
  tx: Tx,
  params: { entityType: Rated; items: readonly { entityId: number; ratings: readonly NfoRating[] }[] },
): Promise<void> {
  const { entityType, items } = params;
  const rows = items.flatMap(({ entityId, ratings: given }) => {
    const byName = new Map(given.map((rating) => [capName(rating.name), rating]));
    const chosen = given.find((rating) => rating.default) ?? given[0];
    return [...byName].map(([source, rating]) => ({
      entityType,
      entityId,
      source,
      value: rating.value,
      max: rating.max,
      votes: rating.votes,
      isDefault: chosen !== undefined && source === capName(chosen.name),
    }));
  });
  await bulkInsert(tx, ratings, rows, { onConflict: "ignore" });
}
