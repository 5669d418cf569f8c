import { lstat } from "node:fs/promises";
import { basename } from "node:path";
import { and, eq, inArray, type SQL } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { episodes, mediaParts, movies, series } from "#db/schema/index.ts";
import { isAppError, messageOf } from "#lib/errors.ts";
import { diskError } from "#lib/files/disk-error.ts";
import { hashPartially } from "#lib/files/fingerprint.ts";
import { extensionOf, unprobedExtensions } from "#lib/files/media-types.ts";
import { probeMedia } from "#lib/files/probe.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { type ProbedPart, probeKeyOf } from "#lib/libraries/record-streams.ts";
import { settleMs } from "#lib/libraries/settle.ts";

export type DuePart = {
  id: number;
  movieId: number | null;
  episodeId: number | null;
  path: string;
  sizeBytes: number | null;
  modifiedMs: number | null;
};

/** What was read of one file. `isSettling`: it is still being written, so the next look at its library decides. */
export type PartReading = ProbedPart & { path: string; isSettling: boolean };

/** Media files whose streams were not read since they last changed. */
export async function listDueParts(db: Db, where: SQL): Promise<DuePart[]> {
  const parts = await db.select().from(mediaParts).where(where).orderBy(mediaParts.id);
  return parts.filter((part) => part.probeKey !== probeKeyOf(part));
}

/**
 * Reads the streams of files, as many at a time as there are threads. A file that cannot be read costs only its streams:
 * the reason is kept beside it. What is no video stays so until the file changes; a file that could not be opened is
 * tried again when its folder is read the next time.
 */
export async function probeParts(
  parts: readonly DuePart[],
  params: { signal: AbortSignal; progress: (percent: number, note?: string) => void },
): Promise<PartReading[]> {
  let done = 0;
  return Promise.all(
    parts.map(async (part) => {
      const reading = await probePart(part, params.signal);
      done += 1;
      params.progress((100 * done) / parts.length, `${done} of ${parts.length} files`);
      return reading;
    }),
  );
}

async function probePart(part: DuePart, signal: AbortSignal): Promise<PartReading> {
  const probeKey = probeKeyOf(part);
  const { id: mediaPartId, movieId, episodeId, path } = part;
  const reading: PartReading = {
    ...{ mediaPartId, movieId, episodeId, path, probeKey },
    ...{ probe: undefined, error: null, partialHash: null, isSettling: false },
  };
  try {
    if (await hasChanged(part)) return settling(reading);
    reading.partialHash = await hashPartially(path, { signal });
    const isProbed = !unprobedExtensions.has(extensionOf(path));
    const probe = isProbed ? await probeMedia(path, { signal }) : undefined;
    return (await hasChanged(part)) ? settling(reading) : { ...reading, probe };
  } catch (error) {
    signal.throwIfAborted();
    if (isAppError(error, "conflict")) return settling(reading);
    return { ...reading, error: messageOf(error), probeKey: isAppError(error, "unsupported") ? probeKey : null };
  }
}

/** Between the look that found the file and this one (R12). */
async function hasChanged({ path, sizeBytes, modifiedMs }: DuePart): Promise<boolean> {
  try {
    const facts = await lstat(path);
    return facts.size !== sizeBytes || Math.floor(facts.mtimeMs) !== modifiedMs;
  } catch (error) {
    throw diskError("read the file", path, error);
  }
}

function settling(reading: PartReading): PartReading {
  const error = `${basename(reading.path)} is still being written. It is looked at again in ${settleMs / 1000} seconds.`;
  return { ...reading, probe: undefined, partialHash: null, probeKey: null, error, isSettling: true };
}

/** Has the libraries of files that are still being written looked at again, once they had time to settle. */
export async function scanAgainLater(tx: Tx, readings: readonly PartReading[]): Promise<void> {
  const settling = readings.filter((reading) => reading.isSettling);
  if (settling.length === 0) return;
  const movieIds = settling.flatMap(({ movieId }) => movieId ?? []);
  const episodeIds = settling.flatMap(({ episodeId }) => episodeId ?? []);
  const found = [
    ...(await tx.selectDistinct({ libraryId: movies.libraryId }).from(movies).where(inArray(movies.id, movieIds))),
    ...(await tx
      .selectDistinct({ libraryId: series.libraryId })
      .from(series)
      .innerJoin(episodes, and(eq(episodes.seriesId, series.id), inArray(episodes.id, episodeIds)))),
  ];
  const libraryIds = [...new Set(found.map(({ libraryId }) => libraryId))];
  const payloads = libraryIds.map((libraryId) => ({ libraryId, settling: true }));
  await enqueueMany(tx, "library.scan", payloads, { delayMs: settleMs });
}

/** How a handler tells of its files. */
export function describeReadings(readings: readonly PartReading[]) {
  const failed = readings.filter((part) => part.error !== null);
  return {
    probed: readings.length - failed.length,
    errors: failed.map(({ path, error }) => ({ path, message: error ?? "" })),
  };
}
