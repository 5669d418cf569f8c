import { describe, expect, test } from "vitest";
import { audioCodec, hdrFormat } from "./media-features.ts";
import { kodiCodec, kodiHdr, storedCodec } from "./nfo/codecs.ts";

describe("what cannot be generated is told by MediaInfo's fields, written down as it answers", () => {
  test.each([
    [
      {
        HDR_Format: "SMPTE ST 2094 App 4 / SMPTE ST 2086",
        HDR_Format_Compatibility: "HDR10+ Profile B / HDR10",
        transfer_characteristics: "PQ",
      },
      "HDR10+",
    ],
    [{ HDR_Format: "Dolby Vision", HDR_Format_Profile: "dvhe.05", transfer_characteristics: "PQ" }, "Dolby Vision 5"],
    [
      {
        HDR_Format: "Dolby Vision / SMPTE ST 2086",
        HDR_Format_Profile: "dvhe.07 / ",
        HDR_Format_Compatibility: "Blu-ray / HDR10",
        transfer_characteristics: "PQ",
      },
      "Dolby Vision 7 / HDR10",
    ],
    [
      {
        HDR_Format: "Dolby Vision / SMPTE ST 2094 App 4",
        HDR_Format_Profile: "dvhe.08 / ",
        transfer_characteristics: "PQ",
      },
      "Dolby Vision 8.1 / HDR10+",
    ],
    [
      { HDR_Format: "Dolby Vision", HDR_Format_Profile: "dvhe.08", transfer_characteristics: "HLG" },
      "Dolby Vision 8.4 / HLG",
    ],
    [
      {
        HDR_Format: "Dolby Vision / SMPTE ST 2094 App 4",
        HDR_Format_Profile: "dvhe.07 / ",
        HDR_Format_Compatibility: "Blu-ray / HDR10+ Profile B",
        transfer_characteristics: "PQ",
      },
      "Dolby Vision 7 / HDR10+",
    ],
    [
      { HDR_Format: "Dolby Vision", HDR_Format_Profile: "dvhe.08", HDR_Format_Compatibility: "SDR" },
      "Dolby Vision 8.2",
    ],
    [
      {
        HDR_Format: "Dolby Vision / SMPTE ST 2086",
        HDR_Format_Profile: "dav1.10 / ",
        HDR_Format_Compatibility: "HDR10 / HDR10",
        transfer_characteristics: "PQ",
      },
      "Dolby Vision 10 / HDR10",
    ],
    [{ HDR_Format: "Dolby Vision" }, "Dolby Vision"],
    [{ HDR_Format: "SMPTE ST 2086", HDR_Format_Compatibility: "HDR10", transfer_characteristics: "PQ" }, "HDR10"],
    [{ transfer_characteristics: "PQ" }, "HDR10"],
    [{ transfer_characteristics: "HLG / BT.2020 (10-bit)" }, "HLG"],
    [{ transfer_characteristics: "BT.709" }, null],
  ])("%j is %s", (track, expected) => {
    expect(hdrFormat({ "@type": "Video", ...track })).toBe(expected);
  });

  test.each([
    [
      {
        Format: "E-AC-3",
        Format_AdditionalFeatures: "JOC",
        Format_Commercial_IfAny: "Dolby Digital Plus with Dolby Atmos",
      },
      "eac3_ddp_atmos",
    ],
    [
      {
        Format: "MLP FBA",
        Format_AdditionalFeatures: "16-ch",
        Format_Commercial_IfAny: "Dolby TrueHD with Dolby Atmos",
      },
      "truehd_atmos",
    ],
    [{ Format: "DTS", Format_AdditionalFeatures: "XLL", Format_Commercial_IfAny: "DTS-HD Master Audio" }, "dtshd_ma"],
    [{ Format: "DTS", Format_AdditionalFeatures: "XLL X", Format_Commercial_IfAny: "DTS-HD MA + DTS:X" }, "dtshd_ma_x"],
    [{ Format: "DTS", Format_AdditionalFeatures: "XLL X IMAX" }, "dtshd_ma_x_imax"],
    [
      { Format: "DTS", Format_AdditionalFeatures: "XBR", Format_Commercial_IfAny: "DTS-HD High Resolution Audio" },
      "dtshd_hra",
    ],
    [{ Format: "MPEG Audio", Format_Profile: "Layer 2" }, "mp2"],
    [
      {
        Format: "MLP FBA AC-3",
        Format_AdditionalFeatures: "16-ch",
        Format_Commercial_IfAny: "Dolby TrueHD with Dolby Atmos",
      },
      "truehd_atmos",
    ],
    [{ Format: "MLP FBA", Format_Commercial_IfAny: "Dolby TrueHD" }, "truehd"],
    [{ Format: "E-AC-3", Format_Commercial_IfAny: "Dolby Digital Plus" }, "eac3"],
    [
      { Format: "DTS", Format_AdditionalFeatures: "XXCH XLL", Format_Commercial_IfAny: "DTS-HD Master Audio" },
      "dtshd_ma",
    ],
    [
      { Format: "DTS", Format_AdditionalFeatures: "ES XLL", Format_Commercial_IfAny: "DTS-HD Master Audio" },
      "dtshd_ma",
    ],
    [
      { Format: "DTS", Format_AdditionalFeatures: "XXCH XBR", Format_Commercial_IfAny: "DTS-HD High Resolution Audio" },
      "dtshd_hra",
    ],
    [{ Format: "DTS", Format_AdditionalFeatures: "LBR", Format_Commercial_IfAny: "DTS Express" }, "dts_express"],
    [{ Format: "DTS", Format_AdditionalFeatures: "ES", Format_Commercial_IfAny: "DTS-ES" }, "dts_es"],
    [{ Format: "DTS", Format_AdditionalFeatures: "ES XXCH", Format_Commercial_IfAny: "DTS-ES Discrete" }, "dts_es"],
    [{ Format: "DTS", Format_AdditionalFeatures: "X96", Format_Commercial_IfAny: "DTS 96/24" }, "dts_96_24"],
    [{ Format: "DTS" }, "dts"],
    [{ Format: "AAC", Format_AdditionalFeatures: "LC SBR PS" }, "aac"],
    [{ Format: "PCM" }, "pcm"],
    [
      { Format: "PCM", BitDepth: 16, Format_Settings_Endianness: "Little", Format_Settings_Sign: "Signed" },
      "pcm_s16le",
    ],
    [{ Format: "PCM", BitDepth: 24, Format_Settings_Endianness: "Big", Format_Settings_Sign: "Signed" }, "pcm_s24be"],
    [{ Format: "PCM", BitDepth: 8, Format_Settings_Sign: "Unsigned" }, "pcm_u8"],
    [{ Format: "PCM", BitDepth: 32, Format_Profile: "Float", Format_Settings_Endianness: "Little" }, "pcm_f32le"],
    [{ Format: "PCM", BitDepth: 16, MuxingMode: "DVD-Video" }, "pcm_dvd"],
  ])("%j is %s", (track, expected) => {
    expect(audioCodec({ "@type": "Audio", ...track })).toBe(expected);
  });
});

describe("an NFO has Kodi's names", () => {
  test.each([
    ["h264", "h264"],
    ["h265", "hevc"],
    ["av1", "av1"],
    ["vp9", "vp9"],
    ["mpeg2", "mpeg2video"],
    ["vc1", "vc1"],
    ["ac3", "ac3"],
    ["eac3", "eac3"],
    ["eac3_ddp_atmos", "eac3_ddp_atmos"],
    ["dts", "dca"],
    ["dtshd_ma", "dtshd_ma"],
    ["dtshd_hra", "dtshd_hra"],
    ["dtshd_ma_x", "dtshd_ma_x"],
    ["truehd", "truehd"],
    ["truehd_atmos", "truehd_atmos"],
    ["aac", "aac"],
    ["flac", "flac"],
    ["opus", "opus"],
    ["pcm_s16le", "pcm_s16le"],
    ["pgs", "hdmv_pgs_subtitle"],
  ])("%s is %s, and is read back", (stored, kodi) => {
    expect(kodiCodec(stored)).toBe(kodi);
    expect(storedCodec(kodi)).toBe(stored);
  });

  test.each([
    ["dts_es", "dca"],
    ["dts_96_24", "dca"],
    ["dts_express", "dca"],
    ["pcm", "pcm_s16le"],
  ])("%s is one of its %s", (stored, kodi) => {
    expect(kodiCodec(stored)).toBe(kodi);
  });

  test.each([
    ["Dolby Vision 5", "dolbyvision"],
    ["Dolby Vision 8.4 / HLG", "dolbyvision"],
    ["HDR10+", "hdr10plus"],
    ["HDR10", "hdr10"],
    ["HLG", "hlg"],
  ])("%s is %s", (stored, kodi) => {
    expect(kodiHdr(stored)).toBe(kodi);
  });
});
