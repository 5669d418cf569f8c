import { AppError } from "#lib/errors.ts";
import { maxImageBytes } from "./vocabulary.ts";

export const imageFormats = ["jpg", "png", "webp"] as const;
export type ImageFormat = (typeof imageFormats)[number];

/** What a browser is told; never taken from a provider or from a name. */
export const contentTypes: Readonly<Record<ImageFormat, string>> = {
  jpg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
};

const startsWith = (bytes: Uint8Array, text: string, at = 0) =>
  bytes.length >= at + text.length && [...text].every((sign, index) => bytes[at + index] === sign.charCodeAt(0));

/** What a file really is, by its first bytes, and what people call it. */
const kinds: readonly { name: string; format?: ImageFormat; is: (bytes: Uint8Array) => boolean }[] = [
  { name: "a JPEG picture", format: "jpg", is: (bytes) => startsWith(bytes, "\xff\xd8\xff") },
  { name: "a PNG picture", format: "png", is: (bytes) => startsWith(bytes, "\x89PNG\r\n\x1a\n") },
  { name: "a WebP picture", format: "webp", is: (bytes) => startsWith(bytes, "RIFF") && startsWith(bytes, "WEBP", 8) },
  { name: "a GIF", is: (bytes) => startsWith(bytes, "GIF8") },
  { name: "a TIFF", is: (bytes) => startsWith(bytes, "II*\0") || startsWith(bytes, "MM\0*") },
  { name: "a PDF", is: (bytes) => startsWith(bytes, "%PDF") },
  { name: "a BMP", is: (bytes) => startsWith(bytes, "BM") },
  { name: "an AVIF or HEIC picture", is: (bytes) => startsWith(bytes, "ftyp", 4) },
  { name: "an SVG drawing", is: (bytes) => /<svg[\s>]/i.test(opening(bytes)) },
  { name: "a web page", is: (bytes) => /^\s*(<!doctype html|<html|<head|<body)/i.test(opening(bytes)) },
];

/** A moving PNG says so before its first picture (APNG): readers that know nothing of it show that one alone. */
export function isMovingPng(bytes: Uint8Array): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = pngStart; at + 8 <= view.length; at += 12 + view.readUInt32BE(at)) {
    const chunk = view.toString("latin1", at + 4, at + 8);
    if (chunk === "acTL" || chunk === "IDAT") return chunk === "acTL";
  }
  return false;
}

const pngStart = 8;

const opening = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 1024)).toString("latin1");

/**
 * The format by magic bytes. `name` is the file or address an error names.
 * Throws AppError `unsupported` for anything but JPEG, PNG and WebP, and `too_large` above 30 MB.
 */
export function imageFormatOf(bytes: Uint8Array, name: string): ImageFormat {
  if (bytes.byteLength > maxImageBytes) {
    const size = `${(bytes.byteLength / 1_048_576).toFixed(1)} MB`;
    throw new AppError("too_large", `${name} has ${size}; pictures may have up to 30 MB.`);
  }
  if (bytes.byteLength === 0) throw new AppError("unsupported", `${name} is empty, so it is no picture.`);
  const kind = kinds.find((each) => each.is(bytes));
  if (kind?.format) return kind.format;
  const found = kind ? `is ${kind.name}` : "is no picture that Metarr knows";
  throw new AppError("unsupported", `${name} ${found}. Use JPEG, PNG or WebP.`);
}
