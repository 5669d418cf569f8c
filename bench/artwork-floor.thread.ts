import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import sharp, { type Sharp } from "sharp";
import { differenceHash, perceptualHash } from "#lib/artwork/picture-hashes.ts";
import { answerTasks } from "#lib/files/thread-tasks.ts";

export type FloorTask = { bytes: Uint8Array; folder: string };
/** What a row is made of. */
export type FloorPicture = { sha256: string; perceptualHash: string; differenceHash: string; sizeBytes: number };

sharp.concurrency(1);
sharp.cache(false);

const widths = [1200, 600, 300, 150];

/** One decode to the largest thumbnail, the others from it, both hashes, SHA-256, and the files flushed to the disk. */
async function work({ bytes, folder }: FloorTask): Promise<FloorPicture> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const shrink = async (image: Sharp, width: number) => {
    const { data, info } = await image.resize({ width }).raw().toBuffer({ resolveWithObject: true });
    return () => sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
  };
  let open = () => sharp(bytes);
  for (const width of widths) {
    open = await shrink(open(), width);
    write(join(folder, `${sha256}-${width}.webp`), await encode(open()));
  }
  write(join(folder, `${sha256}.jpg`), bytes);
  const grey = async (width: number, height: number) => {
    const pixels = await open().resize({ width, height, fit: "fill" }).greyscale().raw().toBuffer();
    return { width, height, pixels };
  };
  return {
    sha256,
    sizeBytes: bytes.byteLength,
    perceptualHash: perceptualHash(await grey(32, 32)),
    differenceHash: differenceHash(await grey(9, 8)),
  };
}

const encode = (image: Sharp) => image.webp({ quality: 80, effort: 2, smartSubsample: true }).toBuffer();

function write(path: string, bytes: Uint8Array): void {
  const file = openSync(path, "w");
  writeSync(file, bytes);
  fsyncSync(file);
  closeSync(file);
}

answerTasks(work);
