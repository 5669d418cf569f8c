/** MediaInfo's names on the left, the stored names on the right. */
type Names = Readonly<Record<string, string>>;

export const containers: Names = {
  Matroska: "matroska",
  WebM: "webm",
  "MPEG-4": "mp4",
  QuickTime: "mov",
  AVI: "avi",
  "MPEG-TS": "mpegts",
  BDAV: "mpegts",
  "MPEG-PS": "mpeg",
  "MPEG Video": "mpeg",
  "Windows Media": "asf",
  "Flash Video": "flv",
  Ogg: "ogg",
  "DVD Video": "dvd",
  "ISO 9660": "iso",
  RealMedia: "rm",
  MXF: "mxf",
};

export const videoCodecs: Names = {
  AVC: "h264",
  HEVC: "h265",
  VVC: "h266",
  AV1: "av1",
  VP8: "vp8",
  VP9: "vp9",
  "MPEG-4 Visual": "mpeg4",
  "VC-1": "vc1",
  Theora: "theora",
  ProRes: "prores",
  WMV1: "wmv1",
  WMV2: "wmv2",
  WMV3: "vc1",
  JPEG: "mjpeg",
  "Sorenson Spark": "flv1",
  "H.263": "h263",
  VP6: "vp6",
  "RealVideo 3": "rv30",
  "RealVideo 4": "rv40",
  FFV1: "ffv1",
  "VC-3": "dnxhd",
  DV: "dvvideo",
};

export const audioCodecs: Names = {
  AAC: "aac",
  "AC-3": "ac3",
  "E-AC-3": "eac3",
  "AC-4": "ac4",
  "MLP FBA": "truehd",
  MLP: "mlp",
  DTS: "dts",
  FLAC: "flac",
  Opus: "opus",
  Vorbis: "vorbis",
  PCM: "pcm",
  ALAC: "alac",
  WMA: "wma",
  USAC: "xhe-aac",
  AMR: "amr",
  WavPack: "wavpack",
  TTA: "tta",
  "Monkey's Audio": "ape",
  Cooker: "cook",
  "MPEG-H 3D Audio": "mpegh",
  Speex: "speex",
};

export const subtitleCodecs: Names = {
  "UTF-8": "srt",
  SubRip: "srt",
  ASS: "ass",
  SSA: "ssa",
  PGS: "pgs",
  VobSub: "vobsub",
  WebVTT: "vtt",
  "Timed Text": "tx3g",
  "DVB Subtitle": "dvb",
  TTML: "ttml",
  "EIA-608": "eia608",
  "EIA-708": "eia708",
  "Teletext Subtitle": "teletext",
  RLE: "vobsub",
  Teletext: "teletext",
  TEXTST: "textst",
  XSUB: "xsub",
};

/** Right-hand names are those of ITU-T H.273 as ffprobe writes them. */
export const colorSpaces: Names = {
  "BT.709": "bt709",
  "BT.601": "smpte170m",
  "BT.470 System B/G": "bt470bg",
  "BT.2020 non-constant": "bt2020nc",
  "BT.2020 constant": "bt2020c",
  ICtCp: "ictcp",
  Identity: "gbr",
};

export const colorTransfers: Names = {
  "BT.709": "bt709",
  "BT.601": "smpte170m",
  PQ: "smpte2084",
  HLG: "arib-std-b67",
  "BT.2020 (10-bit)": "bt2020-10",
  "BT.2020 (12-bit)": "bt2020-12",
  Linear: "linear",
  "sRGB/sYCC": "iec61966-2-1",
};

export const colorPrimaries: Names = {
  "BT.709": "bt709",
  "BT.601 NTSC": "smpte170m",
  "BT.601 PAL": "bt470bg",
  "BT.2020": "bt2020",
  "Display P3": "smpte432",
  "DCI P3": "smpte431",
};
