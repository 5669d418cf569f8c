import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type MediaFixture, makeMovieLibrary, mediaFixtures, mediaPath } from "#e2e/fixtures/library.ts";
import { closeProbe, probeMedia } from "./probe.ts";

afterAll(closeProbe);

const probe = (media: MediaFixture) => probeMedia(mediaPath(media));

describe("the streams of a real file", () => {
  test("an ordinary film has its picture, sound and subtitles with their flags", async () => {
    expect(await probe("h264-1080p-aac.mkv")).toEqual({
      container: "matroska",
      durationSeconds: 1.021,
      sizeBytes: 4448,
      video: [
        {
          streamIndex: 0,
          codec: "h264",
          profile: "High",
          width: 1920,
          height: 1080,
          aspectRatio: "1.78",
          frameRate: 24,
          bitRate: null,
          colorSpace: null,
          colorTransfer: null,
          colorPrimaries: null,
          hdrFormat: null,
        },
      ],
      audio: [
        {
          streamIndex: 1,
          codec: "aac",
          channels: 2,
          channelLayout: "stereo",
          sampleRate: 48_000,
          bitRate: null,
          language: "en",
          title: "Stereo",
          isDefault: true,
        },
      ],
      subtitle: [
        { streamIndex: 2, codec: "srt", language: "en", title: "English", isForced: false, isDefault: false },
        { streamIndex: 3, codec: "srt", language: "de", title: null, isForced: true, isDefault: false },
      ],
    });
  });

  test.each([
    ["hevc-2160p-hdr10-eac3.mkv", "h265", "HDR10", "eac3", "5.1"],
    ["hevc-2160p-hlg-flac.mkv", "h265", "HLG", "flac", "5.1"],
    ["hevc-2160p-dolby-vision.mp4", "h265", "Dolby Vision 8.1 / HDR10", undefined, undefined],
    ["av1-1080p-opus.mkv", "av1", null, "opus", "stereo"],
    ["vp9-1080p-opus.webm", "vp9", null, "opus", "5.1"],
    ["mpeg2-576p-ac3.m2ts", "mpeg2", null, "ac3", "stereo"],
    ["xvid-480p-mp3.avi", "mpeg4", null, "mp3", "stereo"],
    ["h264-1080p-dts.mkv", "h264", null, "dts", "5.1"],
    ["h264-1080p-truehd.mkv", "h264", null, "truehd", "5.1"],
    ["h264-720p-silent.m4v", "h264", null, undefined, undefined],
    ["h264-scope-aac.mp4", "h264", null, "aac", "stereo"],
  ] as const)("%s is %s, %s, %s, %s", async (media, video, hdr, audio, layout) => {
    const found = await probe(media);
    expect(found.video[0]).toMatchObject({ codec: video, hdrFormat: hdr });
    expect([found.audio[0]?.codec, found.audio[0]?.channelLayout]).toEqual([audio, layout]);
  });

  test("colours of HDR are named as ffprobe names them", async () => {
    const { video } = await probe("hevc-2160p-hdr10-eac3.mkv");
    expect(video[0]).toMatchObject({ colorSpace: "bt2020nc", colorTransfer: "smpte2084", colorPrimaries: "bt2020" });
  });

  test("two sound tracks keep their order, language, title and default", async () => {
    const { audio } = await probe("h264-720p-ac3-two-languages.mkv");
    expect(audio.map(({ language, title, isDefault }) => [language, title, isDefault])).toEqual([
      ["de", null, true],
      ["en", "Director's commentary", false],
    ]);
  });

  test("a copy made for a test library has the length it was given and bytes of its own", async () => {
    const root = mkdtempSync(join(tmpdir(), "metarr-probe-"));
    const films = ["A", "B"].map(
      (name) => ({ file: `${name}.mkv`, media: "h264-1080p-aac.mkv", minutes: 136 }) as const,
    );
    const [first = ""] = await makeMovieLibrary(root, films);
    expect((await probeMedia(first)).durationSeconds).toBe(136 * 60);
  });
});

describe("a file that cannot be probed", () => {
  test.each([
    ["broken-text.mkv", "is not a video, or only its beginning was copied"],
    ["broken-html.mp4", "is not a video, or only its beginning was copied"],
    ["broken-empty.mkv", "is empty"],
  ] as const)("%s is refused with its name and the reason", async (media, reason) => {
    await expect(probe(media)).rejects.toMatchObject({
      code: "unsupported",
      message: `${mediaPath(media)} ${reason}: no picture was found in it. Replace the file or remove it.`,
    });
  });

  test("that lost its end still tells what its beginning says", async () => {
    expect((await probe("broken-truncated.mkv")).video).toMatchObject([{ width: 1920, height: 1080 }]);
  });

  test("that is not there, a folder or a stream link is an error that names it", async () => {
    await expect(probeMedia("/nowhere/film.mkv")).rejects.toMatchObject({
      code: "disk",
      message: "Could not read the file /nowhere/film.mkv: it does not exist any more.",
    });
    await expect(probeMedia(tmpdir())).rejects.toMatchObject({ code: "unsupported" });
    await expect(probeMedia("/films/a.strm")).rejects.toMatchObject({ code: "unsupported" });
  });

  test("S23: random bytes after a real beginning never harm the next file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "metarr-fuzz-"));
    const real = readFileSync(mediaPath("h264-1080p-aac.mkv"));
    let seed = 7;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed;
    };
    const paths = Array.from({ length: 40 }, (_, at) => {
      const bytes = Buffer.from(real);
      for (let hit = 0; hit < 30; hit += 1) bytes[random() % bytes.length] = random() % 256;
      const path = join(folder, `${at}.mkv`);
      writeFileSync(path, bytes);
      return path;
    });
    const results = await Promise.allSettled(paths.map((path) => probeMedia(path)));
    const refused = results.filter((result) => result.status === "rejected");
    for (const { reason } of refused) expect(reason.message).toContain(folder);
    expect((await probe("h264-1080p-aac.mkv")).video).toHaveLength(1);
  });

  test("that may not be read is an error that says who must be let in", () => {
    const folder = mkdtempSync(join(tmpdir(), "metarr-closed-"));
    const path = join(folder, "film.mkv");
    copyFileSync(mediaPath("h264-1080p-aac.mkv"), path);
    chmodSync(folder, 0o755);
    chmodSync(path, 0o000);
    const script = join(folder, "probe.mjs");
    const module = JSON.stringify(new URL("./probe.ts", import.meta.url).href);
    writeFileSync(
      script,
      `const { probeMedia } = await import(${module});\nawait probeMedia(${JSON.stringify(path)}).catch((error) => console.log(error.message));\n`,
    );
    // Permissions do not stop root, so the probe runs as nobody where we are root.
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const { stdout } = spawnSync(process.execPath, [script], { encoding: "utf8", ...user });
    expect(stdout.trim()).toBe(
      `Could not read the file ${path}: Metarr has no permission. Give the user that runs Metarr access to it.`,
    );
  });
});

test("every fixture is known by its name", () => {
  const names = readdirSync(join(mediaPath("broken-empty.mkv"), ".."));
  expect(names.filter((name) => name !== "kinds").sort()).toEqual([...mediaFixtures]);
});
