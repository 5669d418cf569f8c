import { lookUp } from "../look-up.ts";

/** Stored name on the left, Kodi's on the right, where they differ (ffmpeg's names, lower case). */
const kodiNames: Readonly<Record<string, string>> = {
  h265: "hevc",
  h266: "vvc",
  mpeg2: "mpeg2video",
  mpeg1: "mpeg1video",
  dts: "dca",
  wma: "wmav2",
  amr: "amr_nb",
  srt: "subrip",
  pgs: "hdmv_pgs_subtitle",
  vobsub: "dvd_subtitle",
  vtt: "webvtt",
  tx3g: "mov_text",
  dvb: "dvb_subtitle",
  teletext: "dvb_teletext",
  eia608: "eia_608",
  textst: "hdmv_text_subtitle",
};

/** Finer than Kodi's names, so they are not told again when an NFO is read. */
const kodiFamilies: Readonly<Record<string, string>> = {
  dts_es: "dca",
  dts_96_24: "dca",
  dts_express: "dca",
  "xhe-aac": "aac",
  pcm: "pcm_s16le",
};

const storedNames: ReadonlyMap<string, string> = new Map([
  ...Object.entries(kodiNames).map(([stored, kodi]): [string, string] => [kodi, stored]),
  ["avc", "h264"],
  ["avc1", "h264"],
  ["x264", "h264"],
  ["x265", "h265"],
  ["hvc1", "h265"],
  ["dtshd_x", "dtshd_ma_x"],
  ["sup", "pgs"],
]);

export function kodiCodec(stored: string): string {
  return lookUp(kodiNames, stored) ?? lookUp(kodiFamilies, stored) ?? stored;
}

export function storedCodec(written: string): string {
  const name = written.toLowerCase();
  return storedNames.get(name) ?? name;
}

const hdrNames: Readonly<Record<string, string>> = {
  dolbyvision: "Dolby Vision",
  hdr10: "HDR10",
  hdr10plus: "HDR10+",
  "hdr10+": "HDR10+",
  hlg: "HLG",
};

export function storedHdr(written: string): string | null {
  return lookUp(hdrNames, written.toLowerCase().replaceAll(" ", "")) ?? null;
}

/** Kodi's `hdrtype`: of a file that has several, what its best player shows. */
export function kodiHdr(stored: string): string | null {
  if (stored.startsWith("Dolby Vision")) return "dolbyvision";
  if (stored.startsWith("HDR10+")) return "hdr10plus";
  return lookUp({ HDR10: "hdr10", HLG: "hlg" }, stored) ?? null;
}
