import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isAppError } from "#lib/errors.ts";
import type { MediaProbe } from "./media-probe.ts";
import { probeMedia } from "./probe.ts";
import { probeFile } from "./probe-file.ts";
import { createThreadPool } from "./thread-pool.ts";
import { threadScript } from "./thread-script.ts";

const media = join(import.meta.dirname, "../../e2e/fixtures/media");
const kinds = join(media, "kinds");
const film = join(media, "h264-1080p-aac.mkv");
const folder = mkdtempSync(join(tmpdir(), "metarr-hostile-"));

function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("R12: a file that is still being written", () => {
  test.each([
    ["grows", (path: string) => appendFileSync(path, "more")],
    ["is written again at the same size", (path: string) => utimesSync(path, 1, 1)],
  ])("is refused as such when it %s while it is read", async (_, change) => {
    const path = join(folder, "copying.mkv");
    copyFileSync(film, path);
    // It is opened at once; what happens until its reader is there happens while it is read.
    const reading = probeFile({ path });
    change(path);
    await expect(reading).rejects.toMatchObject({
      code: "conflict",
      message: `${path} changed while it was read. It is looked at again when it is complete.`,
    });
    expect((await probeFile({ path })).video).toHaveLength(1);
  });
});

describe("S23: media as an attack", () => {
  test("a file that keeps its reader busy for minutes is given up in time, and the next one is read", async () => {
    const pool = createThreadPool<{ path: string }, MediaProbe>({
      script: threadScript(import.meta.url, "probe.thread.ts"),
      size: 1,
      timeoutMs: 1_500,
      describe: ({ path }) => path,
    });
    try {
      const path = join(kinds, "hangs.flv");
      await expect(pool.run({ path })).rejects.toMatchObject({
        code: "unsupported",
        message: expect.stringContaining(`${path} took longer than`),
      });
      // A new thread may need longer than so short a limit to start on a busy machine.
      const read = async (tries: number): Promise<MediaProbe> =>
        pool.run({ path: film }).catch((error) => (tries > 1 ? read(tries - 1) : Promise.reject(error)));
      expect((await read(8)).video).toMatchObject([{ codec: "h264" }]);
    } finally {
      await pool.close();
    }
  });

  test("nothing that a file names is opened, neither on the network nor beside it", async () => {
    let calls = 0;
    const canary = createServer((_, response) => {
      calls += 1;
      response.end();
    });
    await new Promise<void>((done) => canary.listen(0, "127.0.0.1", done));
    const { port } = canary.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/a.ts`;
    const secret = put("secret.mkv", readFileSync(film));
    const reference = (name: string, text: string) => put(name, text);
    const texts = [
      reference("playlist.mkv", `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${url}\n#EXTINF:1,\nfile://${secret}\n`),
      reference("concat.mp4", `ffconcat version 1.0\nfile '${url}'\nfile '${secret}'\n`),
      reference(
        "dash.mp4",
        `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>${url}</BaseURL></MPD>`,
      ),
      reference("asx.wmv", `<asx version="3.0"><entry><ref href="${url}"/></entry></asx>`),
      reference("sdp.ts", `v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video ${port} RTP/AVP 96\n`),
      put("reference.mov", withReference(url)),
    ];
    for (const path of texts) await expect(probeFile({ path }), path).rejects.toMatchObject({ code: "unsupported" });
    await expect(probeMedia(reference("link.strm", url))).rejects.toMatchObject({ code: "unsupported" });
    const external = put("external.mp4", withExternalData(readFileSync(join(media, "h264-720p-silent.m4v")), url));
    expect((await probeFile({ path: external })).video).toHaveLength(1);
    await new Promise((done) => canary.close(done));
    expect(calls).toBe(0);
  });

  test("an attachment is not written anywhere, whatever its name", async () => {
    const path = join(folder, "attachments.mkv");
    copyFileSync(join(kinds, "flags-chapters-attachments.mkv"), path);
    expect(readFileSync(path).includes("../../../../tmp/metarr-escaped.ttf")).toBe(true);
    const before = readdirSync(folder);
    await probeFile({ path });
    expect(readdirSync(folder)).toEqual(before);
    expect(existsSync("/tmp/metarr-escaped.ttf")).toBe(false);
  });

  test("text in a file is one short line when it is stored", async () => {
    const bytes = readFileSync(join(kinds, "flags-chapters-attachments.mkv"));
    bytes.write("Dir\u001b[31m\r\n\u202e", bytes.indexOf("Director and cast"), "utf8");
    const { audio } = await probeFile({ path: put("title.mkv", bytes) });
    expect(audio[1]?.title).toBe("Dir?[31m / cast (Commentary)");
  });

  test.each([
    ["zip.mkv", Buffer.from("PK\u0003\u0004\u0014\0\0\0\b\0film.mkv", "latin1")],
    ["png.mp4", Buffer.from("89504e470d0a1a0a0000000d4948445200000780000004380802000000", "hex")],
    ["jpeg.avi", Buffer.from("ffd8ffe000104a46494600010100000100010000", "hex")],
    ["rar.mkv", Buffer.from("Rar!\u001a\u0007\u0001\0part of a set", "latin1")],
    ["mp3.ts", Buffer.from("ID3\u0004\0\0\0\0\0\0", "latin1")],
    ["zeros.ts", Buffer.alloc(400_000)],
    ["giant.mkv", Buffer.from("1a45dfa3018000000000000042828800ffffffffff", "hex")],
    [
      "giant.mp4",
      Buffer.from("000000186674797069736f6d0000020069736f6d69736f32000000016d6f6f767fffffffffffffff", "hex"),
    ],
    ["giant.avi", Buffer.from("RIFF\xff\xff\xff\x7fAVI LIST\xff\xff\xff\x6fhdrl", "latin1")],
  ])("%s is refused as no video", async (name, bytes) => {
    await expect(probeFile({ path: put(name, bytes) })).rejects.toMatchObject({ code: "unsupported" });
  });

  test("a device or a pipe in place of a file is not read", async () => {
    await expect(probeFile({ path: "/dev/zero" })).rejects.toMatchObject({
      code: "unsupported",
      message: "/dev/zero is not a regular file, so it is not read.",
    });
  });

  test("hundreds of damaged files never throw anything but an AppError, and what is read can be stored", async () => {
    let seed = 5;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return (seed >>> 3) % below;
    };
    const names = [...readdirSync(media), ...readdirSync(kinds).map((name) => `kinds/${name}`)].filter(
      (name) => /\.\w+$/.test(name) && !/broken|hangs/.test(name) && statSync(join(media, name)).size < 25_000,
    );
    const path = join(folder, "damaged.bin");
    let [read, refused] = [0, 0];
    for (let round = 0; round < 8; round += 1) {
      for (const name of names) {
        const bytes = readFileSync(join(media, name));
        const head = [64, 512, 4096, bytes.length][round % 4] ?? 64;
        if (round % 5 === 4) for (let at = 24 + random(200); at < bytes.length; at += 1) bytes[at] = random(256);
        else
          for (let hit = 0; hit < 20; hit += 1)
            bytes[random(Math.min(head, bytes.length))] = [0, 127, 255, random(256)][random(4)] ?? 0;
        writeFileSync(path, bytes);
        const result = await probeFile({ path }).catch((error: unknown) => error);
        if (result instanceof Error) {
          expect(isAppError(result, "unsupported"), `${name} ${round}: ${result.message}`).toBe(true);
          refused += 1;
        } else {
          expect(faultsOf(result), `${name} ${round}`).toEqual([]);
          read += 1;
        }
      }
    }
    expect(read).toBeGreaterThan(50);
    expect(refused).toBeGreaterThan(50);
  });
});

/** Values that a column cannot hold or a page cannot show. */
function faultsOf(probe: unknown): string[] {
  const faults: string[] = [];
  JSON.stringify(probe, (key, value: unknown) => {
    if (typeof value === "number" && !(Number.isFinite(value) && value >= 0 && value < 2 ** 31))
      faults.push(`${key} ${value}`);
    if (typeof value === "string" && (value.length > 330 || /\p{Cc}/u.test(value) || !value.isWellFormed()))
      faults.push(`${key} ${value}`);
    return value;
  });
  return faults;
}

function box(name: string, ...content: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(content.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(name, 4, "latin1");
  return Buffer.concat([head, body]);
}

/** A QuickTime file that is nothing but the address of another. */
function withReference(url: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(url.length + 1, 0);
  const address = box("rdrf", "\0\0\0\0url ", length, `${url}\0`);
  return Buffer.concat([box("ftyp", "qt  \0\0\0\0qt  "), box("moov", box("rmra", box("rmda", address)))]);
}

/** The same film, its data said to lie at an address: `url ` with flag 0 for "not in this file". */
function withExternalData(bytes: Buffer, url: string): Buffer {
  const at = bytes.indexOf("dref") - 4;
  const old = bytes.readUInt32BE(at);
  const reference = box("dref", "\0\0\0\0\0\0\0\u0001", box("url ", "\0\0\0\0", `${url}\0`));
  const grown = reference.length - old;
  const result = Buffer.concat([bytes.subarray(0, at), reference, bytes.subarray(at + old)]);
  for (const name of ["moov", "trak", "mdia", "minf", "dinf"]) {
    const start = bytes.indexOf(name) - 4;
    result.writeUInt32BE(bytes.readUInt32BE(start) + grown, start);
  }
  return result;
}
