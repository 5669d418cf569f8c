import { inArray } from "drizzle-orm";
import { mediaParts } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { recordStreams } from "#lib/libraries/record-streams.ts";
import type { Handler } from "../handler.ts";
import { describeReadings, listDueParts, probeParts, scanAgainLater } from "./probe-parts.ts";

/** Reads the streams of episodes whose files are new or changed. */
export const episodeProbe: Handler<"episode.probe"> = async ({ db, payload, signal, progress, assertOwned }) => {
  const due = await listDueParts(db, inArray(mediaParts.episodeId, payload.episodeIds));
  const readings = await probeParts(due, { signal, progress });
  await transaction(db, async (tx) => {
    await assertOwned(tx);
    await recordStreams(tx, readings);
    await scanAgainLater(tx, readings);
  });
  return describeReadings(readings);
};
