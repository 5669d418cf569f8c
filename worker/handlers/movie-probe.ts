import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraries, mediaParts, movies } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { isAppError, messageOf } from "#lib/errors.ts";
import { diskError } from "#lib/files/disk-error.ts";
import { hashPartially } from "#lib/files/fingerprint.ts";
import { extensionOf, unprobedExtensions } from "#lib/files/media-types.ts";
import { probeMedia } from "#lib/files/probe.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { mayFollow } from "#lib/jobs/run-phase.ts";
import { type ProbedPart, probeKeyOf, recordStreams } from "#lib/movies/record-streams.ts";
import type { Handler } from "../handler.ts";

/**
 * Reads the streams of films whose files are new or changed, passes new films on to be identified, and has known ones
 * published anew.
 */
export const movieProbe: Handler<"movie.probe"> = async ({ db, payload, job, signal, progress, assertOwned }) => {
  const due = await listDueParts(db, payload.movieIds);
  let done = 0;
  const probed = await Promise.all(
    due.map(async (part): Promise<ProbedPart> => {
      const result = await probePart(part, signal);
      done += 1;
      progress((100 * done) / due.length, `${done} of ${due.length} files`);
      return { mediaPartId: part.id, movieId: part.movieId, ...result };
    }),
  );
  await transaction(db, async (tx) => {
    await assertOwned(tx);
    await recordStreams(tx, probed);
    const next = await tx
      .select({ movieId: movies.id, automation: libraries.automation })
      .from(movies)
      .innerJoin(libraries, eq(libraries.id, movies.libraryId))
      .where(
        and(
          inArray(movies.id, payload.movieIds),
          eq(movies.identificationStatus, "discovered"),
          eq(movies.monitored, true),
          isNull(movies.deletedAt),
        ),
      );
    const wanted = next.filter(({ automation }) => mayFollow("identify", { automation, runId: job.runId }));
    await enqueueMany(
      tx,
      "movie.identify",
      wanted.map(({ movieId }) => ({ movieId })),
      { runId: job.runId },
    );
    // What is published of a film follows its file, and tells of its streams: both are known from here on.
    await publishSoon(tx, { movieIds: [...new Set(due.map((part) => part.movieId))], runId: job.runId });
  });
  const failed = probed.filter((part) => part.error !== null);
  return {
    probed: probed.length - failed.length,
    errors: failed.map(({ mediaPartId, error }) => ({
      path: due.find((part) => part.id === mediaPartId)?.path ?? "",
      message: error ?? "",
    })),
  };
};

type Part = { id: number; movieId: number; path: string; sizeBytes: number | null; modifiedMs: number | null };

async function listDueParts(db: Db, movieIds: number[]): Promise<Part[]> {
  const parts = await db.select().from(mediaParts).where(inArray(mediaParts.movieId, movieIds));
  return parts.flatMap(({ id, movieId, path, sizeBytes, modifiedMs, probeKey }) =>
    movieId === null || probeKey === probeKeyOf({ sizeBytes, modifiedMs })
      ? []
      : [{ id, movieId, path, sizeBytes, modifiedMs }],
  );
}

type Reading = Pick<ProbedPart, "probe" | "error" | "probeKey" | "partialHash">;

/**
 * A file that cannot be read costs only its streams: the reason is kept beside it. What is no video stays so until the
 * file changes; a file that could not be opened is tried again when its folder is read the next time.
 */
async function probePart(part: Part, signal: AbortSignal): Promise<Reading> {
  const probeKey = probeKeyOf(part);
  const reading: Reading = { probe: undefined, error: null, probeKey, partialHash: null };
  try {
    reading.partialHash = await hashPartially(part.path, { signal });
    if (unprobedExtensions.has(extensionOf(part.path))) return reading;
    return { ...reading, probe: await probeMedia(await streamFile(part.path), { signal }) };
  } catch (error) {
    signal.throwIfAborted();
    return { ...reading, error: messageOf(error), probeKey: isAppError(error, "unsupported") ? probeKey : null };
  }
}

/** A disc is read through its largest stream file: the film itself. */
async function streamFile(path: string): Promise<string> {
  const folder = dirname(path);
  const isBluray = basename(path).toLowerCase() === "index.bdmv";
  if (!isBluray && extensionOf(path) !== "ifo") return path;
  const streams = isBluray ? join(folder, "STREAM") : folder;
  try {
    const names = (await readdir(streams)).filter((name) => /\.(m2ts|vob)$/i.test(name));
    const sized = await Promise.all(
      names.map(async (name) => ({ name, size: (await stat(join(streams, name))).size })),
    );
    const largest = sized.toSorted((a, b) => b.size - a.size)[0];
    return largest ? join(streams, largest.name) : path;
  } catch (error) {
    throw diskError("look into the disc", streams, error);
  }
}
