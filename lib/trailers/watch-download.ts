import { progressMark } from "./ytdlp-args.ts";

export type OnProgress = (percent: number, note: string) => void;

const megabyte = 1_000_000;
const inMb = (bytes: number): string => (bytes / megabyte).toFixed(1);

/** "12.3 MB of 40.1 MB, 2.1 MB/s", with what is known of it. */
export function describeProgress(at: { done: number; total: number | null; perSecond: number | null }): string {
  const { done, total, perSecond } = at;
  const of = total === null ? "" : ` of ${inMb(Math.max(total, done))} MB`;
  const speed = perSecond === null ? "" : `, ${inMb(perSecond)} MB/s`;
  return `${inMb(done)} MB${of}${speed}`;
}

/** Progress from 0 to 95: what is left is for joining, reading and keeping it. */
export const percentOf = (done: number, total: number | null): number =>
  total === null || total <= 0 ? 0 : Math.min(95, Math.floor((done / total) * 95));

/**
 * Reads yt-dlp's lines of progress. Picture and sound come one after the other and each counts from nothing, so what was
 * done before is added, and the estimate holds as long as it is larger.
 */
export function readProgress(onProgress: OnProgress, estimatedSizeBytes: number | null): (line: string) => void {
  let before = 0;
  let last = 0;
  return (line) => {
    const [mark, ...words] = line.trim().split(" ");
    if (mark !== progressMark) return;
    const [done, total, estimate, perSecond] = words.map((word) => {
      const value = Number(word);
      return Number.isFinite(value) && value >= 0 ? value : null;
    });
    if (done === null || done === undefined) return;
    if (done < last) before += last;
    last = done;
    const all = before + (total ?? estimate ?? 0);
    const known = Math.max(all, estimatedSizeBytes ?? 0);
    const size = known > 0 ? known : null;
    onProgress(
      percentOf(before + done, size),
      describeProgress({ done: before + done, total: size, perSecond: perSecond ?? null }),
    );
  };
}
