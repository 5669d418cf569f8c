import type { Tx } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { writeTogether } from "#db/together.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { mayFollow } from "#lib/jobs/run-phase.ts";
import type { Settings } from "#lib/settings/read-settings.ts";
import { listOfferedTrailers } from "./candidates.ts";
import { needsSelection } from "./next-step.ts";
import { listTrailerOwners, settingsOf, type TrailerChooser } from "./owners.ts";
import { canReadWith } from "./readable.ts";
import type { Ytdlp } from "./ytdlp.ts";

type Soon = TrailerChooser & {
  settings: Settings;
  ytdlp: Ytdlp;
  runId: string | null;
  createdBy: number | null;
  /** A person asked for trailers: what failed is tried again before its time. */
  force: boolean;
};

/**
 * Queues the choice of a trailer where there is something to do: as far as the run or the library's automation goes, and
 * never for a film of which nothing changed. Films of one transaction are looked at together.
 */
export function selectTrailerSoon(tx: Tx, { entityId, ...soon }: Soon): Promise<void> {
  const { entityType, runId, createdBy, force } = soon;
  return writeTogether(
    tx,
    `trailer soon ${entityType} ${createdBy} ${runId} ${force}`,
    entityId,
    (entityIds: number[]) => selectSoon(tx, { ...soon, entityIds }),
  );
}

async function selectSoon(tx: Tx, soon: Omit<Soon, "entityId"> & { entityIds: number[] }): Promise<void> {
  const { entityType, entityIds, settings, ytdlp, runId, createdBy, force } = soon;
  const owners = await listTrailerOwners(tx, { entityType, entityIds });
  const wanting = owners.filter((owner) => {
    if (owner.isRemoved || (createdBy === null && !owner.monitored)) return false;
    const isAsked = createdBy !== null || mayFollow("enrich", { automation: owner.automation, runId });
    return isAsked && settingsOf(settings, owner).enabled;
  });
  if (wanting.length === 0) return;
  const rows = await listOfferedTrailers(tx, { entityType, entityIds: wanting.map(({ entityId }) => entityId) });
  const rowsOf = Map.groupBy(rows, ({ entityId }) => entityId);
  const now = await databaseNow(tx);
  const canRead = canReadWith(ytdlp);
  const payloads = wanting.flatMap((owner) => {
    const own = rowsOf.get(owner.entityId) ?? [];
    if (owner.hasOwnTrailer && !own.some(({ isSelected }) => isSelected)) return [];
    const { enabled: _, ...taste } = settingsOf(settings, owner);
    const isNeeded = needsSelection(own, { ...taste, now, force, isLocked: owner.isLocked, canRead });
    return isNeeded ? [{ entityType, entityId: owner.entityId, ...(force && { force }) }] : [];
  });
  await enqueueMany(tx, "trailer.select", payloads, { runId, createdBy });
}
