import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { findStreamFile } from "./probe-disc-files.ts";
import { probeFile } from "./probe-file.ts";

const kinds = join(import.meta.dirname, "../../e2e/fixtures/media/kinds");
const probe = (name: string) => probeFile({ path: join(kinds, name) });

test.each([
  // container, video codec, profile, range, audio codec, layout
  ["prores-alac.mov", "mov", "prores", "422", null, "alac", "stereo"],
  ["wmv2-wma.wmv", "asf", "wmv2", null, null, "wma", "stereo"],
  ["spark-mp3.flv", "flv", "flv1", null, null, "mp3", "mono"],
  ["mpeg1-mp2.mpg", "mpeg", "mpeg1", null, null, "mp2", "stereo"],
  ["theora-vorbis.ogv", "ogg", "theora", null, null, "vorbis", "stereo"],
  ["h263-aac.3gp", "3gp", "h263", "BaseLine", null, "aac", "mono"],
  ["vp8-pcm.mkv", "matroska", "vp8", null, null, "pcm_s24le", "stereo"],
  ["msmpeg4-pcm.avi", "avi", "msmpeg4v3", null, null, "pcm_s16le", "stereo"],
  ["h264-1080i-mp2.ts", "mpegts", "h264", "High", null, "mp2", "stereo"],
  ["h264-high10.mkv", "matroska", "h264", "High 10", null, undefined, undefined],
  ["vp9-profile2.webm", "webm", "vp9", "Profile 2", null, undefined, undefined],
  ["hdr10-plus.mkv", "matroska", "h265", "Main 10", "HDR10+", undefined, undefined],
  ["dolby-vision-5.mp4", "mp4", "h265", "Main 10", "Dolby Vision 5", undefined, undefined],
  ["dolby-vision-7.mp4", "mp4", "h265", "Main 10", "Dolby Vision 7 / HDR10", undefined, undefined],
  ["dolby-vision-8.4.mp4", "mp4", "h265", "Main 10", "Dolby Vision 8.4 / HLG", undefined, undefined],
  ["flags-chapters-attachments.mkv", "matroska", "h264", "High", null, "flac", "7.1"],
] as const)(
  "%s is %s with %s (%s, %s) and %s (%s)",
  async (name, container, codec, profile, hdrFormat, audio, layout) => {
    const found = await probe(name);
    expect(found).toMatchObject({ container, video: [{ codec, profile, hdrFormat }] });
    expect([found.audio[0]?.codec, found.audio[0]?.channelLayout]).toEqual([audio, layout]);
  },
);

test("flags that have no column stand in the title, and a forced track may say so in its title alone", async () => {
  const { audio, subtitle } = await probe("flags-chapters-attachments.mkv");
  expect(audio.map(({ language, title, isDefault }) => [language, title, isDefault])).toEqual([
    ["en", null, true],
    ["en", "Director and cast (Commentary)", false],
  ]);
  expect(
    subtitle.map(({ codec, language, title, isForced, isDefault }) => [codec, language, title, isForced, isDefault]),
  ).toEqual([
    ["srt", "en", "SDH", false, true],
    ["ass", "pt", null, true, false],
    ["srt", "zh", "Forced", true, false],
    ["srt", null, "Commentary", false, false],
    ["srt", "gsw", null, false, false],
  ]);
});

test("chapters, covers and attachments are no streams", async () => {
  for (const name of ["flags-chapters-attachments.mkv", "chapters-cover.mp4"]) {
    const { video } = await probe(name);
    expect(
      video.map(({ codec }) => codec),
      name,
    ).toEqual(["h264"]);
  }
  const { audio, subtitle } = await probe("chapters-cover.mp4");
  expect(audio).toMatchObject([{ streamIndex: 1, language: "sv" }]);
  expect(subtitle).toEqual([]);
});

test("the VOB of a DVD has the languages, subtitles and length of the IFO beside it", async () => {
  const found = await probe("VIDEO_TS/VTS_01_1.VOB");
  expect(found).toMatchObject({
    container: "mpeg",
    video: [{ streamIndex: 0, codec: "mpeg2", width: 720, height: 576, aspectRatio: "1.78" }],
    audio: [
      { streamIndex: 1, codec: "ac3", channelLayout: "5.1", language: "de", title: null },
      { streamIndex: 2, codec: "ac3", channelLayout: "stereo", language: "en", title: "Director's comments" },
    ],
    subtitle: [{ streamIndex: 3, codec: "vobsub", language: "fr" }],
  });
});

test("the file that players open of a disc stands for its main film", async () => {
  const root = mkdtempSync(join(tmpdir(), "metarr-dvd-"));
  const sizes = { "VIDEO_TS.IFO": 1, "VIDEO_TS.VOB": 900, "VTS_01_0.VOB": 950, "VTS_01_1.VOB": 800, "VTS_02_0.IFO": 1 };
  const parts = { "VTS_02_1.VOB": 500, "VTS_02_2.VOB": 400 };
  for (const [name, size] of Object.entries({ ...sizes, ...parts }))
    writeFileSync(join(root, name), Buffer.alloc(size));
  expect(await findStreamFile(join(root, "VIDEO_TS.IFO"))).toBe(join(root, "VTS_02_1.VOB"));
  expect(await findStreamFile(join(root, "VTS_01_1.VOB"))).toBe(join(root, "VTS_01_1.VOB"));

  mkdirSync(join(root, "BDMV/STREAM"), { recursive: true });
  for (const [name, size] of [
    ["00000.m2ts", 10],
    ["00800.m2ts", 90],
    ["00801.m2ts", 30],
    ["large.txt", 99],
  ] as const)
    writeFileSync(join(root, "BDMV/STREAM", name), Buffer.alloc(size));
  expect(await findStreamFile(join(root, "BDMV/index.bdmv"))).toBe(join(root, "BDMV/STREAM/00800.m2ts"));
  await expect(findStreamFile(join(root, "nowhere/index.bdmv"))).rejects.toMatchObject({ code: "disk" });
});

/** Clip information of a Blu-ray: streams by number with their coding type, attributes and language. */
function clipInformation(streams: readonly [pid: number, coding: number[], language: string][]): Buffer {
  const entries = streams.map(([pid, coding, language]) =>
    Buffer.concat([
      Buffer.from([pid >> 8, pid & 255, 21, ...coding]),
      Buffer.from(language),
      Buffer.alloc(18 - coding.length),
    ]),
  );
  const programs = Buffer.concat([Buffer.from([0, 1, 0, 0, 0, 0, 1, 0, streams.length, 0]), ...entries]);
  const bytes = Buffer.alloc(260 + programs.length + 8);
  bytes.write("HDMV0200", "latin1");
  // Where sequences, programmes, points of entry and marks start; the length of each stands before it.
  for (const [at, value] of [
    [8, 224],
    [12, 256],
    [16, 260 + programs.length],
    [20, 264 + programs.length],
  ] as const)
    bytes.writeUInt32BE(value, at);
  for (const [at, value] of [
    [40, 180],
    [224, 28],
    [256, programs.length],
  ] as const)
    bytes.writeUInt32BE(value, at);
  programs.copy(bytes, 260);
  return bytes;
}

test("the stream of a Blu-ray has the languages of its clip information", async () => {
  const root = mkdtempSync(join(tmpdir(), "metarr-disc-"));
  const [stream, clip] = [join(root, "BDMV/STREAM/00001.m2ts"), join(root, "BDMV/CLIPINF/00001.clpi")];
  for (const path of [stream, clip]) mkdirSync(dirname(path), { recursive: true });
  copyFileSync(join(kinds, "BDMV/STREAM/00001.m2ts"), stream);
  const languagesOf = async () =>
    (await probeFile({ path: stream })).audio.map(({ codec, language }) => [codec, language]);
  expect(await languagesOf()).toEqual([
    ["ac3", null],
    ["pcm_bluray", null],
  ]);
  writeFileSync(
    clip,
    clipInformation([
      [0x1011, [0x1b, 0x51], "\0\0\0"],
      [0x1100, [0x81, 0x31], "deu"],
      [0x1101, [0x80, 0x31], "jpn"],
      [0x1200, [0x90], "fra"],
    ]),
  );
  expect(await languagesOf()).toEqual([
    ["ac3", "de"],
    ["pcm_bluray", "ja"],
  ]);
  expect((await probeFile({ path: stream })).subtitle).toMatchObject([{ codec: "pgs", language: "fr" }]);
});
