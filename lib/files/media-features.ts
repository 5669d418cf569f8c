import type { AudioTrack, VideoTrack } from "mediainfo.js";
import { lookUp } from "./look-up.ts";
import { audioCodecs, videoCodecs } from "./media-codecs.ts";

export function videoCodec(track: VideoTrack): string {
  const format = track.Format ?? "unknown";
  if (format === "MPEG Video") return track.Format_Version?.includes("1") ? "mpeg1" : "mpeg2";
  return lookUp(videoCodecs, format) ?? format.toLowerCase();
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
  const fallback = lookUp({ HDR10: "1", "HDR10+": "1", HLG: "4" }, base ?? "") ?? "2";
  const name = profile === "8" ? `Dolby Vision 8.${fallback}` : `Dolby Vision${profile && ` ${profile}`}`;
  return base === null ? name : `${name} / ${base}`;
}

function baseFormat(text: string, transfer: string, profile: string | null): string | null {
  if (transfer.includes("HLG") || text.includes("HLG")) return "HLG";
  // Profile 5 has colours of its own: without Dolby Vision it is green and purple, not HDR10.
  if (profile === "5") return null;
  return transfer.includes("PQ") || text.includes("2086") || text.includes("HDR10") ? "HDR10" : null;
}

/** `dvhe.08` or `dvav.09` → 8, 9; an empty string for Dolby Vision of an unknown profile. */
function dolbyVisionProfile(track: VideoTrack): string | null {
  if (!track.HDR_Format?.includes("Dolby Vision")) return null;
  const digits = /dv\w{2}\.(\d+)/.exec(track.HDR_Format_Profile ?? "")?.[1];
  return digits === undefined ? "" : String(Number(digits));
}

/** Codec with what sits on top of it, in Kodi's names: Atmos, DTS-HD, DTS:X. */
export function audioCodec(track: AudioTrack): string {
  const format = track.Format ?? "unknown";
  const features = `${track.Format_AdditionalFeatures ?? ""} ${track.Format_Commercial_IfAny ?? ""} ${track.Format_Profile ?? ""}`;
  if (format === "MPEG Audio")
    return /Layer 3|^55$|L3$/.test(`${track.Format_Profile ?? track.CodecID ?? ""}`) ? "mp3" : "mp2";
  if (format.startsWith("AAC")) return "aac";
  const codec = lookUp(audioCodecs, format) ?? format.toLowerCase();
  if (codec === "eac3") return /\bJOC\b|Atmos/.test(features) ? "eac3_ddp_atmos" : "eac3";
  if (codec === "truehd") return /16-ch|Atmos/.test(features) ? "truehd_atmos" : "truehd";
  return codec === "dts" ? dtsCodec(features) : codec;
}

function dtsCodec(features: string): string {
  if (features.includes("IMAX")) return "dtshd_ma_x_imax";
  if (/XLL X|DTS:X/.test(features)) return "dtshd_ma_x";
  if (/XLL|Master Audio/.test(features)) return "dtshd_ma";
  if (/XBR|High Resolution/.test(features)) return "dtshd_hra";
  return "dts";
}
