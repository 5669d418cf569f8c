import { and, eq, inArray } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { ratings } from "#db/schema/index.ts";
import { together } from "#db/together.ts";
import { inChunks } from "#lib/chunks.ts";
import type { ProviderRating } from "#lib/providers/provider.ts";

/** What the rating that is shown should be, on a scale of ten. */
export type MainRating = { rating: number; voteCount: number | null };

type Rated = "movie" | "series" | "episode";
type Row = typeof ratings.$inferSelect;
type Rating = ProviderRating & { isDefault: boolean };

/**
 * Keeps the ratings that sources gave to any number of entities of one kind, and says for each which one counts: the
 * preferred source if it is known, else TMDB's, else the one that counted before. Others stay as they are. Writes only
 * what differs; `written` has the entities of which something was.
 */
export async function applyManyRatings(
  tx: Tx,
  entityType: Rated,
  items: readonly { entityId: number; ratings: readonly ProviderRating[] }[],
  preferred: string,
): Promise<{ main: Map<number, MainRating>; written: Set<number> }> {
  const rows = await inChunks(
    items.map(({ entityId }) => entityId),
    (chunk) =>
      tx
        .select()
        .from(ratings)
        .where(and(eq(ratings.entityType, entityType), inArray(ratings.entityId, chunk))),
  );
  const presentOf = Map.groupBy(rows, ({ entityId }) => entityId);
  const main = new Map<number, MainRating>();
  const changed = items.flatMap(({ entityId, ratings: incoming }) => {
    const present = presentOf.get(entityId) ?? [];
    const all = joinRatings(present, incoming, preferred);
    const first = all.find(({ isDefault }) => isDefault);
    if (first) main.set(entityId, { rating: round((first.value / first.max) * 10), voteCount: first.votes });
    const fresh = all.filter((rating) => !isKnown(present, rating));
    return fresh.map((rating) => ({ entityType, entityId, ...rating, updatedAt: new Date() }));
  });
  await bulkInsert(tx, ratings, changed, {
    onConflict: {
      target: ["entityType", "entityId", "source"],
      update: ["value", "max", "votes", "isDefault", "updatedAt"],
    },
  });
  return { main, written: new Set(changed.map(({ entityId }) => entityId)) };
}

/** The same for one entity, together with others of this transaction. */
export async function applyRatings(
  tx: Tx,
  { entityType, entityId }: { entityType: Rated; entityId: number },
  incoming: readonly ProviderRating[],
  preferred: string,
): Promise<MainRating | undefined> {
  return together(tx, `ratings ${entityType} ${preferred}`, { entityId, ratings: incoming }, async (items) => {
    const { main } = await applyManyRatings(tx, entityType, items, preferred);
    return items.map((item) => main.get(item.entityId));
  });
}

function joinRatings(present: readonly Row[], incoming: readonly ProviderRating[], preferred: string): Rating[] {
  const all = new Map<string, ProviderRating>();
  for (const { source, value, max, votes } of [...present, ...incoming]) all.set(source, { source, value, max, votes });
  const before = present.find(({ isDefault }) => isDefault)?.source ?? "";
  const [first] = [preferred, "themoviedb", before, ...all.keys()].filter((source) => all.has(source));
  return [...all.values()].map((rating) => ({ ...rating, isDefault: rating.source === first }));
}

function isKnown(present: readonly Row[], rating: Rating): boolean {
  const known = present.find(({ source }) => source === rating.source);
  return (
    known?.value === rating.value &&
    known.max === rating.max &&
    known.votes === rating.votes &&
    known.isDefault === rating.isDefault
  );
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
