import type { Db, Tx } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { listOfferedTrailers, scoreRows } from "./candidates.ts";
import { setChosenTrailer } from "./choose-trailer.ts";
import { examineTrailer } from "./examine.ts";
import { nextTrailerStep } from "./next-step.ts";
import { getTrailerOwner, publishedWith, settingsOf, type TrailerChooser, touchTrailerOwner } from "./owners.ts";
import { canReadWith } from "./readable.ts";
import { findYtdlp } from "./ytdlp.ts";

export type TrailerSelection = {
  /** The candidate that is chosen now. */
  candidateId: number | null;
  changed: boolean;
  /** Videos that were asked about. */
  examined: number;
  /** Why candidates were passed over. */
  failures: string[];
  /** Why nothing was done, for a person. */
  notice: string | null;
};

type Selecting = TrailerChooser & {
  force?: boolean | undefined;
  jobId?: number | null;
  follow: { runId: string | null; createdBy: number | null };
  signal?: AbortSignal | undefined;
  assertOwned?: AssertOwned | undefined;
  onProgress?: (examined: number) => void;
};

/** A film with more videos than this that all fail is tried again another day. */
const mostLooks = 12;

/**
 * Looks at trailers until the best one is known, chooses it unless a person did, and has it downloaded. What cannot be had is
 * passed over at once. Throws not_found when the film or series is gone.
 */
export async function selectTrailer(db: Db, selecting: Selecting): Promise<TrailerSelection> {
  const { entityType, entityId, force, signal, assertOwned, follow } = selecting;
  const settings = await readSettings(db);
  const failures: string[] = [];
  const done = { candidateId: null, changed: false, failures };
  const ytdlp = await findYtdlp();
  const tried = new Set<number>();
  for (let examined = 0; ; examined++) {
    const owner = await getTrailerOwner(db, { entityType, entityId });
    const { enabled, ...taste } = settingsOf(settings, owner);
    const isAsked = force === true || follow.createdBy !== null;
    if (!isAsked && !enabled) return { ...done, examined, notice: "Trailers are switched off in the settings." };
    const rows = await listOfferedTrailers(db, { entityType, entityIds: [entityId] });
    if (!isAsked && owner.hasOwnTrailer && !rows.some(({ isSelected }) => isSelected)) {
      return { ...done, examined, notice: "A trailer of your own lies beside it already." };
    }
    const now = await databaseNow(db);
    const canRead = canReadWith(ytdlp);
    const step = nextTrailerStep(rows, { ...taste, now, force, tried, isLocked: owner.isLocked, canRead });
    if (step.kind === "examine") {
      tried.add(step.row.id);
      // Of the others the best that is known is taken.
      if (examined >= mostLooks) continue;
      const { failure } = await examineTrailer(db, { row: step.row, ...taste, signal, assertOwned });
      if (failure) failures.push(failure.message);
      selecting.onProgress?.(examined + 1);
      continue;
    }
    const candidateId = step.kind === "choose" ? step.row.id : null;
    const changed = await ownedTransaction(db, assertOwned, (tx) => apply(tx, { selecting, candidateId }));
    const notice = candidateId === null && ytdlp.state === "absent" && rows.length > 0 ? ytdlp.notice : null;
    return { candidateId, changed, examined, failures, notice };
  }
}

/** Chooses the row, and stores every score. Nothing of the choice moves where a person chose meanwhile. */
async function apply(
  tx: Tx,
  { selecting, candidateId }: { selecting: Selecting; candidateId: number | null },
): Promise<boolean> {
  const { entityType, entityId, follow, jobId = null } = selecting;
  const owner = await getTrailerOwner(tx, { entityType, entityId });
  const rows = await listOfferedTrailers(tx, { entityType, entityIds: [entityId] });
  await scoreRows(tx, rows, settingsOf(await readSettings(tx), owner));
  const row = rows.find(({ id }) => id === candidateId);
  if (!row) return false;
  if (!row.isSelected && owner.isLocked) return false;
  const choice = { entityType, entityId, candidateId: row.id, selectedBy: "enrichment", jobId } as const;
  const changed = await setChosenTrailer(tx, choice);
  if (row.cacheVideoFileId === null) {
    await enqueue(tx, "trailer.download", { candidateId: row.id, entityType, entityId }, follow);
  } else if (changed) {
    await touchTrailerOwner(tx, { entityType, entityId });
    await publishSoon(tx, { ...publishedWith({ entityType, entityId }), ...follow });
  }
  return changed;
}
