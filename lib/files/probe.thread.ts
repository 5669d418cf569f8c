import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import mediaInfoFactory from "mediainfo.js";
import { AppError } from "#lib/errors.ts";
import { diskError } from "./disk-error.ts";
import { describeMedia } from "./media-info.ts";
import type { MediaProbe } from "./media-probe.ts";
import { answerTasks } from "./thread-tasks.ts";

const chunkBytes = 256 * 1024;

let reader: ReturnType<typeof open> | undefined;
const open = () => mediaInfoFactory({ format: "object", chunkSize: chunkBytes });

async function probe({ path }: { path: string }): Promise<MediaProbe> {
  const file = openFile(path);
  try {
    const before = fstatSync(file);
    if (!before.isFile()) throw new AppError("unsupported", `${path} is not a regular file, so it is not read.`);
    reader ??= open();
    const mediaInfo = await reader;
    const answer = await mediaInfo.analyzeData(before.size, (length, offset) => {
      const bytes = Buffer.allocUnsafe(Math.min(length, chunkBytes));
      return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, offset));
    });
    const after = fstatSync(file);
    if (before.size !== after.size || before.mtimeMs !== after.mtimeMs) throw stillChanging(path);
    return describeMedia({ path, sizeBytes: before.size, tracks: answer.media?.track ?? [] });
  } catch (error) {
    // A reader that stumbled may remember half of this file.
    reader = undefined;
    throw diskError("read the streams of", path, error);
  } finally {
    closeSync(file);
  }
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

answerTasks(probe);
