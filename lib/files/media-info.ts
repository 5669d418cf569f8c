import type { AudioTrack, GeneralTrack, MediaInfoResult, TextTrack, VideoTrack } from "mediainfo.js";
import { AppError } from "#lib/errors.ts";
import { storedLanguage } from "./languages.ts";
import { lookUp } from "./look-up.ts";
import { colorPrimaries, colorSpaces, colorTransfers, containers, subtitleCodecs } from "./media-codecs.ts";
import { audioCodec, hdrFormat, videoCodec } from "./media-features.ts";
import type { AudioStream, MediaProbe, SubtitleStream, VideoStream } from "./media-probe.ts";

type MediaTracks = NonNullable<MediaInfoResult["media"]>["track"];

/**
 * Turns MediaInfo's answer into the streams as they are stored.
 * Throws AppError `unsupported` naming the file when there is no video in it.
 */
export function describeMedia(params: { path: string; sizeBytes: number; tracks: MediaTracks }): MediaProbe {
  const general = params.tracks.find((track): track is GeneralTrack => track["@type"] === "General");
  const video = params.tracks.filter((track): track is VideoTrack => track["@type"] === "Video");
  const audio = params.tracks.filter((track): track is AudioTrack => track["@type"] === "Audio");
  const text = params.tracks.filter((track): track is TextTrack => track["@type"] === "Text");
  const shown = video.filter((track) => (track.Width ?? 0) > 0 && (track.Height ?? 0) > 0);
  if (!general?.Format || shown.length === 0) throw noVideo(params.path, params.sizeBytes);
  return {
    container: lookUp(containers, general.Format) ?? general.Format.toLowerCase(),
    durationSeconds: round(number(general.Duration), 3),
    sizeBytes: params.sizeBytes,
    video: shown.map(describeVideo),
    audio: audio.map((track, at) => describeAudio(track, streamIndex(track, video.length + at), isDefault(audio, at))),
    subtitle: text.map((track, at) =>
      describeSubtitle(track, streamIndex(track, video.length + audio.length + at), isYes(track.Default)),
    ),
  };
}

function noVideo(path: string, sizeBytes: number): AppError {
  const what = sizeBytes === 0 ? "is empty" : "is not a video, or only its beginning was copied";
  return new AppError("unsupported", `${path} ${what}: no picture was found in it. Replace the file or remove it.`, {
    details: { path },
  });
}

function describeVideo(track: VideoTrack, at: number): VideoStream {
  const aspect = number(track.DisplayAspectRatio);
  return {
    streamIndex: streamIndex(track, at),
    codec: videoCodec(track),
    profile: first(track.Format_Profile),
    width: track.Width ?? 0,
    height: track.Height ?? 0,
    aspectRatio: aspect === null ? null : aspect.toFixed(2),
    frameRate: round(number(track.FrameRate), 3),
    bitRate: round(number(track.BitRate), 0),
    colorSpace: named(colorSpaces, track.matrix_coefficients),
    colorTransfer: named(colorTransfers, track.transfer_characteristics),
    colorPrimaries: named(colorPrimaries, track.colour_primaries),
    hdrFormat: hdrFormat(track),
  };
}

function describeAudio(track: AudioTrack, index: number, isDefaultTrack: boolean): AudioStream {
  // Where a core and an extension differ, MediaInfo writes "8 / 6": the first is the whole.
  const channels = number(track.Channels) ?? 0;
  return {
    streamIndex: index,
    codec: audioCodec(track),
    channels,
    channelLayout: channelLayout(channels, first(track.ChannelLayout)),
    sampleRate: number(track.SamplingRate),
    bitRate: round(number(track.BitRate), 0),
    language: storedLanguage(first(track.Language)),
    title: track.Title?.trim() || null,
    isDefault: isDefaultTrack,
  };
}

function describeSubtitle(track: TextTrack, index: number, isDefaultTrack: boolean): SubtitleStream {
  const format = first(track.Format) ?? "unknown";
  return {
    streamIndex: index,
    codec: lookUp(subtitleCodecs, format) ?? format.toLowerCase(),
    language: storedLanguage(first(track.Language)),
    title: track.Title?.trim() || null,
    isForced: isYes(track.Forced),
    isDefault: isDefaultTrack,
  };
}

/** Formats without such a flag (AVI, MPEG) play their first sound track. */
function isDefault(tracks: readonly AudioTrack[], at: number): boolean {
  const flagged = tracks.some((track) => track.Default !== undefined);
  return flagged ? isYes(tracks[at]?.Default) : at === 0;
}

function isYes(value: string | undefined): boolean {
  return first(value) === "Yes";
}

/** MPEG streams have orders such as `0-1`: programme, stream. */
function streamIndex(track: { StreamOrder?: string }, otherwise: number): number {
  const index = Number.parseInt(track.StreamOrder?.split("-").at(-1) ?? "", 10);
  return Number.isNaN(index) ? otherwise : index;
}

const usualLayouts: Readonly<Record<number, string>> = {
  1: "mono",
  2: "stereo",
  3: "2.1",
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

/** Values of container and stream are joined with " / "; the container's comes first. */
function first(value: string | undefined): string | null {
  return value?.split(" / ", 1)[0]?.trim() || null;
}

function number(value: unknown): number | null {
  const parsed = typeof value === "number" ? value : Number.parseFloat(String(value ?? ""));
  return Number.isFinite(parsed) ? parsed : null;
}

function round(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}

function named(names: Readonly<Record<string, string>>, value: string | undefined): string | null {
  const name = first(value);
  return name === null ? null : (lookUp(names, name) ?? name.toLowerCase());
}
