import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { and, eq, inArray, lt, sum } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { providerCache } from "#db/schema/index.ts";

/** How long a raw answer is used without asking again. */
export const freshForMs = 7 * 24 * 3_600_000;
/** Kept after that for conditional requests only. */
const keptForMs = 30 * 24 * 3_600_000;
/** Larger answers are not kept. */
const maxKeptBytes = 2 * 1024 * 1024;
/** Above this the text is packed: answers about films shrink to a sixth. */
const packAboveBytes = 2 * 1024;
const packedMark = "gzip:";
/** Rows that one statement drops, so that nobody waits for long. */
const purgeBatch = 500;

const pack = promisify(gzip);
const unpack = promisify(gunzip);

export type KeptAnswer = {
  text: string;
  etag: string | null;
  lastModified: string | null;
  isFresh: boolean;
};

export type AnswerKey = { provider: string; requestKey: string };

/** A raw answer kept earlier, fresh or good for a conditional request. */
export async function findAnswer(db: Db, { provider, requestKey }: AnswerKey): Promise<KeptAnswer | undefined> {
  const [row] = await db
    .select({
      body: providerCache.body,
      etag: providerCache.etag,
      lastModified: providerCache.lastModified,
      expiresAt: providerCache.expiresAt,
    })
    .from(providerCache)
    .where(and(eq(providerCache.provider, provider), eq(providerCache.requestKey, requestKey)));
  if (row?.body == null) return undefined;
  const text = row.body.startsWith(packedMark)
    ? (await unpack(Buffer.from(row.body.slice(packedMark.length), "base64"))).toString("utf8")
    : row.body;
  return { text, etag: row.etag, lastModified: row.lastModified, isFresh: row.expiresAt.getTime() > Date.now() };
}

/** Keeps a raw answer for a week. Nothing of the request but its key is stored, and the key holds no secret. */
export async function keepAnswer(
  db: Db,
  { provider, requestKey }: AnswerKey,
  answer: { kind: string; text: string; etag: string | null; lastModified: string | null },
): Promise<void> {
  const textBytes = Buffer.byteLength(answer.text);
  if (textBytes > maxKeptBytes) return;
  const body = textBytes > packAboveBytes ? packedMark + (await pack(answer.text)).toString("base64") : answer.text;
  const row = {
    kind: answer.kind,
    status: 200,
    etag: answer.etag,
    lastModified: answer.lastModified,
    body,
    sizeBytes: Buffer.byteLength(body),
    fetchedAt: new Date(),
    expiresAt: new Date(Date.now() + freshForMs),
  };
  await db
    .insert(providerCache)
    .values({ provider, requestKey, ...row })
    .onConflictDoUpdate({ target: [providerCache.provider, providerCache.requestKey], set: row });
}

/** The provider said that nothing changed: the kept answer is good for another week. */
export async function renewAnswer(db: Db, { provider, requestKey }: AnswerKey): Promise<void> {
  await db
    .update(providerCache)
    .set({ fetchedAt: new Date(), expiresAt: new Date(Date.now() + freshForMs) })
    .where(and(eq(providerCache.provider, provider), eq(providerCache.requestKey, requestKey)));
}

/**
 * Drops answers that have been old for a month, then the oldest until the others together take up no more than
 * `maxBytes`. Returns how many. For the job cache.purge.
 */
export async function purgeAnswers(
  db: Db,
  { maxBytes, now = new Date(), signal }: { maxBytes: number; now?: Date; signal?: AbortSignal },
): Promise<number> {
  const gone = await db
    .delete(providerCache)
    .where(lt(providerCache.expiresAt, new Date(now.getTime() - keptForMs)))
    .returning({ id: providerCache.id });
  let removed = gone.length;
  const [total] = await db.select({ bytes: sum(providerCache.sizeBytes) }).from(providerCache);
  let overBytes = Number(total?.bytes ?? 0) - maxBytes;
  while (overBytes > 0) {
    signal?.throwIfAborted();
    const dropped = await dropOldest(db, overBytes);
    if (dropped.answers === 0) break;
    removed += dropped.answers;
    overBytes -= dropped.bytes;
  }
  return removed;
}

/** Drops the oldest answers that take up this much together, but no more than one batch. */
async function dropOldest(db: Db, wantedBytes: number): Promise<{ answers: number; bytes: number }> {
  const oldest = await db
    .select({ id: providerCache.id, sizeBytes: providerCache.sizeBytes })
    .from(providerCache)
    .orderBy(providerCache.expiresAt, providerCache.id)
    .limit(purgeBatch);
  const ids: number[] = [];
  let bytes = 0;
  for (const { id, sizeBytes } of oldest) {
    if (bytes >= wantedBytes) break;
    ids.push(id);
    bytes += sizeBytes ?? 0;
  }
  if (ids.length > 0) await db.delete(providerCache).where(inArray(providerCache.id, ids));
  return { answers: ids.length, bytes };
}
