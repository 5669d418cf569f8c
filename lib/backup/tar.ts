import type { FileHandle } from "node:fs/promises";
import { AppError } from "#lib/errors.ts";

/** POSIX ustar (pax, IEEE 1003.1): 512-byte headers, contents filled up to whole blocks, two empty blocks at the end. */
const blockBytes = 512;
/** Beyond it a size no longer fits into eleven octal digits, and is written as a binary number, as GNU tar does. */
const maxOctal = 8 ** 11 - 1;

export type TarMember = { name: string; sizeBytes: number /** Where its bytes begin. */; position: number };

/** The header of a regular file. `name` has at most 100 bytes of ASCII. */
export function tarHeader({ name, sizeBytes, at }: { name: string; sizeBytes: number; at: Date }): Buffer {
  if (!/^[\x21-\x7e]{1,100}$/.test(name)) throw new Error(`${name} is no name for a member of a backup.`);
  const header = Buffer.alloc(blockBytes);
  header.write(name, 0, "ascii");
  header.write("0000600\0", 100, "ascii");
  header.write("0000000\0", 108, "ascii");
  header.write("0000000\0", 116, "ascii");
  if (sizeBytes <= maxOctal) header.write(`${octal(sizeBytes, 11)}\0`, 124, "ascii");
  else {
    header[124] = 0x80;
    header.writeBigUInt64BE(BigInt(sizeBytes), 128);
  }
  header.write(`${octal(Math.floor(at.getTime() / 1000), 11)}\0`, 136, "ascii");
  header.write("0", 156, "ascii");
  header.write("ustar\x0000", 257, "latin1");
  header.write(`${octal(checksum(header), 6)}\0 `, 148, "ascii");
  return header;
}

/** Zeros that follow a member of this size. */
export const tarPadding = (sizeBytes: number): Buffer => Buffer.alloc(-sizeBytes & (blockBytes - 1));
export const tarEnd = (): Buffer => Buffer.alloc(2 * blockBytes);

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, "0");

/** The sum of all bytes, with the field for it taken as spaces. */
function checksum(header: Buffer): number {
  let sum = 8 * 0x20;
  for (const [index, byte] of header.entries()) if (index < 148 || index >= 156) sum += byte;
  return sum;
}

/**
 * The members of an archive, from header to header. Only what tarHeader() writes is taken: no links, no folders, no long
 * names; what fills up blocks and stands at the end is zeros. Throws `invalid` for everything else, and when the file ends
 * too soon.
 */
export async function* readTar(file: FileHandle): AsyncGenerator<TarMember> {
  const { size: fileBytes } = await file.stat();
  for (let at = 0; ; ) {
    const header = await readBytes(file, at, blockBytes);
    if (isZeros(header)) {
      if (!isZeros(await readBytes(file, at + blockBytes, blockBytes)) || fileBytes !== at + 2 * blockBytes)
        throw notOurs();
      return;
    }
    const member = { ...readHeader(header), position: at + blockBytes };
    const end = member.position + member.sizeBytes;
    if (!Number.isSafeInteger(end) || end > fileBytes) throw notWhole();
    yield member;
    const padding = await readBytes(file, end, tarPadding(member.sizeBytes).length);
    // No hash covers these bytes.
    if (!isZeros(padding)) throw notOurs();
    at = end + padding.length;
  }
}

const isZeros = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0);

async function readBytes(file: FileHandle, position: number, wanted: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(wanted), 0, wanted, position);
  if (bytesRead < wanted) throw notWhole();
  return buffer;
}

function readHeader(header: Buffer): { name: string; sizeBytes: number } {
  const text = (from: number, length: number) => header.toString("latin1", from, from + length).replace(/\0.*$/s, "");
  const isOurs =
    header.toString("latin1", 257, 265) === "ustar\x0000" &&
    Number.parseInt(text(148, 8), 8) === checksum(header) &&
    text(156, 1) === "0" &&
    text(157, 100) === "" &&
    text(345, 155) === "";
  if (!isOurs) throw notOurs();
  const sizeBytes = header[124] === 0x80 ? Number(header.readBigUInt64BE(128)) : Number.parseInt(text(124, 12), 8);
  if (!Number.isSafeInteger(sizeBytes)) throw new AppError("invalid", "This backup is damaged: a size makes no sense.");
  return { name: text(0, 100), sizeBytes };
}

const notOurs = () => new AppError("invalid", "This file is not a backup of Metarr, or it is damaged.");
const notWhole = () => new AppError("invalid", "This backup is not whole: its end is missing.");
