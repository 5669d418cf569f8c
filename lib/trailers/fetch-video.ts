import { join } from "node:path";
import type { Db } from "#db/client.ts";
import { downloadToFile } from "#lib/providers/download-file.ts";
import { downloadError } from "./failures.ts";
import { listFiles, openFolder } from "./folders.ts";
import { pageOf } from "./places.ts";
import type { TrailerUrl } from "./trailer-url.ts";
import { maxTrailerBytes, videoExtensions } from "./vocabulary.ts";
import { describeProgress, type OnProgress, percentOf, readProgress } from "./watch-download.ts";
import { downloadArgs } from "./ytdlp-args.ts";
import { runYtdlp } from "./ytdlp-run.ts";

const downloadTimeoutMs = 10 * 60_000;

type Fetching = {
  folder: string;
  source: TrailerUrl;
  maxHeight: number;
  estimatedSizeBytes: number | null;
  signal?: AbortSignal | undefined;
  onProgress: OnProgress;
};

/** Downloads a trailer into its folder, going on with what is there of it. Returns the path of the whole file. */
export async function fetchVideo(db: Db, fetching: Fetching): Promise<string> {
  const { folder, source, signal } = fetching;
  if (source.kind === "direct") return fetchDirect(db, fetching);
  const { maxHeight, estimatedSizeBytes, onProgress } = fetching;
  await runYtdlp({
    folder,
    timeoutMs: downloadTimeoutMs,
    signal,
    onLine: readProgress(onProgress, estimatedSizeBytes),
    args: ({ hasFfmpeg }, hasCookies) => downloadArgs({ url: pageOf(source), maxHeight, hasFfmpeg, hasCookies }),
  });
  // Whatever yt-dlp left beside it: only a whole video by its known name is taken.
  const names = new Set(videoExtensions.map((extension) => `video.${extension}`));
  const [file] = (await listFiles(folder)).filter(({ name }) => names.has(name));
  // With --max-filesize it ends well and leaves nothing.
  if (!file) throw downloadError("yt-dlp left no video of up to 500 MB in a format that is kept.");
  return file.path;
}

async function fetchDirect(db: Db, { folder, source, signal, onProgress }: Fetching): Promise<string> {
  await openFolder(folder);
  const path = join(folder, "direct.video");
  const startedMs = performance.now();
  let first: number | undefined;
  await downloadToFile(db, {
    url: source.url,
    path,
    maxBytes: maxTrailerBytes,
    totalMs: downloadTimeoutMs,
    signal,
    onProgress: ({ done, total }) => {
      first ??= done;
      const seconds = (performance.now() - startedMs) / 1000;
      const perSecond = seconds < 1 ? null : (done - first) / seconds;
      onProgress(percentOf(done, total), describeProgress({ done, total, perSecond }));
    },
  });
  return path;
}
