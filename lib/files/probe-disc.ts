import type { AudioTrack, GeneralTrack, TextTrack } from "mediainfo.js";
import type { MediaTracks } from "./media-info.ts";

type Track = MediaTracks[number];

/** Where a disc keeps the languages of a stream file, with the letter case of its name; the left side is the stream. */
const companions: readonly (readonly [RegExp, string])[] = [
  [/VIDEO_TS\/(VTS_\d\d)_\d\.VOB$/, "VIDEO_TS/$1_0.IFO"],
  [/video_ts\/(vts_\d\d)_\d\.vob$/, "video_ts/$1_0.ifo"],
  [/BDMV\/STREAM\/(\d{5})\.m2ts$/, "BDMV/CLIPINF/$1.clpi"],
  [/BDMV\/STREAM\/(\d{5})\.M2TS$/, "BDMV/CLIPINF/$1.CLPI"],
];

/** The IFO of a DVD's title set or the clip information of a Blu-ray's stream, or null where the file is on no disc. */
export function discCompanion(path: string): string | null {
  const found = companions.find(([stream]) => stream.test(path));
  return found ? path.replace(...found) : null;
}

/**
 * Adds to the streams of a disc's file what only its companion knows: languages and titles by the stream's number, the
 * subtitles of a DVD (which have no pictures at the beginning to be found by), and how long the whole title set plays.
 */
export function mergeCompanion(tracks: MediaTracks, companion: MediaTracks): MediaTracks {
  const known = companion.filter((track) => track["@type"] === "Audio" || track["@type"] === "Text");
  const byId = new Map(known.map((track) => [`${track["@type"]} ${track.ID}`, track]));
  const merged = tracks.map((track): Track => {
    if (track["@type"] === "General") return withDuration(track, companion);
    if (track["@type"] !== "Audio" && track["@type"] !== "Text") return track;
    return withLanguage(track, byId.get(`${track["@type"]} ${track.ID}`));
  });
  const hasText = tracks.some((track) => track["@type"] === "Text");
  return hasText ? merged : [...merged, ...known.filter((track) => track["@type"] === "Text")];
}

function withDuration(track: GeneralTrack, companion: MediaTracks): GeneralTrack {
  const whole = companion.find((each): each is GeneralTrack => each["@type"] === "General")?.Duration ?? 0;
  return whole > (track.Duration ?? 0) ? { ...track, Duration: whole } : track;
}

function withLanguage<T extends AudioTrack | TextTrack>(track: T, known: Track | undefined): T {
  if (known === undefined || !("Language" in known) || track.Language !== undefined) return track;
  const more = "Language_More" in known ? known.Language_More : undefined;
  return {
    ...track,
    ...(known.Language === undefined ? {} : { Language: known.Language }),
    ...(more === undefined ? {} : { Language_More: more }),
  };
}
