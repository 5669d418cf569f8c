import { createHash } from "node:crypto";
import { rgbaToThumbHash } from "thumbhash";
import { answerTasks } from "#lib/files/thread-tasks.ts";
import { decode, hashPicture, open, type PictureBytes, type Raw, readHeader } from "./decode-picture.ts";
import type { InspectedImage } from "./inspect-image.ts";
import { thumbnailsFor } from "./thumbnails.ts";

async function inspect(picture: PictureBytes): Promise<InspectedImage> {
  const { bytes, format } = picture;
  const { width, height, hasAlpha } = await readHeader(picture);
  const widths = thumbnailsFor(width);
  const largest = await decode(picture, Math.min(width, widths.at(-1) ?? width));
  const thumbnails: InspectedImage["thumbnails"] = [];
  let smallest = largest;
  for (const wanted of widths.toReversed()) {
    smallest = wanted < smallest.width ? await shrink(smallest, wanted) : smallest;
    const encoded = await open(smallest).webp({ quality: 80, effort: 2, smartSubsample: true }).toBuffer();
    thumbnails.push({ width: wanted, bytes: encoded });
  }
  return {
    sha256: createHash("sha256").update(bytes).digest("hex"),
    sizeBytes: bytes.byteLength,
    format,
    width,
    height,
    hasAlpha,
    foregroundRatio: hasAlpha ? foregroundRatio(smallest) : null,
    ...(await hashPicture(smallest)),
    thumbhash: await thumbhash(smallest),
    thumbnails: thumbnails.reverse(),
  };
}

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
