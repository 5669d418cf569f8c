import pLimit from "p-limit";
import { bulkUpdate } from "#db/bulk.ts";
import type { Db } from "#db/client.ts";
import { assetCandidates } from "#db/schema/index.ts";
import { AppError, isAppError } from "#lib/errors.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { findAlike } from "./alike.ts";
import { type Candidate, listCandidates } from "./candidate-rows.ts";
import { lookAtCached } from "./compare-cached.ts";
import { canBeLookedAt } from "./compare-soon.ts";
import { isPassing, recordFailure } from "./fetch-candidate.ts";
import { compareLooks, type Look, lookAt } from "./look.ts";
import { type Hashes, mayBeSame } from "./near-duplicates.ts";
import { type ChoosingOwner, getOwner } from "./owners.ts";
import { getPreview } from "./preview.ts";
import { compareScored } from "./score.ts";

export type Comparison = {
  /** Pictures whose look is known now. */
  compared: number;
  /** Groups of two and more. */
  groups: number;
  /** Rows that were written. */
  changed: number;
  /** The first trouble that may pass: what it kept from being seen is looked at next time. */
  trouble: unknown;
};

type Params = ChoosingOwner & {
  signal?: AbortSignal | undefined;
  assertOwned?: AssertOwned | undefined;
  onProgress?: (done: number, total: number) => void;
};

/** Previews on their way at a time: enough to keep the threads busy, few for the servers they come from. */
const atOnce = 4;
/** After this many failures in a row that may pass, the rest is left for the next time. */
const patience = 3;

/**
 * Finds which pictures of an owner are the same, type by type, and writes it to their rows: hashes of those that had none,
 * and who leads the group. Cached pictures are known by their thumbnails, others by the previews that pickers show. A
 * second run writes nothing. Throws not_found when the owner is gone.
 */
export async function compareArtwork(db: Db, params: Params): Promise<Comparison> {
  await getOwner(db, params);
  const all = (await listCandidates(db, params)).filter(canBeLookedAt);
  const seen = await seeAll(db, all, params);
  const found: { row: Candidate; hashes: Hashes; alikeTo: number | null }[] = [];
  let groups = 0;
  for (const rows of Map.groupBy(seen.rows, ({ row }) => row.assetType).values()) {
    const isSame = (a: Seen, b: Seen) => isSamePair(db, a, b, params.signal);
    for (const { leader, others } of await findAlike(rows.toSorted(compareSeen), isSame)) {
      if (others.length > 0) groups += 1;
      const alikeTo = others.length > 0 ? leader.row.id : null;
      for (const { row, hashes } of [leader, ...others]) found.push({ row, hashes, alikeTo });
    }
  }
  const changed = found.filter(
    ({ row, hashes, alikeTo }) =>
      row.alikeTo !== alikeTo ||
      row.perceptualHash !== hashes.perceptualHash ||
      row.differenceHash !== hashes.differenceHash,
  );
  params.signal?.throwIfAborted();
  if (changed.length > 0) {
    await ownedTransaction(db, params.assertOwned, (tx) =>
      bulkUpdate(
        tx,
        assetCandidates,
        changed.map(({ row, hashes, alikeTo }) => ({ id: row.id, ...hashes, alikeTo })),
      ),
    );
  }
  return { compared: found.length, groups, changed: changed.length, trouble: seen.trouble };
}

/** A candidate with its hashes. What it looks like is read when it is near another one. */
type Seen = { row: Candidate; hashes: Hashes; look: Look | undefined };

/** The best first, and what a person does not want last. */
const compareSeen = ({ row: a }: Seen, { row: b }: Seen): number =>
  Number(a.isBlocked) - Number(b.isBlocked) || compareScored(a, b);

async function seeAll(
  db: Db,
  rows: readonly Candidate[],
  { signal, assertOwned, onProgress }: Params,
): Promise<{ rows: Seen[]; trouble: unknown }> {
  const seen: Seen[] = [];
  const limit = pLimit(atOnce);
  let [done, failures, trouble]: [number, number, unknown] = [0, 0, undefined];
  const see = async (row: Candidate) => {
    signal?.throwIfAborted();
    if (failures >= patience) return;
    try {
      seen.push(await seeOne(db, row, signal));
      failures = 0;
    } catch (error) {
      signal?.throwIfAborted();
      // A picture that is gone, or none, is of no use to anybody: its row says so.
      if (isOfNoUse(error)) {
        if (row.picture) return;
        await ownedTransaction(db, assertOwned, (tx) => recordFailure(tx, { candidateId: row.id, error }));
      } else {
        failures += 1;
        trouble ??= error;
      }
    }
    done += 1;
    onProgress?.(done, rows.length);
  };
  await Promise.all(rows.map((row) => limit(() => see(row))));
  return { rows: seen, trouble };
}

const isOfNoUse = (error: unknown) =>
  !isPassing(error) && isAppError(error) && ["not_found", "unsupported", "invalid", "too_large"].includes(error.code);

async function seeOne(db: Db, row: Candidate, signal: AbortSignal | undefined): Promise<Seen> {
  const own = row.picture ?? row;
  const { perceptualHash, differenceHash } = own;
  if (perceptualHash !== null && differenceHash !== null) {
    return { row, hashes: { perceptualHash, differenceHash }, look: undefined };
  }
  const look = await readLook(db, row, signal);
  return { row, hashes: { perceptualHash: look.perceptualHash, differenceHash: look.differenceHash }, look };
}

async function readLook(db: Db, row: Candidate, signal: AbortSignal | undefined): Promise<Look> {
  const cached = row.picture && (await lookAtCached(row.picture, signal));
  if (cached) return cached;
  if (!/^https?:/i.test(row.url)) throw new AppError("not_found", "The thumbnail of this picture is gone.");
  const { bytes } = await getPreview(db, { url: row.url, assetType: row.assetType, signal });
  return lookAt({ bytes, name: `The preview of picture ${row.id}`, signal });
}

async function isSamePair(db: Db, a: Seen, b: Seen, signal: AbortSignal | undefined): Promise<boolean> {
  if (!mayBeSame(a.hashes, b.hashes)) return false;
  if (a.row.picture && a.row.picture.hash === b.row.picture?.hash) return true;
  try {
    a.look ??= await readLook(db, a.row, signal);
    b.look ??= await readLook(db, b.row, signal);
  } catch {
    signal?.throwIfAborted();
    // It was seen before and cannot be now: what was found then holds.
    return a.row.alikeTo !== null && a.row.alikeTo === b.row.alikeTo;
  }
  return compareLooks(a.look, b.look, signal);
}
