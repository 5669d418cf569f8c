import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { compareLooks, lookAt } from "./look.ts";
import { mayBeSame } from "./near-duplicates.ts";
import { drawing, type Size } from "./testing.ts";

const poster: Size = { width: 400, height: 600 };
const fanart: Size = { width: 640, height: 360 };

/** A picture with some letters' strokes on its lower part, as wide as a title. */
async function titled(seed: number, size: Size, strokes: readonly number[] | null): Promise<Buffer> {
  const picture = await drawing(seed, size).png().toBuffer();
  if (strokes === null) return picture;
  const [step, top] = [size.width / 16, size.height * 0.8];
  const bars = strokes.map((at) => `<rect x="${(at + 2) * step}" y="${top}" width="${step * 0.5}" height="${step}"/>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}"><g fill="#fff">${bars.join("")}</g></svg>`;
  return sharp(picture)
    .composite([{ input: Buffer.from(svg) }])
    .png()
    .toBuffer();
}

const english = [0, 1, 2, 4, 6, 7, 9];
const german = [0, 2, 3, 5, 8, 10, 11];

async function judge(a: Buffer, b: Buffer): Promise<boolean> {
  const [one, other] = await Promise.all([a, b].map((bytes) => lookAt({ bytes, name: "a.png" })));
  if (!one || !other) throw new Error("Nothing was seen.");
  return compareLooks(one, other);
}

const cropped = (image: Buffer, { width, height }: Size, share: number) => {
  const [left, top] = [Math.round(width * share), Math.round(height * share)];
  return sharp(image).extract({ left, top, width: width - 2 * left, height: height - 2 * top });
};

describe.each([
  ["a poster", poster],
  ["a fanart", fanart],
])("%s is the same picture", (_, size) => {
  test.each([
    ["smaller", (image: Buffer) => sharp(image).resize({ width: 150 }).jpeg()],
    ["compressed more", (image: Buffer) => sharp(image).flatten().jpeg({ quality: 35 })],
    ["cropped 2 % on every side", (image: Buffer) => cropped(image, size, 0.02).webp()],
    ["5 % brighter", (image: Buffer) => sharp(image).linear([1.05, 1.05, 1.05, 1], [0, 0, 0, 0]).jpeg()],
    ["5 % darker", (image: Buffer) => sharp(image).linear([0.95, 0.95, 0.95, 1], [0, 0, 0, 0]).png()],
  ])("%s", async (_change, change) => {
    const image = await titled(4, size, english);
    expect(await judge(image, await change(image).toBuffer())).toBe(true);
  });
});

describe.each([
  ["a poster", poster],
  ["a fanart", fanart],
])("%s is another picture", (_, size) => {
  test.each([
    ["with the title of another language", () => titled(4, size, german)],
    ["without a title", () => titled(4, size, null)],
    ["of something else", () => titled(5, size, english)],
    ["in another shape", () => titled(4, { width: size.width, height: size.height * 1.2 }, english)],
    [
      "cropped by a tenth",
      async () =>
        cropped(await titled(4, size, english), size, 0.1)
          .png()
          .toBuffer(),
    ],
  ])("%s", async (_change, other) => {
    expect(await judge(await titled(4, size, english), await other())).toBe(false);
  });
});

test("a logo is told by its letters, whatever its hidden pixels hold", async () => {
  const logo = (strokes: readonly number[], hidden: string) => {
    const bars = strokes.map((at) => `<rect x="${at * 30}" y="30" width="20" height="90" fill="#fff"/>`);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="155"><rect width="400" height="155" fill="${hidden}" fill-opacity="0.002"/>${bars.join("")}</svg>`;
    return sharp(Buffer.from(svg)).png().toBuffer();
  };
  expect(await judge(await logo(english, "#f00"), await logo(english, "#00f"))).toBe(true);
  expect(await judge(await logo(english, "#f00"), await logo(german, "#f00"))).toBe(false);
});

test("plain pictures of one colour are the same, of two they are not", async () => {
  const plain = (background: string) =>
    sharp({ create: { ...poster, channels: 3, background } })
      .png()
      .toBuffer();
  expect(await judge(await plain("#336699"), await plain("#336699"))).toBe(true);
  expect(await judge(await plain("#336699"), await plain("#993333"))).toBe(false);
});

test("what is no picture is refused as when it is kept", async () => {
  await expect(lookAt({ bytes: Buffer.from("<html>"), name: "a.jpg" })).rejects.toMatchObject({ code: "unsupported" });
  const cut = (await drawing(1, poster).jpeg().toBuffer()).subarray(0, 2000);
  await expect(lookAt({ bytes: cut, name: "a.jpg" })).rejects.toMatchObject({ code: "invalid" });
});

test("either hash within six bits makes a pair worth a look, and no hash none", () => {
  const of = (perceptualHash: string | null, differenceHash: string | null) => ({ perceptualHash, differenceHash });
  const zero = "0".repeat(16);
  const six = `${"0".repeat(14)}3f`;
  const seven = `${"0".repeat(14)}7f`;
  expect(mayBeSame(of(zero, zero), of(six, "f".repeat(16)))).toBe(true);
  expect(mayBeSame(of(zero, zero), of("f".repeat(16), six))).toBe(true);
  expect(mayBeSame(of(zero, zero), of(seven, seven))).toBe(false);
  expect(mayBeSame(of(null, null), of(null, null))).toBe(false);
  expect(mayBeSame(of("8000000000000000", null), of("7fffffffffffffff", null))).toBe(false);
});
