/** The streams of a media file as they are stored. Unknown values are null. */
export type VideoStream = {
  /** Position among all streams of the file, from 0. */
  streamIndex: number;
  /** `h264`, `h265`, `av1`, `vp9`, `mpeg2`, `mpeg4`, `msmpeg4v3`, `vc1`, `theora`, … */
  codec: string;
  /** As the format names it: `High 10`, `Main 10`, `Profile 2`. */
  profile: string | null;
  width: number;
  height: number;
  /** Display aspect such as `1.78`. */
  aspectRatio: string | null;
  frameRate: number | null;
  /** Bits per second. */
  bitRate: number | null;
  /** Names as ffprobe writes them: `bt709`, `bt2020nc`, `smpte2084`, `arib-std-b67`. */
  colorSpace: string | null;
  colorTransfer: string | null;
  colorPrimaries: string | null;
  /** `HDR10`, `HDR10+`, `HLG`, `Dolby Vision 5`, `Dolby Vision 8.1 / HDR10`: see docs/streams.md. */
  hdrFormat: string | null;
};

export type AudioStream = {
  streamIndex: number;
  /** `aac`, `ac3`, `eac3`, `eac3_ddp_atmos`, `truehd`, `truehd_atmos`, `dts`, `dts_es`, `dtshd_hra`, `dtshd_ma`, `dtshd_ma_x`, `flac`, `pcm_s16le`, … */
  codec: string;
  channels: number;
  /** `mono`, `stereo`, `2.1`, `5.1`, `7.1`. */
  channelLayout: string | null;
  /** Hertz. */
  sampleRate: number | null;
  bitRate: number | null;
  /** ISO 639-1, or ISO 639-2/B where there is no such code. */
  language: string | null;
  /** With `(Commentary)` or `(Audio description)` behind it where only a flag says so. */
  title: string | null;
  isDefault: boolean;
};

export type SubtitleStream = {
  streamIndex: number;
  /** `srt`, `ass`, `pgs`, `vobsub`, `vtt`, `tx3g`, … */
  codec: string;
  language: string | null;
  /** With `(SDH)` or `(Commentary)` behind it where only a flag says so. */
  title: string | null;
  isForced: boolean;
  isDefault: boolean;
};

export type MediaProbe = {
  /** The format's own name in lower case: `matroska`, `mp4`, `mov`, `avi`, `mpegts`, `mpeg`, `webm`, … */
  container: string;
  durationSeconds: number | null;
  sizeBytes: number;
  video: VideoStream[];
  audio: AudioStream[];
  subtitle: SubtitleStream[];
};
