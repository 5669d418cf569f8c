import { expect, test } from "vitest";
import { describeMedia, type MediaTracks } from "./media-info.ts";

const describe = (tracks: MediaTracks) => describeMedia({ path: "/films/a.mkv", sizeBytes: 5, tracks });
const general = { "@type": "General", Format: "Matroska", Duration: 8160.5 } as const;
const video = { "@type": "Video", StreamOrder: "0", Format: "HEVC", Width: 1920, Height: 1080 } as const;

/** Constructed from the fields with which MediaInfo answers for the remux of an Ultra HD Blu-ray. */
const remux: MediaTracks = [
  general,
  {
    ...video,
    Format_Profile: "Main 10",
    HDR_Format: "Dolby Vision / SMPTE ST 2094 App 4",
    HDR_Format_Profile: "dvhe.07 / ",
    HDR_Format_Compatibility: "Blu-ray / HDR10+ Profile B",
    Width: 3840,
    Height: 2160,
    DisplayAspectRatio: 1.778,
    FrameRate: 23.976024,
    BitRate: 61_234_567,
    matrix_coefficients: "BT.2020 non-constant",
    transfer_characteristics: "PQ",
    colour_primaries: "BT.2020",
  },
  {
    "@type": "Audio",
    StreamOrder: "1",
    Format: "MLP FBA",
    Format_AdditionalFeatures: "16-ch",
    Format_Commercial_IfAny: "Dolby TrueHD with Dolby Atmos",
    Channels: 8,
    ChannelLayout: "L R C LFE Ls Rs Lb Rb",
    SamplingRate: 48_000,
    BitRate: 4_000_000,
    Language: "en",
    Title: "TrueHD Atmos 7.1",
    Default: "Yes",
  },
  {
    "@type": "Audio",
    StreamOrder: "2",
    Format: "AC-3",
    Channels: 2,
    ChannelLayout: "L R",
    Language: "en",
    Title: "Commentary by the director",
    ServiceKind: "C",
    Default: "No",
  },
  { "@type": "Audio", StreamOrder: "3", Format: "AC-3", Channels: 6, Language: "en", ServiceKind: "VI", Default: "No" },
  {
    "@type": "Text",
    StreamOrder: "4",
    Format: "PGS",
    Language: "en",
    Title: "English",
    ServiceKind: "HI",
    Default: "No",
    Forced: "No",
  },
  { "@type": "Text", StreamOrder: "5", Format: "PGS", Language: "fr-CA", Default: "Yes", Forced: "Yes" },
  { "@type": "Image", Format: "JPEG", Width: 600, Height: 882 },
  { "@type": "Menu" },
];

test("a remux has its ranges, objects, roles and flags", () => {
  const found = describe(remux);
  expect(found.video).toEqual([
    {
      streamIndex: 0,
      codec: "h265",
      profile: "Main 10",
      width: 3840,
      height: 2160,
      aspectRatio: "1.78",
      frameRate: 23.976,
      bitRate: 61_234_567,
      colorSpace: "bt2020nc",
      colorTransfer: "smpte2084",
      colorPrimaries: "bt2020",
      hdrFormat: "Dolby Vision 7 / HDR10+",
    },
  ]);
  expect(
    found.audio.map(({ codec, channelLayout, title, isDefault }) => [codec, channelLayout, title, isDefault]),
  ).toEqual([
    ["truehd_atmos", "7.1", "TrueHD Atmos 7.1", true],
    ["ac3", "stereo", "Commentary by the director", false],
    ["ac3", "5.1", "Audio description", false],
  ]);
  expect(found.subtitle).toEqual([
    { streamIndex: 4, codec: "pgs", language: "en", title: "English (SDH)", isForced: false, isDefault: false },
    { streamIndex: 5, codec: "pgs", language: "fr", title: null, isForced: true, isDefault: true },
  ]);
});

test("a track of still pictures beside the film is its cover; alone it is the film", () => {
  const cover = { "@type": "Video", Format: "JPEG", Width: 600, Height: 900 } as const;
  expect(describe([general, { ...cover, StreamOrder: "0" }, { ...video, StreamOrder: "1" }]).video).toMatchObject([
    { streamIndex: 1, codec: "h265" },
  ]);
  expect(describe([general, cover]).video).toMatchObject([{ codec: "mjpeg" }]);
});

test("streams that share an order in the file are counted through", () => {
  const audio = { "@type": "Audio", StreamOrder: "0", Format: "AC-3", Channels: 2 } as const;
  const found = describe([general, video, audio, { ...audio }]);
  expect([...found.video, ...found.audio].map(({ streamIndex }) => streamIndex)).toEqual([0, 1, 2]);
});

test("S23: what no column holds is unknown, and a picture of impossible size is none", () => {
  const found = describe([
    { ...general, Duration: 1e30 },
    { ...video, BitRate: 1e12, FrameRate: Number.POSITIVE_INFINITY },
    { "@type": "Audio", Format: "a".repeat(9000), Channels: 4_294_967_295, SamplingRate: -1, Title: "\u0000\ud800" },
  ]);
  expect(found).toMatchObject({
    durationSeconds: null,
    video: [{ bitRate: null, frameRate: null }],
    audio: [{ channels: 0, sampleRate: null, codec: "a".repeat(300), title: "\ufffd" }],
  });
  expect(() => describe([general, { ...video, Width: 4_294_967_295 }])).toThrow("no picture was found in it");
});
