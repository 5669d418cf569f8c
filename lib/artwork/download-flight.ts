import { createHash, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { and, eq, lt } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { downloadFlights } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";

/** A worker that has not said for this long that it still fetches an address has given it up, or is gone. */
const flightMs = 15_000;
const renewMs = 5_000;
const pollMs = 250;

/** An address that this caller alone fetches. Ended together with what it brought, or when it is left. */
export type Flight = { end(tx: Tx): Promise<void> };

/**
 * Has one caller at a time fetch an address, over all workers. `find` looks for what another has brought in the meantime;
 * `fetch` runs when there is nothing, and ends the flight in the transaction that makes its result findable. The claim
 * of a worker that died runs out after 15 seconds by the database's clock. Waiting ends with the signal.
 */
export async function shareDownload<T>(
  db: Db,
  params: {
    url: string;
    find: () => Promise<T | undefined>;
    fetch: (flight: Flight) => Promise<T>;
    signal?: AbortSignal | undefined;
  },
): Promise<T> {
  const claim = { urlHash: createHash("sha256").update(params.url).digest("hex"), holder: randomUUID() };
  for (;;) {
    params.signal?.throwIfAborted();
    const found = await params.find();
    if (found !== undefined) return found;
    if (await take(db, claim)) return await fly(db, { ...params, claim });
    await sleep(pollMs, undefined, { ...(params.signal && { signal: params.signal }) }).catch((error: unknown) => {
      // Its own error would say less than why the wait was ended.
      params.signal?.throwIfAborted();
      throw error;
    });
  }
}

type Claim = { urlHash: string; holder: string };

async function fly<T>(
  db: Db,
  params: { claim: Claim; find: () => Promise<T | undefined>; fetch: (flight: Flight) => Promise<T> },
): Promise<T> {
  const { claim } = params;
  let hasEnded = false;
  const renewing = setInterval(() => {
    // Whoever cannot renew it may meet a second download: a pity, and no harm.
    void renew(db, claim).catch(() => undefined);
  }, renewMs);
  try {
    // The one before may have ended between the last look and this claim.
    const found = await params.find();
    if (found !== undefined) return found;
    let isEnding = false;
    const result = await params.fetch({
      end: async (tx) => {
        await release(tx, claim);
        isEnding = true;
      },
    });
    hasEnded = isEnding;
    return result;
  } finally {
    clearInterval(renewing);
    // What was written may have been rolled back with the end of the flight.
    if (!hasEnded) await transaction(db, (tx) => release(tx, claim));
  }
}

/** Takes a free address, or one whose holder has been silent. */
async function take(db: Db, claim: Claim): Promise<boolean> {
  const expiresAt = fromNow(flightMs);
  const taken = await transaction(db, (tx) =>
    tx
      .insert(downloadFlights)
      .values({ ...claim, expiresAt })
      .onConflictDoUpdate({
        target: downloadFlights.urlHash,
        set: { holder: claim.holder, expiresAt },
        setWhere: lt(downloadFlights.expiresAt, fromNow(0)),
      })
      .returning({ id: downloadFlights.id }),
  );
  return taken.length > 0;
}

const mine = ({ urlHash, holder }: Claim) =>
  and(eq(downloadFlights.urlHash, urlHash), eq(downloadFlights.holder, holder));

async function renew(db: Db, claim: Claim): Promise<void> {
  await transaction(db, (tx) =>
    tx
      .update(downloadFlights)
      .set({ expiresAt: fromNow(flightMs) })
      .where(mine(claim)),
  );
}

async function release(tx: Tx, claim: Claim): Promise<void> {
  await tx.delete(downloadFlights).where(mine(claim));
}
