import type { Db } from "#db/client.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { getTrailerRow, listOfferedTrailers, scoreRows } from "./candidates.ts";
import { type Examination, examineTrailer } from "./examine.ts";
import { getTrailerOwner, ownerKeyOf, settingsOf } from "./owners.ts";

/**
 * Looks at one trailer because a person wants to know: also at one that failed or is thought to be gone. Throws not_found when
 * it is no longer offered, and `unsupported` with the notice when it needs a yt-dlp that is not there.
 */
export async function testTrailer(
  db: Db,
  params: { candidateId: number; signal?: AbortSignal | undefined; assertOwned?: AssertOwned | undefined },
): Promise<Examination> {
  const row = await getTrailerRow(db, params.candidateId);
  const key = ownerKeyOf(row);
  if (!key) return { failure: null };
  const owner = await getTrailerOwner(db, key);
  const taste = settingsOf(await readSettings(db), owner);
  const done = await examineTrailer(db, { ...params, row, maxHeight: taste.maxHeight });
  await ownedTransaction(db, params.assertOwned, async (tx) =>
    scoreRows(tx, await listOfferedTrailers(tx, { ...key, entityIds: [key.entityId] }), taste),
  );
  return done;
}
