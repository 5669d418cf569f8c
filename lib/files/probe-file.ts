import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import mediaInfoFactory from "mediainfo.js";
import { AppError, messageOf } from "#lib/errors.ts";
import { diskError, isMissing, systemCode } from "./disk-error.ts";
import { describeMedia, type MediaTracks } from "./media-info.ts";
import type { MediaProbe } from "./media-probe.ts";
import { discCompanion, mergeCompanion } from "./probe-disc.ts";

const chunkBytes = 256 * 1024;
/** The reader's memory never shrinks, so after a file that it searched through at length a new one is made. */
const longSearchBytes = 64 * 1024 * 1024;

let reader: ReturnType<typeof open> | undefined;
const open = () => mediaInfoFactory({ format: "object", chunkSize: chunkBytes });

/**
 * Reads the streams of one file in this thread; a hostile file may block it, so `probeMedia` calls it in one of its own.
 * MediaInfo gets bytes by offset from a file opened here and nothing else: no names, no other files, no network.
 * The file is opened, and its size and time noted, before the first await. Errors as for probeMedia.
 */
export async function probeFile({ path }: { path: string }): Promise<MediaProbe> {
  const { sizeBytes, tracks } = await readTracks(path);
  const companion = discCompanion(path);
  const merged = companion === null ? tracks : mergeCompanion(tracks, await readCompanion(companion));
  return describeMedia({ path, sizeBytes, tracks: merged });
}

async function readTracks(path: string): Promise<{ sizeBytes: number; tracks: MediaTracks }> {
  const file = openFile(path);
  try {
    const before = fstatSync(file);
    if (!before.isFile()) throw new AppError("unsupported", `${path} is not a regular file, so it is not read.`);
    const tracks = await analyze(file, before.size);
    const after = fstatSync(file);
    if (before.size !== after.size || before.mtimeMs !== after.mtimeMs) throw stillChanging(path);
    return { sizeBytes: before.size, tracks };
  } catch (error) {
    // A reader that stumbled may remember half of this file.
    reader = undefined;
    if (error instanceof AppError || systemCode(error)) throw diskError("read the streams of", path, error);
    throw new AppError("unsupported", `${path} made its reader stumble, so it is passed over. It may be damaged.`, {
      cause: error,
      details: { path, reason: messageOf(error) },
    });
  } finally {
    closeSync(file);
  }
}

/** Players take a disc without the file beside its streams; the languages are then unknown. */
async function readCompanion(path: string): Promise<MediaTracks> {
  try {
    return (await readTracks(path)).tracks;
  } catch (error) {
    if (error instanceof AppError && isMissing(error.cause)) return [];
    throw error;
  }
}

async function analyze(file: number, sizeBytes: number): Promise<MediaTracks> {
  reader ??= open();
  const mediaInfo = await reader;
  let readBytes = 0;
  const answer = await mediaInfo.analyzeData(sizeBytes, (length, offset) => {
    const bytes = Buffer.allocUnsafe(Math.min(length, chunkBytes));
    const count = readSync(file, bytes, 0, bytes.length, offset);
    readBytes += count;
    return bytes.subarray(0, count);
  });
  if (readBytes > longSearchBytes) reader = undefined;
  return answer.media?.track ?? [];
}

function openFile(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch (error) {
    throw diskError("read the file", path, error);
  }
}

function stillChanging(path: string): AppError {
  return new AppError("conflict", `${path} changed while it was read. It is looked at again when it is complete.`, {
    details: { path },
  });
}
