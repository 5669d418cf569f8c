import sharp, { type Sharp } from "sharp";
import { AppError, messageOf } from "#lib/errors.ts";
import { type ImageFormat, isMovingPng } from "./image-kind.ts";
import { differenceHash, differenceSize, perceptualHash, perceptualSide } from "./picture-hashes.ts";
import { maxImagePixels } from "./vocabulary.ts";

// Only for threads. Their pool already has one per core, and no picture is read twice.
sharp.concurrency(1);
sharp.cache(false);

/** Bytes that begin as a picture of this format. `name` is the file or address that errors name. */
export type PictureBytes = { bytes: Uint8Array; name: string; format: ImageFormat };

export type Raw = { data: Buffer; width: number; height: number; channels: 1 | 2 | 3 | 4 };

/** Of the longer side to the shorter. Thumbnails shrink the width: what is high and narrow would stay as large as it is. */
const maxRatio = 20;

/** On each side: less is no picture of anything. */
const minSidePixels = 8;

const readers = { jpg: "jpeg", png: "png", webp: "webp" } as const;

/** Size as shown, before anything is decoded: a bomb is refused here. */
export async function readHeader(picture: PictureBytes): Promise<{ width: number; height: number; hasAlpha: boolean }> {
  const { bytes, name } = picture;
  const header = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((error: unknown) => Promise.reject(damaged(name, error)));
  if (header.format !== readers[picture.format]) throw damaged(name, new Error(`it was read as ${header.format}`));
  const { width, height } = header.autoOrient;
  if (width * height > maxImagePixels) {
    const pixels = `${width} × ${height} pixels`;
    throw new AppError("too_large", `${name} has ${pixels}; pictures may have up to 40 megapixels.`);
  }
  if (Math.min(width, height) < minSidePixels) {
    throw new AppError("unsupported", `${name} has only ${width} × ${height} pixels, too few for any kind of artwork.`);
  }
  if (Math.max(width, height) > maxRatio * Math.min(width, height)) {
    const pixels = `${width} × ${height} pixels`;
    throw new AppError("unsupported", `${name} has ${pixels}, which is too narrow for any kind of artwork.`);
  }
  const isMoving = (header.pages ?? 1) > 1 || (picture.format === "png" && isMovingPng(bytes));
  if (isMoving) throw new AppError("unsupported", `${name} is a moving picture. Use a still one.`);
  return { width, height, hasAlpha: header.hasAlpha };
}

/** Reads the whole picture once, in this width at most; all that follows works on this copy. */
export async function decode({ bytes, name }: PictureBytes, width: number): Promise<Raw> {
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

export const open = ({ data, width, height, channels }: Raw): Sharp =>
  sharp(data, { raw: { width, height, channels } });

const hasAlphaOf = ({ channels }: Raw) => channels === 2 || channels === 4;

/** Flattened on the same grey for every picture, so that a logo looks alike whatever its hidden pixels hold. */
export const flatten = (raw: Raw): Sharp =>
  hasAlphaOf(raw) ? open(raw).flatten({ background: "#808080" }) : open(raw);

/** The two 64-bit hashes of a small copy of a picture. */
export async function hashPicture(small: Raw): Promise<{ perceptualHash: string; differenceHash: string }> {
  const grey = async (size: { width: number; height: number }) => {
    const pixels = await flatten(small)
      .resize({ ...size, fit: "fill" })
      .greyscale()
      .raw()
      .toBuffer();
    return { ...size, pixels };
  };
  return {
    perceptualHash: perceptualHash(await grey({ width: perceptualSide, height: perceptualSide })),
    differenceHash: differenceHash(await grey(differenceSize)),
  };
}
