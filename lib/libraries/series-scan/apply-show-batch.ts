import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { type ScanChange, series } from "#db/schema/index.ts";
import { chunksOf } from "#lib/chunks.ts";
import { recordEvents } from "#lib/editing/record-events.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { mayFollow } from "#lib/jobs/run-phase.ts";
import { assertUnchanged, recordFolders, runOf } from "../scan-context.ts";
import { applyAssignments } from "../unknown-files-assigned.ts";
import { removeEmptied } from "./list-heirs.ts";
import { type SavedEpisode, saveEpisodes } from "./save-episodes.ts";
import { saveSeasons } from "./save-seasons.ts";
import { saveShowFiles } from "./save-show-files.ts";
import { saveShows } from "./save-shows.ts";
import type { SavedShow, ShowBatch, ShowContext } from "./show-batch.ts";

/** Episodes or shows per follow-up job: small enough to cancel, large enough that jobs cost little. */
const perJob = 25;

/** Writes one batch of a scan of series, and asks for what has to follow. */
export async function applyShowBatch(tx: Tx, given: ShowContext, batch: ShowBatch): Promise<ScanChange[]> {
  const changedOutside = new Set<number>();
  const context = { ...given, changedOutside };
  await assertUnchanged(tx, context.library);
  await recordFolders(tx, context.library.id, batch);
  if (batch.shows.length === 0) return [];
  const shows = await saveShows(tx, context, batch.shows);
  const seasonOf = await saveSeasons(tx, context, shows);
  const saved = await saveEpisodes(tx, context, { shows, seasonOf });
  const files = await saveShowFiles(tx, context, { shows, saved });
  const oldShows = shows.filter(({ isNew }) => !isNew).map(({ seriesId }) => seriesId);
  for (const seriesIds of chunksOf(oldShows)) await applyAssignments(tx, { seriesIds });
  const oldEpisodes = saved.filter(({ match }) => match.known !== null).map(({ episodeId }) => episodeId);
  for (const episodeIds of chunksOf(oldEpisodes)) await applyAssignments(tx, { episodeIds });
  await recordEvents(
    tx,
    { entityType: "episode", kind: "scan", jobId: context.jobId },
    saved
      .filter(({ match }) => match.known?.isMissing)
      .map(({ episodeId }) => ({ entityId: episodeId, summary: "A scan found its file again" })),
  );
  await removeEmptied(
    tx,
    shows.flatMap(({ replaced }) => replaced?.seriesId ?? []),
  );
  // In order of their ids: files that are still unread at the next scan are asked for by the same jobs.
  const unread = files.unread.toSorted((one, other) => one - other);
  const chunks = Array.from({ length: Math.ceil(unread.length / perJob) }, (_, index) => ({
    episodeIds: unread.slice(index * perJob, (index + 1) * perJob),
  }));
  if (chunks.length > 0) await enqueueMany(tx, "episode.probe", chunks, runOf(context));
  const pictured = shows.filter(hasPictures).map(({ seriesId }) => seriesId);
  if (pictured.length > 0) {
    const payloads = pictured.map((seriesId) => ({ seriesIds: [seriesId] }));
    await enqueueMany(tx, "series.artwork", payloads, runOf(context));
  }
  if (changedOutside.size > 0) {
    const payloads = [...changedOutside].map((seriesId) => ({ seriesId }));
    await enqueueMany(tx, "nfo.import", payloads, runOf(context));
  }
  await askWhoTheyAre(
    tx,
    context,
    shows.map(({ seriesId }) => seriesId),
  );
  return saved.flatMap((episode) => changeOf(episode, files.changed));
}

/** New shows, and those whose name or ids say something else than before, are identified. */
async function askWhoTheyAre(tx: Tx, context: ShowContext, seriesIds: number[]): Promise<void> {
  const { automation } = context.library;
  if (!mayFollow("identify", { automation, runId: context.runId ?? null })) return;
  const due = await tx
    .select({ seriesId: series.id })
    .from(series)
    .where(
      and(
        inArray(series.id, seriesIds),
        eq(series.identificationStatus, "discovered"),
        eq(series.monitored, true),
        eq(series.unlisted, false),
        isNull(series.deletedAt),
      ),
    );
  if (due.length > 0) await enqueueMany(tx, "series.identify", due, runOf(context));
}

const hasPictures = ({ show }: SavedShow): boolean =>
  show.artwork.length > 0 || show.companions.length > 0 || show.files.some(({ thumbs }) => thumbs.length > 0);

/** A line of the report; a file of several episodes is told once. */
function changeOf({ match, episodeId }: SavedEpisode, changed: Set<number>): ScanChange[] {
  const { slot, known, how } = match;
  const path = slot.main.file.path;
  const isFirst = slot.episodeNumber === slot.main.episodeNumbers[0] || !slot.main.episodeNumbers.length;
  if (!isFirst) return [];
  if (known === null) return [{ kind: "added", path }];
  const from = known.filePath === path ? {} : { from: known.filePath };
  if (known.isMissing) return [{ kind: "returned", path, ...from }];
  if (how === "moved") return [{ kind: "moved", path, ...from }];
  return how === "same" && !changed.has(episodeId) ? [] : [{ kind: "changed", path, ...from }];
}
