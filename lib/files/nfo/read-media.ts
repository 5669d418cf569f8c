import { storedLanguage } from "../languages.ts";
import { storedCodec, storedHdr } from "./codecs.ts";
import type { Elements } from "./read-entity.ts";
import type { NfoArtwork, NfoAudioStream, NfoEntity, NfoSubtitleStream, NfoVideoStream } from "./types.ts";
import { readFlag, readInteger, readNumber } from "./values.ts";
import { attributeOf, childrenOf, textOf, type XmlElement } from "./xml.ts";

/** Pictures as addresses: `thumb` by its aspect (none means poster), `fanart` by its children. */
export function readArtwork(elements: Elements): NfoArtwork[] {
  const thumbs = elements.get("thumb") ?? [];
  const fanart = (elements.get("fanart") ?? []).flatMap((element) => childrenOf(element, "thumb"));
  return [
    ...thumbs.map((element) => readPicture(element, attributeOf(element, "aspect")?.trim().toLowerCase() || "poster")),
    ...fanart.map((element) => readPicture(element, "fanart")),
  ].filter((picture) => picture.url !== "");
}

function readPicture(element: XmlElement, type: string): NfoArtwork {
  const isSeason = attributeOf(element, "type")?.toLowerCase() === "season";
  return { type, url: textOf(element), season: isSeason ? readInteger(attributeOf(element, "season")) : null };
}

export function readStreams(elements: Elements): NfoEntity["streams"] {
  const details = (elements.get("fileinfo") ?? []).flatMap((element) => childrenOf(element, "streamdetails"));
  const all = (name: string) => details.flatMap((element) => childrenOf(element, name)).map(fieldsOf);
  return {
    video: all("video").map(readVideo),
    audio: all("audio").map(readAudio),
    subtitle: all("subtitle").map(readSubtitle),
  };
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
