import type { AudioTrack, VideoTrack } from "mediainfo.js";
import { audioCodecs, videoCodecs } from "./media-codecs.ts";
import { first, named, readText } from "./media-values.ts";

export function videoCodec(track: VideoTrack): string {
  if (track.Format === "MPEG Video") return track.Format_Version?.includes("1") ? "mpeg1" : "mpeg2";
  // Microsoft's two formats before MPEG-4 was finished carry its name.
  const early = /^(?:MP|DIV)([2-5])/iu.exec(track.CodecID ?? "")?.[1];
  if (track.Format === "MPEG-4 Visual" && early) return early === "2" ? "msmpeg4v2" : "msmpeg4v3";
  return named(videoCodecs, track.Format) ?? "unknown";
}

/** `High 10`, `Main 10`, `Profile 2`: with them the bit depth is known, which has no column of its own. */
export function videoProfile(track: VideoTrack): string | null {
  const profile = readText(first(track.Format_Profile) ?? undefined);
  return profile !== null && /^\d$/.test(profile) ? `Profile ${profile}` : profile;
}

/**
 * Names Dolby Vision with its profile, then the format of the layer that other players see:
 * `HDR10`, `HDR10+`, `HLG`, `Dolby Vision 5`, `Dolby Vision 8.1 / HDR10`, `Dolby Vision 7 / HDR10+`.
 */
export function hdrFormat(track: VideoTrack): string | null {
  const text = `${track.HDR_Format ?? ""} ${track.HDR_Format_Compatibility ?? ""}`;
  const transfer = track.transfer_characteristics ?? "";
  const profile = dolbyVisionProfile(track);
  const base = text.includes("2094") || text.includes("HDR10+") ? "HDR10+" : baseFormat(text, transfer, profile);
  if (profile === null) return base;
  const fallback = base === null ? "2" : base === "HLG" ? "4" : "1";
  const name = profile === "8" ? `Dolby Vision 8.${fallback}` : `Dolby Vision${profile && ` ${profile}`}`;
  return base === null ? name : `${name} / ${base}`;
}

function baseFormat(text: string, transfer: string, profile: string | null): string | null {
  if (transfer.includes("HLG") || text.includes("HLG")) return "HLG";
  // Profile 5 has colours of its own: without Dolby Vision it is green and purple, not HDR10.
  if (profile === "5") return null;
  return transfer.includes("PQ") || text.includes("2086") || text.includes("HDR10") ? "HDR10" : null;
}

/** `dvhe.08`, `dvav.09` or `dav1.10` → 8, 9, 10; an empty string for Dolby Vision of an unknown profile. */
function dolbyVisionProfile(track: VideoTrack): string | null {
  if (!track.HDR_Format?.includes("Dolby Vision")) return null;
  const digits = /\bd(?:v\w{2}|av1)\.(\d+)/.exec(track.HDR_Format_Profile ?? "")?.[1];
  return digits === undefined ? "" : String(Number(digits));
}

/** Codec with what sits on top of it, in Kodi's names: Atmos, DTS-HD, DTS:X; PCM with its depth. */
export function audioCodec(track: AudioTrack): string {
  const format = track.Format ?? "";
  const features = `${format} ${track.Format_AdditionalFeatures ?? ""} ${track.Format_Commercial_IfAny ?? ""} ${track.Format_Profile ?? ""}`;
  if (format === "MPEG Audio")
    return /Layer 3|^55$|L3$/.test(`${track.Format_Profile ?? track.CodecID ?? ""}`) ? "mp3" : "mp2";
  if (format.startsWith("AAC")) return "aac";
  // With the core that Blu-rays carry for older players: `MLP FBA AC-3 16-ch`.
  const family = Object.keys(audioCodecs).find((name) => `${format} `.startsWith(`${name} `));
  const codec = named(audioCodecs, family ?? format) ?? "unknown";
  if (codec === "eac3") return /\bJOC\b|Atmos/.test(features) ? "eac3_ddp_atmos" : "eac3";
  if (codec === "truehd") return /16-ch|Atmos/.test(features) ? "truehd_atmos" : "truehd";
  if (codec === "pcm") return pcmCodec(track);
  return codec === "dts" ? (dtsCodecs.find(([sign]) => sign.test(features))?.[1] ?? "dts") : codec;
}

/** The first that fits: an extension that carries everything comes before what it replaces. */
const dtsCodecs: readonly (readonly [RegExp, string])[] = [
  [/IMAX/, "dtshd_ma_x_imax"],
  [/XLL X|DTS:X/, "dtshd_ma_x"],
  [/XLL|Master Audio/, "dtshd_ma"],
  [/XBR|High Resolution/, "dtshd_hra"],
  [/LBR|Express/, "dts_express"],
  [/X96|96\/24/, "dts_96_24"],
  [/\bES\b|DTS-ES|XCh|XXCH/, "dts_es"],
];

/** `pcm_s16le` as ffmpeg names it: sign, bits, order of bytes. */
function pcmCodec(track: AudioTrack): string {
  if (track.MuxingMode === "Blu-ray") return "pcm_bluray";
  if (track.MuxingMode?.startsWith("DVD")) return "pcm_dvd";
  const bits = first(String(track.BitDepth ?? "")) ?? "";
  if (!/^(?:8|16|20|24|32|64)$/.test(bits)) return "pcm";
  const isFloat = track.Format_Profile === "Float";
  const sign = isFloat ? "f" : track.Format_Settings_Sign === "Unsigned" ? "u" : "s";
  const order = track.Format_Settings_Endianness === "Big" ? "be" : "le";
  return `pcm_${sign}${bits}${bits === "8" ? "" : order}`;
}
