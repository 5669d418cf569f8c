import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, or } from "drizzle-orm";
import { bulkUpdate } from "#db/bulk.ts";
import type { Db, Tx } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { trailerCandidates } from "#db/schema/index.ts";
import { isAppError } from "#lib/errors.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { mayPass, retryDelayMs, troubleOf } from "#lib/providers/errors.ts";
import { dropLostTrailers } from "./drop-lost.ts";
import { failureOf, recordTrailerFailure } from "./failures.ts";
import type { TrailerRow } from "./next-step.ts";
import { askOembed } from "./oembed.ts";
import { parseTrailerUrl } from "./trailer-url.ts";

export type TrailerCheck = { checked: number; gone: number };

/** How long what a site said of a video holds. */
const holdsMs = 7 * 24 * 3_600_000;
/** Videos of one run: the others have their turn the next day. */
const mostPerRun = 500;
const perSlice = 20;

/**
 * Asks whether trailers that are chosen or downloaded still exist, those that were not asked about for the longest time
 * first. What is gone is marked so and replaced, unless a person chose or locked it: then it stays and is marked.
 */
export async function checkTrailers(
  db: Db,
  params: {
    signal?: AbortSignal | undefined;
    assertOwned?: AssertOwned | undefined;
    onProgress?: (done: number, of: number) => void;
  } = {},
): Promise<TrailerCheck> {
  const { signal, assertOwned, onProgress } = params;
  const rows = await listDue(db);
  const total = { checked: 0, gone: 0 };
  const silent = new Set<string>();
  for (let start = 0; start < rows.length; start += perSlice) {
    const slice = rows.slice(start, start + perSlice);
    const { asked, gone } = await ask(db, { rows: slice, silent, signal });
    await ownedTransaction(db, assertOwned, (tx) => save(tx, { asked, gone }));
    total.checked += asked.length;
    total.gone += gone.length;
    onProgress?.(start + slice.length, rows.length);
  }
  return total;
}

async function listDue(db: Db): Promise<TrailerRow[]> {
  const { isSelected, cacheVideoFileId, checkedAt, removedAt, failureReason, sourceUrl, id } = trailerCandidates;
  const before = new Date((await databaseNow(db)).getTime() - holdsMs);
  return (
    db
      .select()
      .from(trailerCandidates)
      .where(
        and(
          or(eq(isSelected, true), isNotNull(cacheVideoFileId)),
          or(isNull(checkedAt), lt(checkedAt, before)),
          isNull(removedAt),
          isNotNull(sourceUrl),
          // What is gone is known to be.
          or(isNull(failureReason), inArray(failureReason, ["rate_limited", "download_error"])),
        ),
      )
      // The engines do not agree where a row stands that was never asked about.
      .orderBy(desc(isNull(checkedAt)), asc(checkedAt), asc(id))
      .limit(mostPerRun)
  );
}

type Asking = {
  rows: readonly TrailerRow[];
  /** Sites that want to be left alone or are down: what they have is asked about tomorrow. */
  silent: Set<string>;
  signal: AbortSignal | undefined;
};

async function ask(db: Db, { rows, silent, signal }: Asking) {
  const asked: TrailerRow[] = [];
  const gone: TrailerRow[] = [];
  for (const row of rows) {
    signal?.throwIfAborted();
    const site = URL.parse(row.sourceUrl ?? "")?.host ?? "";
    if (silent.has(site)) continue;
    try {
      const { state } = await askOembed(db, parseTrailerUrl(row.sourceUrl ?? ""), { signal });
      asked.push(row);
      if (state === "gone") gone.push(row);
    } catch (error) {
      signal?.throwIfAborted();
      if (isOfSite(error)) silent.add(site);
      // A host that the environment no longer names is nobody's to ask; an answer that is about this video alone must
      // not keep the others from their turn.
      else if (isAppError(error, "invalid") || failureOf(error)) asked.push(row);
      else throw error;
    }
  }
  return { asked, gone };
}

/** The site is down or wants to be left alone. */
const isOfSite = (error: unknown): boolean =>
  mayPass(error) || retryDelayMs(error) !== undefined || troubleOf(error) === "breaker";

async function save(tx: Tx, { asked, gone }: { asked: TrailerRow[]; gone: TrailerRow[] }): Promise<void> {
  const now = await databaseNow(tx);
  await bulkUpdate(
    tx,
    trailerCandidates,
    asked.map(({ id }) => ({ id, checkedAt: now })),
  );
  const failure = { reason: "unavailable", message: "The video is no longer there.", retryInMs: null } as const;
  // Few of a slice, and most days none.
  for (const { id } of gone) await recordTrailerFailure(tx, { candidateId: id, failure });
  await dropLostTrailers(tx, { candidateIds: gone.map(({ id }) => id) });
}
