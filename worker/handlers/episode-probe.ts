import { inArray } from "drizzle-orm";
import { episodes, mediaParts } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { recordStreams } from "#lib/libraries/record-streams.ts";
import type { Handler } from "../handler.ts";
import { describeReadings, listDueParts, probeParts, scanAgainLater } from "./probe-parts.ts";

/** Reads the streams of episodes whose files are new or changed. */
export const episodeProbe: Handler<"episode.probe"> = async ({ db, payload, job, signal, progress, assertOwned }) => {
  const due = await listDueParts(db, inArray(mediaParts.episodeId, payload.episodeIds));
  const readings = await probeParts(due, { signal, progress });
  await transaction(db, async (tx) => {
    await assertOwned(tx);
    await recordStreams(tx, readings);
    await scanAgainLater(tx, readings);
    // What is published of an episode follows its file, and tells of its streams: both are known from here on.
    const read = due.flatMap((part) => part.episodeId ?? []);
    const shows = await tx
      .selectDistinct({ seriesId: episodes.seriesId })
      .from(episodes)
      .where(inArray(episodes.id, read));
    await publishSoon(tx, { seriesIds: shows.map(({ seriesId }) => seriesId), runId: job.runId });
  });
  return describeReadings(readings);
};
