import { isOtherStream } from "#lib/files/nfo/same-stream.ts";
import { emptyEntity, type NfoEntity } from "#lib/files/nfo/types.ts";
import type { MediaPart, Streams } from "./facts.ts";
import type { Before } from "./nfo-fields.ts";

/**
 * Streams of the main file. What its probe does not tell (the language of a picture, a stereo mode, a forced sound track) is
 * what the NFO said of the stream at the same place. Without any stream (a disc image, a failed probe) the NFO keeps those
 * it had.
 */
export function streamsOf(
  { filePath, parts, streams }: { filePath: string; parts: readonly MediaPart[]; streams: Streams },
  before: Before,
): NfoEntity["streams"] {
  const main = parts.find((part) => part.path === filePath);
  const ofMain = <T extends { mediaPartId: number | null }>(rows: readonly T[]) =>
    rows.filter((row) => row.mediaPartId === null || row.mediaPartId === main?.id);
  const video = ofMain(streams.video);
  const audio = ofMain(streams.audio);
  const said = before?.streams ?? emptyEntity.streams;
  if (video.length === 0 && audio.length === 0) return said;
  return {
    video: video.map((stream, at) => {
      const { codec, width, height, hdrFormat } = stream;
      const old = sameAs("video", stream, said.video[at]);
      return {
        codec,
        width,
        height,
        aspectRatio: numberOf(stream.aspectRatio) ?? old?.aspectRatio ?? null,
        frameRate: stream.frameRate ?? old?.frameRate ?? null,
        bitRate: stream.bitRate ?? old?.bitRate ?? null,
        durationSeconds: main?.durationSeconds ?? old?.durationSeconds ?? null,
        hdrFormat,
        stereoMode: old?.stereoMode ?? null,
        language: old?.language ?? null,
      };
    }),
    audio: audio.map((stream, at) => {
      const { codec, channels, isDefault } = stream;
      const old = sameAs("audio", stream, said.audio[at]);
      return {
        codec,
        channels,
        language: stream.language ?? old?.language ?? null,
        bitRate: stream.bitRate ?? old?.bitRate ?? null,
        sampleRate: stream.sampleRate ?? old?.sampleRate ?? null,
        isDefault,
        isForced: old?.isForced ?? false,
      };
    }),
    subtitle: ofMain(streams.subtitle).map((stream, at) => {
      const { isDefault, isForced } = stream;
      const old = sameAs("subtitle", stream, said.subtitle[at]);
      return {
        codec: stream.codec ?? old?.codec ?? null,
        language: stream.language ?? old?.language ?? null,
        isDefault,
        isForced,
      };
    }),
  };
}

function sameAs<T extends object>(
  kind: Parameters<typeof isOtherStream>[0],
  now: object,
  old: T | undefined,
): T | undefined {
  return old && !isOtherStream(kind, old, now) ? old : undefined;
}

function numberOf(text: string | null): number | null {
  const value = Number.parseFloat(text ?? "");
  return Number.isFinite(value) && value > 0 ? value : null;
}
