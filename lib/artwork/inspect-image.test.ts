import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { inspectImage } from "./inspect-image.ts";
import { hammingDistance } from "./picture-hashes.ts";
import { drawing } from "./testing.ts";
import { thumbnailFor, thumbnailsFor } from "./thumbnails.ts";
import { nearDuplicateBits } from "./vocabulary.ts";

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
