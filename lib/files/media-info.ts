import type { AudioTrack, GeneralTrack, MediaInfoResult, TextTrack, VideoTrack } from "mediainfo.js";
import { AppError } from "#lib/errors.ts";
import { storedLanguage } from "./languages.ts";
import { colorPrimaries, colorSpaces, colorTransfers, containers, subtitleCodecs } from "./media-codecs.ts";
import { audioCodec, hdrFormat, videoCodec, videoProfile } from "./media-features.ts";
import type { AudioStream, MediaProbe, SubtitleStream, VideoStream } from "./media-probe.ts";
import { trackTitle } from "./media-titles.ts";
import { first, isYes, named, readCount, readNumber, round } from "./media-values.ts";

type Track = VideoTrack | AudioTrack | TextTrack;
export type MediaTracks = NonNullable<MediaInfoResult["media"]>["track"];

/**
 * Turns MediaInfo's answer into the streams as they are stored. Chapters, covers and attachments are no streams.
 * Throws AppError `unsupported` naming the file when there is no video in it.
 */
export function describeMedia(params: { path: string; sizeBytes: number; tracks: MediaTracks }): MediaProbe {
  const general = params.tracks.find((track): track is GeneralTrack => track["@type"] === "General");
  const video = params.tracks.filter((track): track is VideoTrack => track["@type"] === "Video");
  const audio = params.tracks.filter((track): track is AudioTrack => track["@type"] === "Audio");
  const text = params.tracks.filter((track): track is TextTrack => track["@type"] === "Text");
  const shown = video.filter((track) => isShown(track, video));
  if (!general?.Format || shown.length === 0) throw noVideo(params.path, params.sizeBytes);
  const indexOf = streamIndexes([...video, ...audio, ...text]);
  return {
    container: containerOf(general),
    durationSeconds: round(readCount(general.Duration) === null ? null : readNumber(general.Duration), 3),
    sizeBytes: params.sizeBytes,
    video: shown.map((track) => describeVideo(track, indexOf(track))),
    audio: audio.map((track, at) => describeAudio(track, indexOf(track), isDefault(audio, at))),
    subtitle: text.map((track) => describeSubtitle(track, indexOf(track))),
  };
}

function noVideo(path: string, sizeBytes: number): AppError {
  const what = sizeBytes === 0 ? "is empty" : "is not a video, or only its beginning was copied";
  return new AppError("unsupported", `${path} ${what}: no picture was found in it. Replace the file or remove it.`, {
    details: { path },
  });
}

/** MP4, QuickTime and 3GP are one format with different brands. */
function containerOf({ Format = "", Format_Profile = "" }: GeneralTrack): string {
  if (Format === "MPEG-4" && Format_Profile.startsWith("QuickTime")) return "mov";
  if (Format === "MPEG-4" && Format_Profile.startsWith("3GPP")) return "3gp";
  return named(containers, Format) ?? "unknown";
}

const stillPictures = new Set(["JPEG", "PNG", "GIF", "BMP"]);
/** No film is wider, and no wider number is true: broken headers claim billions. */
const largestSide = 32_768;

/** A cover or chapter picture may be stored as one more video of still pictures. */
function isShown(track: VideoTrack, all: readonly VideoTrack[]): boolean {
  const sides = [readCount(track.Width) ?? 0, readCount(track.Height) ?? 0];
  if (sides.some((side) => side <= 0 || side > largestSide)) return false;
  const isStill = (each: VideoTrack) => stillPictures.has(each.Format ?? "");
  return !isStill(track) || all.every(isStill);
}

/** The order of all streams in the file; where it is unknown or not one for each, that of MediaInfo's answer. */
function streamIndexes(tracks: readonly Track[]): (track: Track) => number {
  // MPEG streams have orders such as `0-1`: programme, stream.
  const orders = tracks.map((track) => readCount(track.StreamOrder?.split("-").at(-1)));
  const areKnown = !orders.includes(null) && new Set(orders).size === tracks.length;
  const indexes = new Map(tracks.map((track, at) => [track, (areKnown ? orders[at] : at) ?? at]));
  return (track) => indexes.get(track) ?? 0;
}

function describeVideo(track: VideoTrack, streamIndex: number): VideoStream {
  const aspect = readNumber(track.DisplayAspectRatio);
  return {
    streamIndex,
    codec: videoCodec(track),
    profile: videoProfile(track),
    width: readCount(track.Width) ?? 0,
    height: readCount(track.Height) ?? 0,
    aspectRatio: aspect === null ? null : aspect.toFixed(2),
    frameRate: round(readNumber(track.FrameRate), 3),
    bitRate: readCount(track.BitRate),
    colorSpace: named(colorSpaces, track.matrix_coefficients),
    colorTransfer: named(colorTransfers, track.transfer_characteristics),
    colorPrimaries: named(colorPrimaries, track.colour_primaries),
    hdrFormat: hdrFormat(track),
  };
}

function describeAudio(track: AudioTrack, streamIndex: number, isDefaultTrack: boolean): AudioStream {
  // Where a core and an extension differ, MediaInfo writes "8 / 6": the first is the whole.
  const channels = readCount(track.Channels) ?? 0;
  return {
    streamIndex,
    codec: audioCodec(track),
    channels,
    channelLayout: channelLayout(channels, first(track.ChannelLayout)),
    sampleRate: readCount(track.SamplingRate),
    bitRate: readCount(track.BitRate),
    language: storedLanguage(first(track.Language)),
    title: trackTitle(track),
    isDefault: isDefaultTrack,
  };
}

function describeSubtitle(track: TextTrack, streamIndex: number): SubtitleStream {
  const title = trackTitle(track);
  return {
    streamIndex,
    codec: named(subtitleCodecs, track.Format) ?? "unknown",
    language: storedLanguage(first(track.Language)),
    title,
    // Many files say it in the title alone.
    isForced: isYes(track.Forced) || /\bforced\b/iu.test(title ?? ""),
    isDefault: isYes(track.Default),
  };
}

/** Formats without such a flag (AVI, MPEG) play their first sound track. */
function isDefault(tracks: readonly AudioTrack[], at: number): boolean {
  const flagged = tracks.some((track) => track.Default !== undefined);
  return flagged ? isYes(tracks[at]?.Default) : at === 0;
}

const usualLayouts: Readonly<Record<number, string>> = {
  1: "mono",
  2: "stereo",
  3: "2.1",
  4: "4.0",
  5: "5.0",
  6: "5.1",
  7: "6.1",
  8: "7.1",
};

function channelLayout(channels: number, positions: string | null): string | null {
  const names = positions?.split(" ") ?? [];
  if (channels <= 2 || names.length !== channels) return usualLayouts[channels] ?? null;
  const bass = names.filter((name) => name.startsWith("LFE")).length;
  return `${channels - bass}.${bass}`;
}
