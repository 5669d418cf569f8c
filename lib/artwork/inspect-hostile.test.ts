import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { crc32, createDeflate } from "node:zlib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { inspectImage } from "./inspect-image.ts";
import { lookAt } from "./look.ts";
import { drawing } from "./testing.ts";
import { maxImageBytes } from "./vocabulary.ts";

const inspect = (bytes: Uint8Array, name = "poster.jpg") => inspectImage({ bytes, name });
const poster = { width: 200, height: 300 };

describe("S9: a hostile picture is refused by name", () => {
  const html = Buffer.from("<!DOCTYPE html><html><body>Not found</body></html>");
  const svg = Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');

  test.each([
    ["a web page named as a picture", () => html, "unsupported", "poster.jpg is a web page. Use JPEG, PNG or WebP."],
    ["a drawing", () => svg, "unsupported", "poster.jpg is an SVG drawing. Use JPEG, PNG or WebP."],
    ["a GIF", () => drawing(1, poster).gif().toBuffer(), "unsupported", "poster.jpg is a GIF."],
    ["a TIFF", () => drawing(1, poster).tiff().toBuffer(), "unsupported", "poster.jpg is a TIFF."],
    ["a PDF", () => Buffer.from("%PDF-1.7"), "unsupported", "poster.jpg is a PDF."],
    ["nothing", () => Buffer.alloc(0), "unsupported", "poster.jpg is empty"],
    ["31 MB", () => Buffer.alloc(maxImageBytes + 1), "too_large", "poster.jpg has 30.0 MB"],
    ["a moving WebP", movingWebp, "unsupported", "poster.jpg is a moving picture."],
    ["a moving PNG", () => withChunk("acTL", Buffer.alloc(8, 1)), "unsupported", "poster.jpg is a moving picture."],
    ["an AVIF", () => drawing(1, { width: 16, height: 16 }).avif({ effort: 0 }).toBuffer(), "unsupported", "an AVIF"],
    ["one pixel", () => drawing(1, { width: 1, height: 1 }).png().toBuffer(), "unsupported", "has only 1 × 1 pixels"],
    ["a BMP", () => Buffer.from("BM\0\0\0\0"), "unsupported", "poster.jpg is a BMP."],
  ])("%s", async (_, make, code, message) => {
    const bytes = await make();
    await expect(inspect(bytes)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  test.each([
    ["a PNG of 16,000 pixels each way", () => pngOf(16_000, 16_000), "too_large", "has 16000 × 16000 pixels"],
    ["a PNG of 30,000 pixels each way", () => pngOf(30_000, 30_000), "too_large", "has 30000 × 30000 pixels"],
    ["a JPEG of 65,500 pixels each way", () => jpegOf(65_500), "too_large", "has 65500 × 65500 pixels"],
    ["a PNG of 100 × 30,000 pixels", () => pngOf(100, 30_000), "unsupported", "too narrow for any kind of artwork"],
  ])("%s, from its header alone", async (_, make, code, message) => {
    const bomb = await make();
    const before = process.memoryUsage().rss;
    await expect(inspect(bomb)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });

  test.each([
    ["a PNG of 30,000 pixels each way", () => pngOf(30_000, 30_000), "too_large"],
    ["a JPEG of 65,500 pixels each way", () => jpegOf(65_500), "too_large"],
    ["a PNG of 100 × 30,000 pixels", () => pngOf(100, 30_000), "unsupported"],
    ["a moving WebP", movingWebp, "unsupported"],
    ["a web page", async () => html, "unsupported"],
    ["a drawing", async () => svg, "unsupported"],
    ["a GIF", () => drawing(1, poster).gif().toBuffer(), "unsupported"],
    ["a JPEG that is cut off", async () => (await drawing(8, poster).jpeg().toBuffer()).subarray(0, 3000), "invalid"],
  ])("as a preview that is only compared too: %s", async (_, make, code) => {
    const bytes = await make();
    const before = process.memoryUsage().rss;
    await expect(lookAt({ bytes, name: "poster.jpg" })).rejects.toMatchObject({ code });
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });

  test("a WebP that claims 16,383 pixels each way is refused from its header alone", async () => {
    const bytes = Buffer.from(
      await drawing(1, { width: 10, height: 10 }).flatten().webp({ lossless: true }).toBuffer(),
    );
    const at = bytes.indexOf("VP8L");
    // Behind the name, the length and the mark of the format: 14 bits of width less one, 14 of height less one.
    bytes.writeUInt32LE(16_382 | (16_382 << 14), at + 9);
    await expect(inspect(bytes)).rejects.toMatchObject({ code: "too_large" });
  });

  test("a note that unpacks to 200 MB is not unpacked", async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 65);
    const note = await buffer(Readable.from(Array.from({ length: 200 }, () => megabyte)).pipe(createDeflate()));
    const bomb = await withChunk("zTXt", Buffer.concat([Buffer.from("Comment\0\0"), note]));
    const before = process.memoryUsage().rss;
    await inspect(bomb).catch((error: unknown) => expect(error).toMatchObject({ code: "invalid" }));
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });

  test("within 100 ms of work each", async () => {
    const hostile = [html, svg, Buffer.alloc(maxImageBytes + 1), await pngOf(30_000, 30_000), await jpegOf(65_500)];
    for (const bytes of hostile) {
      const spent: number[] = [];
      for (let turn = 0; turn < 3; turn++) {
        const before = process.cpuUsage();
        await expect(inspect(bytes)).rejects.toThrow("poster.jpg");
        const { user, system } = process.cpuUsage(before);
        spent.push((user + system) / 1000);
      }
      // The least of them: the first may start a thread.
      expect(Math.min(...spent)).toBeLessThan(100);
    }
  });

  test.each([
    ["a web page with a whole JPEG in it", [html, "jpeg"], "unsupported", "is a web page"],
    ["a GIF with a whole JPEG in it", ["GIF89a", "jpeg"], "unsupported", "is a GIF"],
    ["a PDF with a whole JPEG in it", ["%PDF-1.7\n", "jpeg"], "unsupported", "is a PDF"],
    ["a drawing behind the first bytes of a JPEG", ["\xff\xd8\xff", svg], "invalid", "is damaged or cut off"],
    ["a web page behind the first bytes of a PNG", ["\x89PNG\r\n\x1a\n", html], "invalid", "is damaged or cut off"],
    ["a JPEG behind the first bytes of a PNG", ["\x89PNG\r\n\x1a\n", "jpeg"], "invalid", "is damaged or cut off"],
    ["a web page behind the first bytes of a WebP", ["RIFF\xff\0\0\0WEBP", html], "invalid", "is damaged or cut off"],
  ])("a polyglot: %s", async (_, parts, code, message) => {
    const whole = await drawing(1, { width: 20, height: 30 }).jpeg().toBuffer();
    const bytes = parts.map((part) =>
      part === "jpeg" ? whole : typeof part === "string" ? Buffer.from(part, "latin1") : part,
    );
    await expect(inspect(Buffer.concat(bytes))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  test("a polyglot that is a whole JPEG first is a JPEG and nothing else", async () => {
    const script = Buffer.from("PK\x03\x04<script>alert(1)</script>");
    const image = await inspect(Buffer.concat([await drawing(2, poster).jpeg().toBuffer(), script]), "poster.html");
    expect(image).toMatchObject({ ...poster, format: "jpg" });
    for (const { bytes } of image.thumbnails) expect(Buffer.from(bytes).includes("script")).toBe(false);
  });

  test.each(["jpeg", "png", "webp"] as const)("a %s that is cut off", async (format) => {
    const whole = await drawing(8, poster).toFormat(format).toBuffer();
    const cut = whole.subarray(0, Math.floor(whole.length * 0.7));
    await expect(inspect(cut)).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("poster.jpg"),
    });
  });

  test("random bytes behind the right first ones", async () => {
    const bytes = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256));
    bytes.set([0xff, 0xd8, 0xff, 0xe0]);
    await expect(inspect(bytes)).rejects.toMatchObject({ code: "invalid" });
  });

  test("costs only itself: the next picture is read", async () => {
    await expect(inspect(html)).rejects.toThrow();
    expect(await inspect(await drawing(9, poster).png().toBuffer())).toMatchObject(poster);
  });
});

async function movingWebp(): Promise<Buffer> {
  const frames = await Promise.all([1, 2].map((seed) => drawing(seed, { width: 20, height: 20 }).png().toBuffer()));
  return sharp(frames, { join: { animated: true } })
    .webp()
    .toBuffer();
}

/** A small PNG whose header claims another size. */
async function pngOf(width: number, height: number): Promise<Buffer> {
  const bytes = Buffer.from(await drawing(1, { width: 10, height: 10 }).png().toBuffer());
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}

/** A small JPEG whose frame header claims to be this high and wide. */
async function jpegOf(side: number): Promise<Buffer> {
  const bytes = Buffer.from(await drawing(1, { width: 10, height: 10 }).jpeg().toBuffer());
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(side, frame + 5);
  bytes.writeUInt16BE(side, frame + 7);
  return bytes;
}

/** A small PNG with one more chunk behind its header. */
async function withChunk(type: string, data: Buffer): Promise<Buffer> {
  const bytes = await drawing(1, { width: 10, height: 10 }).png().toBuffer();
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([bytes.subarray(0, 33), length, body, sum, bytes.subarray(33)]);
}
