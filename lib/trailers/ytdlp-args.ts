import { maxTrailerBytes } from "./vocabulary.ts";

type Wish = { maxHeight: number; hasFfmpeg: boolean };

/** What is said to yt-dlp whatever it does. Nothing of it comes from outside. */
const always: readonly string[] = [
  ...["--ignore-config", "--no-cache-dir", "--no-playlist", "--playlist-items", "1"],
  ...["--no-exec", "--downloader", "native", "--no-write-info-json", "--no-write-subs", "--no-write-thumbnail"],
  ...["--socket-timeout", "20", "--retries", "3", "--extractor-retries", "2"],
];

/** H.264 in MP4 plays everywhere. The best picture up to the wanted lines comes first, and what plays everywhere among equals. */
const formatOf = ({ maxHeight, hasFfmpeg }: Wish): readonly string[] => [
  ...["--format", hasFfmpeg ? "bv*+ba/b" : "b"],
  ...["--format-sort", `res:${maxHeight},vcodec:h264,acodec:aac,ext:mp4:m4a`],
  ...["--merge-output-format", "mp4/webm/mkv"],
];

/** Cookies are a copy beside the download: yt-dlp writes back to them, and names them when they are wrong. */
export const cookiesName = "cookies.txt";
const cookiesOf = (hasCookies: boolean) => (hasCookies ? ["--cookies", cookiesName] : []);

type Source = Wish & {
  url: string;
  hasCookies: boolean;
};

/** Says everything there is to know of a video, as JSON. The address comes last and behind `--`, so it is never an option. */
export const analyseArgs = (source: Source): string[] => [
  ...always,
  ...formatOf(source),
  ...cookiesOf(source.hasCookies),
  ...["--dump-single-json", "--", source.url],
];

/** How a line of progress begins. */
export const progressMark = "metarr";
const progress = ["downloaded_bytes", "total_bytes", "total_bytes_estimate", "speed"].map(
  (name) => `%(progress.${name})s`,
);

/** Downloads into the folder it runs in, as `video.` and what it is; a part of it that is there is gone on with. */
export const downloadArgs = (source: Source): string[] => [
  ...always,
  ...formatOf(source),
  ...cookiesOf(source.hasCookies),
  ...["--continue", "--no-mtime", "--restrict-filenames", "--output", "video.%(ext)s"],
  ...["--max-filesize", String(maxTrailerBytes)],
  ...["--quiet", "--progress", "--newline", "--progress-template", `download:${progressMark} ${progress.join(" ")}`],
  ...["--", source.url],
];
