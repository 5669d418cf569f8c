import { and, asc, eq } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Db, Tx } from "#db/client.ts";
import { reviewCandidates } from "#db/schema/index.ts";
import type { Scored, TitledHit } from "./score.ts";

/** Candidates a person is shown. */
const keptCandidates = 10;

export type Reviewed = { entityType: "movie" | "series"; entityId: number };

type CandidateHit = TitledHit & {
  provider: string;
  overview: string | null;
  posterUrl: string | null;
  runtimeMinutes?: number | null;
};

const ofItem = ({ entityType, entityId }: Reviewed) =>
  and(eq(reviewCandidates.entityType, entityType), eq(reviewCandidates.entityId, entityId));

/** Who an item might be, best first. */
export function listCandidates(db: Db, item: Reviewed) {
  return db.select().from(reviewCandidates).where(ofItem(item)).orderBy(asc(reviewCandidates.rank));
}

/** Keeps who an item might be, for a person to choose from. Writes nothing when nothing is new. */
export async function saveCandidates<H extends CandidateHit>(
  tx: Tx,
  item: Reviewed,
  candidates: readonly Scored<H>[],
): Promise<void> {
  const rows = candidates.slice(0, keptCandidates).map(({ hit, score, reasons }, index) => ({
    ...item,
    provider: hit.provider,
    providerId: String(hit.providerId),
    title: hit.title,
    originalTitle: hit.originalTitle,
    year: hit.year,
    runtimeMinutes: hit.runtimeMinutes ?? null,
    overview: hit.overview,
    posterUrl: hit.posterUrl,
    score,
    reasons,
    rank: index + 1,
  }));
  const present = await listCandidates(tx, item);
  if (signatureOf(present) === signatureOf(rows)) return;
  await tx.delete(reviewCandidates).where(ofItem(item));
  await bulkInsert(tx, reviewCandidates, rows);
}

type Told = { provider: string; providerId: string; score: number; title: string; reasons: string[] | null };

const signatureOf = (list: readonly Told[]): string =>
  JSON.stringify(
    list.map(({ provider, providerId, score, title, reasons }) => [provider, providerId, score, title, reasons]),
  );
