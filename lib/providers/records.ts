import { and, eq, inArray } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Db, Tx } from "#db/client.ts";
import { providerRecords } from "#db/schema/index.ts";
import { chunksOf, inChunks } from "#lib/chunks.ts";
import type { Failure } from "./ask-all.ts";
import type { ProviderName } from "./vocabulary.ts";

type RecordedType = "movie" | "series" | "season" | "episode";
export type ProviderRecord = typeof providerRecords.$inferSelect;

/** What a provider said of an entity. */
export type Said = {
  entityId: number;
  provider: string;
  providerId: string | null;
  fields: Readonly<Record<string, unknown>>;
};

/**
 * What is said again just as before moves `fetchedAt` at most once a day, and is no news: a second run writes nothing, and
 * still what was asked does not stay stale.
 */
const renewAfterMs = 24 * 3_600_000;

/** Who was asked in vain, and by which id. */
type Unanswered = { entityId: number; provider: ProviderName; providerId: string | null };

/** What came of asking providers about any number of entities. */
type Told = {
  said?: readonly Said[];
  missing?: readonly Unanswered[];
  failed?: readonly (Unanswered & { failure: Failure })[];
};

/** Asked again after this long when a provider that failed named no time. */
const retryAfterMs = 60_000;

/**
 * Keeps what providers said, and that some do not have it or could not be asked: those keep what they said before under
 * the same id. Writes only what differs, and once a day that it is still so. Returns the entities of which a provider says
 * something new.
 */
export async function saveRecords(
  tx: Tx,
  entityType: RecordedType,
  told: Told,
  /** What was kept before, when the caller has read it in this transaction. */
  records?: readonly ProviderRecord[],
): Promise<Set<number>> {
  const { said = [], missing = [], failed = [] } = told;
  const ids = [...said, ...missing, ...failed].map(({ entityId }) => entityId);
  if (ids.length === 0) return new Set();
  const known = new Map((records ?? (await listRecords(tx, entityType, ids))).map((row) => [keyOf(row), row]));
  const now = new Date();
  const isOld = (row: ProviderRecord | undefined) =>
    row?.fetchedAt == null || now.getTime() - row.fetchedAt.getTime() > renewAfterMs;
  const isFresh = (each: Said) => isNews(known.get(keyOf(each)), each);
  const fresh = said
    .filter((each) => isFresh(each) || isOld(known.get(keyOf(each))))
    .map((each) => ({ ...each, status: "ok" as const, error: null, fetchedAt: now, retryAt: null }));
  const gone = missing
    .filter((each) => {
      const record = known.get(keyOf(each));
      return record?.status !== "missing" || isOld(record);
    })
    .map((each) => ({
      ...each,
      ...before(each),
      status: "missing" as const,
      error: null,
      fetchedAt: now,
      retryAt: null,
    }));
  const broken = failed.map(({ failure, ...each }) => ({
    ...each,
    ...before(each),
    status: "failed" as const,
    error: failure.message,
    retryAt: failure.mayPass ? new Date(now.getTime() + (failure.retryAfterMs ?? retryAfterMs)) : null,
  }));

  function before(each: Unanswered) {
    const record = known.get(keyOf(each));
    if (record === undefined || record.providerId !== each.providerId) return { fields: null, fetchedAt: null };
    return { fields: record.fields, fetchedAt: record.fetchedAt };
  }
  await bulkInsert(
    tx,
    providerRecords,
    [...fresh, ...gone, ...broken].map((row) => ({ entityType, ...row, fields: row.fields && { ...row.fields } })),
    {
      onConflict: {
        target: ["entityType", "entityId", "provider"],
        update: ["providerId", "fields", "fetchedAt", "status", "error", "retryAt"],
      },
    },
  );
  return new Set(said.filter(isFresh).map(({ entityId }) => entityId));
}

const keyOf = ({ entityId, provider }: { entityId: number; provider: string }) => `${entityId} ${provider}`;

function isNews(known: ProviderRecord | undefined, { providerId, fields }: Said): boolean {
  return (
    known?.status !== "ok" || known.providerId !== providerId || signature(known.fields ?? {}) !== signature(fields)
  );
}

/** The same for equal values, whatever order a database gives their names back in. */
const signature = (fields: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Providers among those asked in vain that said something about this entity, under the same id, before: they are down, or
 * have lost it. What came from them stays.
 */
export function listSilent(records: readonly ProviderRecord[], unanswered: readonly Unanswered[]): Set<ProviderName> {
  const known = new Map(records.map((row) => [keyOf(row), row]));
  const spoke = unanswered.filter((each) => {
    const record = known.get(keyOf(each));
    return record !== undefined && record.fields !== null && record.providerId === each.providerId;
  });
  return new Set(spoke.map(({ provider }) => provider));
}

/** What every provider said of these entities the last time. */
export function listRecords(db: Db, entityType: RecordedType, entityIds: readonly number[]): Promise<ProviderRecord[]> {
  return inChunks([...new Set(entityIds)], (chunk) =>
    db
      .select()
      .from(providerRecords)
      .where(and(eq(providerRecords.entityType, entityType), inArray(providerRecords.entityId, chunk))),
  );
}

/** Leaves nothing of what providers said of these entities: it was about other titles. */
export async function forgetRecords(tx: Tx, entityType: RecordedType, entityIds: readonly number[]): Promise<void> {
  for (const chunk of chunksOf(entityIds)) {
    await tx
      .delete(providerRecords)
      .where(and(eq(providerRecords.entityType, entityType), inArray(providerRecords.entityId, chunk)));
  }
}
