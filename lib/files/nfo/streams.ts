import { isDeepStrictEqual } from "node:util";
import { nfoLanguage, storedLanguage } from "../languages.ts";
import { kodiCodec, kodiHdr, storedCodec, storedHdr } from "./codecs.ts";
import type { NfoAudioStream, NfoEntity, NfoSubtitleStream, NfoVideoStream } from "./types.ts";
import { readFlag, readInteger, readNumber } from "./values.ts";
import { childrenOf, makeElement, textOf, type XmlElement } from "./xml-tree.ts";

/** Streams of `fileinfo`, under the names and units of a probe. */
export function readStreams(elements: readonly XmlElement[]): NfoEntity["streams"] {
  const details = elements.flatMap((element) => childrenOf(element, "streamdetails"));
  const all = (name: string) => details.flatMap((element) => childrenOf(element, name)).map(fieldsOf);
  return {
    video: all("video").map(readVideo),
    audio: all("audio").map(readAudio),
    subtitle: all("subtitle").map(readSubtitle),
  };
}

/** A stream that the file has keeps its element, with the fields Metarr does not know. */
export function writeStreams(elements: readonly XmlElement[], streams: NfoEntity["streams"]): XmlElement[] {
  const details = elements.flatMap((element) => childrenOf(element, "streamdetails"));
  const old = details.flatMap((element) => childrenOf(element));
  const again = <T>(
    name: string,
    read: (fields: Fields) => T,
    wanted: readonly T[],
    write: (stream: T) => XmlElement,
  ) => {
    const waiting = old.filter((element) => element.name === name);
    return wanted.map((stream) => {
      const at = waiting.findIndex((element) => isDeepStrictEqual(read(fieldsOf(element)), stream));
      return (at === -1 ? undefined : waiting.splice(at, 1)[0]) ?? write(stream);
    });
  };
  const children = [
    ...again("video", readVideo, streams.video, writeVideo),
    ...again("audio", readAudio, streams.audio, writeAudio),
    ...again("subtitle", readSubtitle, streams.subtitle, writeSubtitle),
    ...old.filter(({ name }) => !["video", "audio", "subtitle"].includes(name)),
  ];
  const others = elements.flatMap((element) => childrenOf(element)).filter(({ name }) => name !== "streamdetails");
  const [detail = makeElement("streamdetails", null)] = details;
  const [info = makeElement("fileinfo", null)] = elements;
  const inside = children.length > 0 ? [{ ...detail, children }, ...others] : others;
  return inside.length > 0 ? [{ ...info, children: inside }] : [];
}

function writeFields(name: string, fields: Readonly<Record<string, string | number | boolean | null>>): XmlElement {
  const filled = Object.entries(fields).filter(([, value]) => value !== null && value !== "");
  return makeElement(
    name,
    filled.map(([field, value]) => makeElement(field, value)),
  );
}

const codecName = (codec: string | null) => (codec === null ? null : kodiCodec(codec));
const languageName = (code: string | null) => (code === null ? null : nfoLanguage(code));

function writeVideo(video: NfoVideoStream): XmlElement {
  return writeFields("video", {
    codec: codecName(video.codec),
    aspect: video.aspectRatio,
    width: video.width,
    height: video.height,
    durationinseconds: video.durationSeconds === null ? null : Math.round(video.durationSeconds),
    stereomode: video.stereoMode,
    hdrtype: video.hdrFormat === null ? null : kodiHdr(video.hdrFormat),
    bitrate: video.bitRate,
    framerate: video.frameRate,
    language: languageName(video.language),
  });
}

function writeAudio(audio: NfoAudioStream): XmlElement {
  return writeFields("audio", {
    codec: codecName(audio.codec),
    language: languageName(audio.language),
    channels: audio.channels,
    bitrate: audio.bitRate,
    samplingrate: audio.sampleRate,
    default: audio.isDefault || null,
    forced: audio.isForced || null,
  });
}

function writeSubtitle(subtitle: NfoSubtitleStream): XmlElement {
  return writeFields("subtitle", {
    codec: codecName(subtitle.codec),
    language: languageName(subtitle.language),
    default: subtitle.isDefault || null,
    forced: subtitle.isForced || null,
  });
}

type Fields = ReadonlyMap<string, string>;

function fieldsOf(element: XmlElement): Fields {
  const filled = childrenOf(element).map((child): [string, string] => [child.name, textOf(child)]);
  return new Map(filled.filter(([, value]) => value !== ""));
}

function readVideo(fields: Fields): NfoVideoStream {
  return {
    codec: codecOf(fields),
    width: known(readInteger(fields.get("width"))),
    height: known(readInteger(fields.get("height"))),
    aspectRatio: known(readNumber(fields.get("aspect"))),
    frameRate: known(readNumber(fields.get("framerate"))),
    bitRate: known(readInteger(fields.get("bitrate"))),
    durationSeconds: known(readInteger(fields.get("durationinseconds"))),
    hdrFormat: storedHdr(fields.get("hdrtype") ?? ""),
    stereoMode: fields.get("stereomode")?.toLowerCase() ?? null,
    language: storedLanguage(fields.get("language")),
  };
}

function readAudio(fields: Fields): NfoAudioStream {
  return {
    codec: codecOf(fields),
    channels: known(readInteger(fields.get("channels"))),
    language: storedLanguage(fields.get("language")),
    bitRate: known(readInteger(fields.get("bitrate"))),
    sampleRate: known(readInteger(fields.get("samplingrate"))),
    isDefault: readFlag(fields.get("default")) ?? false,
    isForced: readFlag(fields.get("forced")) ?? false,
  };
}

function readSubtitle(fields: Fields): NfoSubtitleStream {
  return {
    codec: codecOf(fields),
    language: storedLanguage(fields.get("language")),
    isDefault: readFlag(fields.get("default")) ?? false,
    isForced: readFlag(fields.get("forced")) ?? false,
  };
}

function codecOf(fields: Fields): string | null {
  const codec = fields.get("codec");
  return codec === undefined ? null : storedCodec(codec);
}

function known(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}
