import { AppError } from "#lib/errors.ts";
import type { VideoExtension } from "./vocabulary.ts";

/** As many bytes of a file are enough to tell. */
export const kindBytes = 64;

/** Brands of ISO base media files that hold no video: pictures and sound alone. */
const otherBrands: readonly string[] = ["heic", "heix", "hevc", "hevx", "mif1", "msf1", "avif", "avis", "M4A ", "M4B "];

/**
 * What a file is by its first bytes, whatever its name says: MP4 (ISO 14496-12: a box `ftyp`), WebM or Matroska (EBML with
 * its DocType). Throws AppError `unsupported`, naming the file.
 */
export function videoKindOf(bytes: Uint8Array, name: string): VideoExtension {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, kindBytes));
  if (head.toString("latin1", 4, 8) === "ftyp" && !otherBrands.includes(head.toString("latin1", 8, 12))) return "mp4";
  if (head.length >= 4 && head.readUInt32BE(0) === 0x1a45dfa3) {
    const text = head.toString("latin1");
    if (text.includes("webm")) return "webm";
    if (text.includes("matroska")) return "mkv";
  }
  throw new AppError("unsupported", `${name} is not an MP4, WebM or Matroska video.`);
}
