import { isDeepStrictEqual } from "node:util";
import { nfoLanguage, storedLanguage } from "../languages.ts";
import { kodiCodec, kodiHdr, storedCodec, storedHdr } from "./codecs.ts";
import { isOtherStream } from "./same-stream.ts";
import type { NfoAudioStream, NfoEntity, NfoSubtitleStream, NfoVideoStream } from "./types.ts";
import { readFlag, readInteger, readNumber } from "./values.ts";
import { childrenOf, makeElement, textOf, withChild, type XmlElement } from "./xml-tree.ts";

/** Streams of `fileinfo`, under the names and units of a probe. */
export function readStreams(elements: readonly XmlElement[]): NfoEntity["streams"] {
  const details = elements.flatMap((element) => childrenOf(element, "streamdetails"));
  const all = (name: string) => details.flatMap((element) => childrenOf(element, name)).map(fieldsIn);
  return {
    video: all("video").map(readVideo),
    audio: all("audio").map(readAudio),
    subtitle: all("subtitle").map(readSubtitle),
  };
}

/** A stream that the file has keeps its element, with what Metarr does not know; only values that changed are written. */
export function writeStreams(elements: readonly XmlElement[], streams: NfoEntity["streams"]): XmlElement[] {
  const details = elements.flatMap((element) => childrenOf(element, "streamdetails"));
  const old = details.flatMap((element) => childrenOf(element));
  const children = [
    ...writeKind(old, streams.video, { name: "video", read: readVideo, fieldsOf: videoFields }),
    ...writeKind(old, streams.audio, { name: "audio", read: readAudio, fieldsOf: audioFields }),
    ...writeKind(old, streams.subtitle, { name: "subtitle", read: readSubtitle, fieldsOf: subtitleFields }),
    ...old.filter(({ name }) => !["video", "audio", "subtitle"].includes(name)),
  ];
  const others = elements.flatMap((element) => childrenOf(element)).filter(({ name }) => name !== "streamdetails");
  const [detail = makeElement("streamdetails", null)] = details;
  const [info = makeElement("fileinfo", null)] = elements;
  const inside = children.length > 0 ? [{ ...detail, children }, ...others] : others;
  return inside.length > 0 ? [{ ...info, children: inside }] : [];
}

/** What stands in the elements of a stream, by their names. */
type Written = Readonly<Record<string, string | number | boolean | null>>;

/** Each stream in the element that says the same, else in the one at its place, else in a new one. */
function writeKind<T extends object>(
  elements: readonly XmlElement[],
  streams: readonly T[],
  params: { name: "video" | "audio" | "subtitle"; read: (fields: Fields) => T; fieldsOf: (stream: T) => Written },
): XmlElement[] {
  const { name, read, fieldsOf } = params;
  const old = elements
    .filter((element) => element.name === name)
    .map((element) => {
      const stream = read(fieldsIn(element));
      return { element, stream, written: fieldsOf(stream) };
    });
  const free = new Set(old);
  const same = streams.map((stream) => {
    const written = fieldsOf(stream);
    const found = [...free].find((each) => isDeepStrictEqual(each.written, written));
    if (found) free.delete(found);
    return found?.element;
  });
  return streams.map((stream, at) => {
    const [present, inPlace] = [same[at], old[at]];
    if (present) return present;
    const isFree = inPlace && free.delete(inPlace) && !isOtherStream(name, inPlace.stream, stream);
    const [element, said] = isFree ? [inPlace.element, inPlace.written] : [makeElement(name, null), {}];
    return writeFields(element, said, fieldsOf(stream));
  });
}

function writeFields(element: XmlElement, said: Written, wanted: Written): XmlElement {
  return Object.entries(wanted).reduce(
    (result, [field, value]) => ((said[field] ?? null) === value ? result : withChild(result, [field], value)),
    element,
  );
}

const codecName = (codec: string | null) => (codec === null ? null : kodiCodec(codec));
const languageName = (code: string | null) => (code === null ? null : nfoLanguage(code));

function videoFields(video: NfoVideoStream): Written {
  return {
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
  };
}

function audioFields(audio: NfoAudioStream): Written {
  return {
    codec: codecName(audio.codec),
    language: languageName(audio.language),
    channels: audio.channels,
    bitrate: audio.bitRate,
    samplingrate: audio.sampleRate,
    default: audio.isDefault || null,
    forced: audio.isForced || null,
  };
}

function subtitleFields(subtitle: NfoSubtitleStream): Written {
  return {
    codec: codecName(subtitle.codec),
    language: languageName(subtitle.language),
    default: subtitle.isDefault || null,
    forced: subtitle.isForced || null,
  };
}

type Fields = ReadonlyMap<string, string>;

function fieldsIn(element: XmlElement): Fields {
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
