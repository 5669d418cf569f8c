import { and, eq, inArray, type SQL } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Db, Tx } from "#db/client.ts";
import { assetCandidates, type ImageType, libraries, movies } from "#db/schema/index.ts";
import { together } from "#db/together.ts";
import { chunksOf, inChunks } from "#lib/chunks.ts";
import type { ProviderArtwork } from "#lib/providers/provider.ts";
import { readSettings, type Settings } from "#lib/settings/read-settings.ts";
import type { Owner } from "./cache.ts";
import { findOwnerLibrary, type OwnerLibrary } from "./owner-place.ts";
import { choosingOwners } from "./owners.ts";
import { compareScored, type Score, type ScoreContext, scoreCandidate } from "./score.ts";
import { readArtworkSettings } from "./settings.ts";
import { type ArtworkType, artworkTypes } from "./vocabulary.ts";

/** More of one type is more than anybody looks through. */
const maxPerType = 100;

type Row = typeof assetCandidates.$inferSelect;
type Offer = ProviderArtwork & { assetType: ArtworkType } & Score;

/** What a provider offers for one owner, and what it is scored by. */
type OffersOf = { entityId: number; candidates: readonly ProviderArtwork[]; context: ScoreContext };

type Saved = { added: number; changed: number; removed: number };

/**
 * Keeps what one provider offers now, scored. What a person did to a candidate (chosen, blocked, locked) and what is in
 * the cache stays; offers that are gone and that nobody used are removed. Unchanged rows are not written.
 */
export async function saveCandidates(
  tx: Tx,
  params: Owner & { provider: string; candidates: readonly ProviderArtwork[] },
): Promise<Saved> {
  return saveCandidatesTogether(tx, { ...params, context: await readScoreContext(tx, params) });
}

/** The same for one owner, together with others of this transaction. */
export function saveCandidatesTogether(
  tx: Tx,
  { entityType, provider, ...item }: { entityType: Owner["entityType"]; provider: string } & OffersOf,
): Promise<Saved> {
  return together(tx, `candidates ${entityType} ${provider}`, item, (items) =>
    saveManyCandidates(tx, { entityType, provider, items }),
  );
}

/** The same for any number of owners of one kind, in a handful of queries. Tells what came of each of them. */
export async function saveManyCandidates(
  tx: Tx,
  params: { entityType: Owner["entityType"]; provider: string; items: readonly OffersOf[] },
): Promise<Saved[]> {
  const { entityType, provider, items } = params;
  const ids = items.map(({ entityId }) => entityId);
  const known = await listKnown(tx, { entityType, provider, ids });
  const plans = items.map(({ entityId, candidates, context }) => ({
    entityId,
    ...planOffers(known.get(entityId) ?? [], bestOffers(candidates, provider, context), { candidates, context }),
  }));
  const now = new Date();
  const fresh = plans.flatMap((plan) => plan.fresh.map((offer) => ({ entityId: plan.entityId, ...columnsOf(offer) })));
  const changed = plans.flatMap((plan) => plan.changed);
  const gone = plans.flatMap((plan) => plan.gone.map(({ id }) => id));
  await bulkInsert(
    tx,
    assetCandidates,
    fresh.map((row) => ({ entityType, provider, ...row, lastRefreshedAt: now })),
    { onConflict: "ignore" },
  );
  await bulkUpdate(
    tx,
    assetCandidates,
    changed.map((row) => ({ ...row, lastRefreshedAt: now })),
  );
  for (const chunk of chunksOf(gone)) await tx.delete(assetCandidates).where(inArray(assetCandidates.id, chunk));
  return plans.map((plan) => ({
    added: plan.fresh.length,
    changed: plan.changed.length,
    removed: plan.gone.length,
  }));
}

async function listKnown(
  tx: Tx,
  { entityType, provider, ids }: { entityType: Owner["entityType"]; provider: string; ids: readonly number[] },
): Promise<Map<number, Row[]>> {
  const rows = await inChunks(ids, (chunk) =>
    tx
      .select()
      .from(assetCandidates)
      .where(
        and(
          eq(assetCandidates.entityType, entityType),
          inArray(assetCandidates.entityId, chunk),
          eq(assetCandidates.provider, provider),
        ),
      ),
  );
  return Map.groupBy(rows, ({ entityId }) => entityId);
}

type Given = { candidates: readonly ProviderArtwork[]; context: ScoreContext };

function planOffers(known: readonly Row[], offers: ReadonlyMap<string, Offer>, { candidates, context }: Given) {
  const byKey = new Map(known.map((row) => [keyOf(row), row]));
  const types = new Set<ImageType>(candidates.map((each) => each.assetType));
  return {
    fresh: [...offers.values()].filter((offer) => !byKey.has(keyOf(offer))),
    changed: known.flatMap((row) => {
      const offer = offers.get(keyOf(row));
      return offer ? updateOf(row, offer, context) : [];
    }),
    gone: known.filter((row) => types.has(row.assetType) && !offers.has(keyOf(row)) && !isUsed(row)),
  };
}

/**
 * What scoring needs to know about an entity: its library's languages and its own. People are in no library, and have
 * what is usual.
 */
export async function readScoreContext(db: Db, { entityType, entityId }: Owner): Promise<ScoreContext> {
  const choosing = choosingOwners.find((each) => each === entityType);
  const [settings, library] = await Promise.all([
    readSettings(db),
    choosing && findOwnerLibrary(db, { entityType: choosing, entityId }),
  ]);
  return contextOf(settings, library);
}

/** The same for a film, together with others of this transaction. */
export function readFilmScoreContext(tx: Tx, movieId: number): Promise<ScoreContext> {
  return together(tx, "score contexts", movieId, async (movieIds) => {
    const [settings, rows] = await Promise.all([readSettings(tx), listLibraries(tx, inArray(movies.id, movieIds))]);
    const rowOf = new Map(rows.map((row) => [row.movieId, row]));
    return movieIds.map((each) => contextOf(settings, rowOf.get(each)));
  });
}

function contextOf(settings: Settings, row: OwnerLibrary | undefined): ScoreContext {
  const providersOf = settings.get("priority.artwork");
  if (!row) return { libraryLanguage: "en", originalLanguage: null, providersOf };
  const { context } = readArtworkSettings(row, row);
  return { ...context, providersOf };
}

const listLibraries = (db: Db, where: SQL) =>
  db
    .select({
      movieId: movies.id,
      artwork: libraries.artwork,
      language: libraries.language,
      originalLanguage: movies.originalLanguage,
    })
    .from(movies)
    .innerJoin(libraries, eq(libraries.id, movies.libraryId))
    .where(where);

const keyOf = ({ assetType, url }: { assetType: string; url: string }) => `${assetType} ${url}`;
const isUsed = (row: Row) => row.isSelected || row.isBlocked || row.userLocked || row.cacheFileId !== null;

function isArtworkType(type: string): type is ArtworkType {
  return artworkTypes.some((known) => known === type);
}

/** Each picture of a type once, the best of each type. */
function bestOffers(
  candidates: readonly ProviderArtwork[],
  provider: string,
  context: ScoreContext,
): Map<string, Offer> {
  const offers = candidates.flatMap((candidate, index) => {
    const { assetType } = candidate;
    if (!isArtworkType(assetType)) return [];
    const score = scoreCandidate({ ...candidate, assetType, provider }, context);
    return [{ ...candidate, assetType, ...score, id: index }];
  });
  const best = new Map<string, Offer>();
  const counts = new Map<ArtworkType, number>();
  for (const { id: _, ...offer } of offers.toSorted(compareScored)) {
    const count = counts.get(offer.assetType) ?? 0;
    if (best.has(keyOf(offer)) || count >= maxPerType) continue;
    counts.set(offer.assetType, count + 1);
    best.set(keyOf(offer), offer);
  }
  return best;
}

function columnsOf({ breakdown, ...offer }: Offer) {
  return { ...offer, scoreBreakdown: breakdown };
}

/** The row as it should be now, or nothing when it is so already. The size of a downloaded picture is a fact, not an offer. */
function updateOf(row: Row, offer: Offer, context: ScoreContext) {
  const isMeasured = row.cacheFileId !== null;
  const size = isMeasured ? { width: row.width, height: row.height } : { width: offer.width, height: offer.height };
  const { language, voteAverage, voteCount, likes, providerId } = offer;
  const facts = { ...size, language, voteAverage, voteCount, likes };
  const { score, breakdown } = isMeasured
    ? scoreCandidate({ ...facts, assetType: offer.assetType, provider: row.provider }, context)
    : offer;
  const plain = { ...facts, providerId, score };
  const isSame = Object.entries(plain).every(([key, value]) => Reflect.get(row, key) === value);
  return isSame ? [] : [{ id: row.id, ...plain, scoreBreakdown: breakdown }];
}
