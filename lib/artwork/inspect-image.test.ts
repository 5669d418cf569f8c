import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { inspectImage } from "./inspect-image.ts";
import { hammingDistance } from "./picture-hashes.ts";
import { drawing } from "./testing.ts";
import { thumbnailFor, thumbnailsFor } from "./thumbnails.ts";
import { maxImageBytes, nearDuplicateBits } from "./vocabulary.ts";

const inspect = (bytes: Uint8Array, name = "poster.jpg") => inspectImage({ bytes, name });
const poster = { width: 1000, height: 1500 };

describe("a good picture", () => {
  test("is described and gets its thumbnails from one decode", async () => {
    const bytes = await drawing(1, poster).jpeg().toBuffer();
    const image = await inspect(bytes);
    expect(image).toMatchObject({ ...poster, format: "jpg", hasAlpha: false, foregroundRatio: null });
    expect(image.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(image.perceptualHash).toMatch(/^[0-9a-f]{16}$/);
    expect(image.thumbhash.length).toBeGreaterThan(20);
    const sizes = await Promise.all(
      image.thumbnails.map(async ({ bytes: each }) => (await sharp(each).metadata()).width),
    );
    expect(image.thumbnails.map(({ width }) => width)).toEqual([150, 300, 600, 1200]);
    expect(sizes).toEqual([150, 300, 600, 1000]);
  });

  test("keeps what is see-through", async () => {
    const half = sharp({ create: { width: 800, height: 310, channels: 4, background: "#00000000" } }).composite([
      { input: await drawing(3, { width: 400, height: 310 }).png().toBuffer(), left: 0, top: 0 },
    ]);
    const image = await inspect(await half.png().toBuffer(), "logo.png");
    expect(image).toMatchObject({ format: "png", hasAlpha: true, foregroundRatio: expect.closeTo(0.5, 1) });
    const thumbnail = image.thumbnails[0];
    expect(await sharp(thumbnail?.bytes).metadata()).toMatchObject({ hasAlpha: true, width: 150 });
  });

  test("is turned as its EXIF note says", async () => {
    const bytes = await drawing(4, { width: 300, height: 200 }).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    expect(await inspect(bytes)).toMatchObject({ width: 200, height: 300 });
  });

  test("is nearly the same after resizing and compressing, and far from others", async () => {
    const [one, small, other] = await Promise.all([
      inspect(await drawing(5, poster).jpeg({ quality: 95 }).toBuffer()),
      inspect(await drawing(5, { width: 500, height: 750 }).webp({ quality: 50 }).toBuffer()),
      inspect(await drawing(6, poster).jpeg().toBuffer()),
    ]);
    expect(hammingDistance(one.perceptualHash, small.perceptualHash)).toBeLessThanOrEqual(nearDuplicateBits);
    expect(hammingDistance(one.differenceHash, small.differenceHash)).toBeLessThanOrEqual(nearDuplicateBits);
    expect(hammingDistance(one.perceptualHash, other.perceptualHash)).toBeGreaterThan(nearDuplicateBits);
  });

  test("hashes a logo alike whatever its hidden pixels hold", async () => {
    const logo = await drawing(7, { width: 400, height: 155 }).png().toBuffer();
    const on = (hidden: string) =>
      sharp({ create: { width: 800, height: 310, channels: 4, background: hidden } })
        .composite([{ input: logo, left: 0, top: 0 }])
        .png()
        .toBuffer()
        .then((bytes) => inspect(bytes));
    const [black, white] = await Promise.all([on("#00000000"), on("#ffffff00")]);
    expect(white.perceptualHash).toBe(black.perceptualHash);
    expect(white.differenceHash).toBe(black.differenceHash);
  });
});

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
    ["a moving picture", movingWebp, "unsupported", "poster.jpg is a moving picture."],
  ])("%s", async (_, make, code, message) => {
    const bytes = await make();
    await expect(inspect(bytes)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  test.each([16_000, 30_000])("a bomb of %i pixels each way, from its header alone", async (side) => {
    const bomb = Buffer.from(await drawing(1, { width: 10, height: 10 }).png().toBuffer());
    bomb.writeUInt32BE(side, 16);
    bomb.writeUInt32BE(side, 20);
    bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
    const before = process.memoryUsage().rss;
    await expect(inspect(bomb)).rejects.toMatchObject({
      code: "too_large",
      message: `poster.jpg has ${side} × ${side} pixels; pictures may have up to 40 megapixels.`,
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
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

test("thumbnails are made up to the picture's own width", () => {
  expect([100, 150, 151, 700, 5000].map(thumbnailsFor)).toEqual([
    [150],
    [150],
    [150, 300],
    [150, 300, 600, 1200],
    [150, 300, 600, 1200],
  ]);
  expect(thumbnailFor(500, 1200)).toBe(600);
  expect(thumbnailFor(5000, 300)).toBe(300);
});

async function movingWebp(): Promise<Buffer> {
  const frames = await Promise.all([1, 2].map((seed) => drawing(seed, { width: 20, height: 20 }).png().toBuffer()));
  return sharp(frames, { join: { animated: true } })
    .webp()
    .toBuffer();
}

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
