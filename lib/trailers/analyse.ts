import { join } from "node:path";
import { z } from "zod";
import { downloadError } from "./failures.ts";
import { removeFolder, workFolder } from "./folders.ts";
import { pageOf } from "./places.ts";
import type { TrailerUrl } from "./trailer-url.ts";
import { analyseArgs } from "./ytdlp-args.ts";
import { runYtdlp } from "./ytdlp-run.ts";

/** What yt-dlp says of a video, as far as it is kept. Unknown values are null. */
export type VideoFacts = {
  title: string | null;
  durationSeconds: number | null;
  /** Of the best picture there is, whatever is downloaded of it. */
  bestWidth: number | null;
  bestHeight: number | null;
  /** Of what would be downloaded. */
  estimatedSizeBytes: number | null;
  thumbnailUrl: string | null;
  more: Record<string, unknown>;
};

const number = z.number().nonnegative().nullish().catch(null);
const text = z.string().nullish().catch(null);
const format = z.object({ width: number, height: number, vcodec: text, filesize: number, filesize_approx: number });
const video = format.extend({
  title: text,
  duration: number,
  thumbnail: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullish()
    .catch(null),
  uploader: text,
  upload_date: text,
  extractor: text,
  is_live: z.boolean().nullish().catch(null),
  formats: z.array(format).nullish().catch(null),
  requested_formats: z.array(format).nullish().catch(null),
});
const answer = z.union([z.object({ entries: z.array(z.union([video, z.null()])).min(1) }), video]);

const analyseTimeoutMs = 60_000;
/** A page of YouTube with all its formats is half a megabyte. */
const maxAnswerBytes = 10 * 1024 * 1024;

/** Asks yt-dlp what a video is, without downloading it. Throws as runYtdlp does. */
export async function analyseVideo(
  source: TrailerUrl,
  { candidateId, maxHeight, signal }: { candidateId: number; maxHeight: number; signal?: AbortSignal | undefined },
): Promise<VideoFacts> {
  const folder = join(workFolder(), `${candidateId}-look`);
  try {
    const printed = await runYtdlp({
      folder,
      timeoutMs: analyseTimeoutMs,
      maxOutputBytes: maxAnswerBytes,
      signal,
      args: ({ hasFfmpeg }, hasCookies) => analyseArgs({ url: pageOf(source), maxHeight, hasFfmpeg, hasCookies }),
    });
    return readFacts(printed);
  } finally {
    await removeFolder(folder);
  }
}

function readFacts(printed: string): VideoFacts {
  const parsed = answer.safeParse(readJson(printed));
  const found = parsed.success ? ("entries" in parsed.data ? parsed.data.entries[0] : parsed.data) : null;
  if (!found) throw downloadError("yt-dlp found no video at this address.");
  if (found.is_live) throw downloadError("It is a live broadcast, not a trailer.");
  const pictures = [found, ...(found.formats ?? [])].filter(({ vcodec }) => vcodec !== "none");
  const [best] = pictures.toSorted((one, other) => (other.height ?? 0) - (one.height ?? 0));
  const chosen = found.requested_formats ?? [found];
  const sizes = chosen.map(({ filesize, filesize_approx }) => filesize ?? filesize_approx ?? 0);
  const sizeBytes = Math.round(sizes.reduce((sum, size) => sum + size, 0));
  return {
    title: found.title?.slice(0, 500) ?? null,
    durationSeconds: whole(found.duration),
    bestWidth: whole(best?.width),
    bestHeight: whole(best?.height),
    estimatedSizeBytes: sizeBytes > 0 ? sizeBytes : null,
    thumbnailUrl: found.thumbnail ?? null,
    more: {
      site: found.extractor ?? null,
      uploader: found.uploader?.slice(0, 200) ?? null,
      uploadDate: found.upload_date?.slice(0, 8) ?? null,
      heights: [...new Set(pictures.map(({ height }) => whole(height)))].filter((height) => height !== null),
    },
  };
}

const whole = (value: number | null | undefined): number | null =>
  value === null || value === undefined || value > 2_000_000_000 ? null : Math.round(value);

function readJson(printed: string): unknown {
  try {
    return JSON.parse(printed);
  } catch {
    return undefined;
  }
}
