import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { open } from "node:fs/promises";
import mediaInfoFactory from "mediainfo.js";
import sharp from "sharp";

/** One after another on one core, with the libraries themselves: what a file costs at least. In ms a file. */
export async function probeCost(paths: readonly string[]): Promise<number> {
  const reader = await mediaInfoFactory({ format: "object" });
  const startedMs = performance.now();
  for (const path of paths) {
    const file = await open(path);
    const { size } = await file.stat();
    await reader.analyzeData(size, async (length, offset) => {
      const buffer = new Uint8Array(length);
      const { bytesRead } = await file.read(buffer, 0, length, offset);
      return buffer.subarray(0, bytesRead);
    });
    await file.close();
  }
  const costMs = (performance.now() - startedMs) / paths.length;
  reader.close();
  return costMs;
}

const widths = [1200, 600, 300, 150];

/** The same for a picture: SHA-256, one decode, its thumbnails, and the two small grey copies that hashes are made of. */
export async function pictureCost(paths: readonly string[]): Promise<number> {
  sharp.concurrency(1);
  sharp.cache(false);
  const startedMs = performance.now();
  for (const path of paths) {
    const bytes = readFileSync(path);
    createHash("sha256").update(bytes).digest("hex");
    const { data, info } = await sharp(bytes)
      .resize({ width: widths[0] ?? 1200, withoutEnlargement: true })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const copy = () =>
      sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels as 3 | 4 } });
    for (const width of widths.filter((each) => each <= info.width))
      await copy().resize({ width }).webp({ quality: 80, effort: 2 }).toBuffer();
    await copy().resize(32, 32, { fit: "fill" }).greyscale().raw().toBuffer();
    await copy().resize(9, 8, { fit: "fill" }).greyscale().raw().toBuffer();
  }
  return (performance.now() - startedMs) / paths.length;
}
