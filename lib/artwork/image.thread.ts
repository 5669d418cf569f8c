import { createHash } from "node:crypto";
import sharp, { type Sharp } from "sharp";
import { rgbaToThumbHash } from "thumbhash";
import { AppError, messageOf } from "#lib/errors.ts";
import { answerTasks } from "#lib/files/thread-tasks.ts";
import { isMovingPng } from "./image-kind.ts";
import type { InspectedImage, InspectTask } from "./inspect-image.ts";
import { differenceHash, differenceSize, perceptualHash, perceptualSide } from "./picture-hashes.ts";
import { thumbnailsFor } from "./thumbnails.ts";
import { maxImagePixels } from "./vocabulary.ts";

// The pool already has a thread per core, and no picture is read twice.
sharp.concurrency(1);
sharp.cache(false);

/** Of the longer side to the shorter. Thumbnails shrink the width: what is high and narrow would stay as large as it is. */
const maxRatio = 20;

const readers = { jpg: "jpeg", png: "png", webp: "webp" } as const;

type Raw = { data: Buffer; width: number; height: number; channels: 1 | 2 | 3 | 4 };

async function inspect(task: InspectTask): Promise<InspectedImage> {
  const { bytes, format } = task;
  const { width, height, hasAlpha } = await readHeader(task);
  const widths = thumbnailsFor(width);
  const largest = await decode(task, Math.min(width, widths.at(-1) ?? width));
  const thumbnails: InspectedImage["thumbnails"] = [];
  let smallest = largest;
  for (const wanted of widths.toReversed()) {
    smallest = wanted < smallest.width ? await shrink(smallest, wanted) : smallest;
    const encoded = await open(smallest).webp({ quality: 80, effort: 2, smartSubsample: true }).toBuffer();
    thumbnails.push({ width: wanted, bytes: encoded });
  }
  const grey = async (size: { width: number; height: number }) => {
    // Flattened on the same grey for every picture, so that a logo hashes alike whatever its hidden pixels hold.
    const flat = hasAlpha ? open(smallest).flatten({ background: "#808080" }) : open(smallest);
    const pixels = await flat
      .resize({ ...size, fit: "fill" })
      .greyscale()
      .raw()
      .toBuffer();
    return { ...size, pixels };
  };
  return {
    sha256: createHash("sha256").update(bytes).digest("hex"),
    sizeBytes: bytes.byteLength,
    format,
    width,
    height,
    hasAlpha,
    foregroundRatio: hasAlpha ? foregroundRatio(smallest) : null,
    perceptualHash: perceptualHash(await grey({ width: perceptualSide, height: perceptualSide })),
    differenceHash: differenceHash(await grey(differenceSize)),
    thumbhash: await thumbhash(smallest),
    thumbnails: thumbnails.reverse(),
  };
}

/** Size as shown, before anything is decoded: a bomb is refused here. */
async function readHeader(task: InspectTask): Promise<{ width: number; height: number; hasAlpha: boolean }> {
  const { bytes, name } = task;
  const header = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((error: unknown) => Promise.reject(damaged(name, error)));
  if (header.format !== readers[task.format]) throw damaged(name, new Error(`it was read as ${header.format}`));
  const { width, height } = header.autoOrient;
  if (width * height > maxImagePixels) {
    const pixels = `${width} × ${height} pixels`;
    throw new AppError("too_large", `${name} has ${pixels}; pictures may have up to 40 megapixels.`);
  }
  if (Math.max(width, height) > maxRatio * Math.min(width, height)) {
    const pixels = `${width} × ${height} pixels`;
    throw new AppError("unsupported", `${name} has ${pixels}, which is too narrow for any kind of artwork.`);
  }
  const isMoving = (header.pages ?? 1) > 1 || (task.format === "png" && isMovingPng(bytes));
  if (isMoving) throw new AppError("unsupported", `${name} is a moving picture. Use a still one.`);
  return { width, height, hasAlpha: header.hasAlpha };
}

/** Reads the whole picture once; all that follows works on this copy. */
async function decode({ bytes, name }: InspectTask, width: number): Promise<Raw> {
  const image = sharp(bytes, { failOn: "error", limitInputPixels: maxImagePixels, sequentialRead: true });
  return image
    .autoOrient()
    .resize({ width, withoutEnlargement: true })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true })
    .then(({ data, info }) => ({ data, width: info.width, height: info.height, channels: info.channels }))
    .catch((error: unknown) => Promise.reject(damaged(name, error)));
}

function damaged(name: string, cause: unknown): AppError {
  const reason = messageOf(cause).split("\n")[0] ?? "";
  return new AppError("invalid", `${name} is damaged or cut off, so it is not used (${reason}).`, { cause });
}

const open = ({ data, width, height, channels }: Raw): Sharp => sharp(data, { raw: { width, height, channels } });

async function shrink(from: Raw, width: number): Promise<Raw> {
  const { data, info } = await open(from).resize({ width }).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

function foregroundRatio({ data, channels }: Raw): number {
  let visible = 0;
  for (let at = channels - 1; at < data.length; at += channels) if ((data[at] ?? 0) > 8) visible += 1;
  return Math.round((visible / (data.length / channels)) * 1000) / 1000;
}

async function thumbhash(from: Raw): Promise<string> {
  // At most 100 × 100, as the format demands.
  const { data, info } = await open(from)
    .resize({ width: 64, height: 64, fit: "inside", withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString("base64");
}

answerTasks(inspect);
