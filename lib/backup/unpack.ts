import { createWriteStream } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createZstdDecompress } from "node:zlib";
import { AppError } from "#lib/errors.ts";
import { systemCode } from "#lib/files/disk-error.ts";
import { memberStream } from "./members.ts";
import type { TarMember } from "./tar.ts";

type Packed = {
  file: FileHandle;
  member: TarMember;
  /** More bytes than this end it: a small member may claim to be endless. */
  maxBytes: number;
  signal?: AbortSignal | undefined;
};

/** A packed member as it was, as a stream that fails when it is longer than it may be. */
export function unpackedStream({ file, member, maxBytes, signal }: Packed): Readable {
  let bytes = 0;
  const tooLong = new AppError("invalid", `${member.name} in this backup is larger than it says.`);
  const meter = new Transform({
    transform(piece: Buffer, _encoding, next) {
      bytes += piece.length;
      next(bytes > maxBytes ? tooLong : null, piece);
    },
  });
  // Its failure destroys the stream that is handed out, and whoever reads that is told.
  pipeline(memberStream(file, member), createZstdDecompress(), meter, signal ? { signal } : {}).catch(() => undefined);
  return meter;
}

/** Reads a packed member through. Returns how many bytes it was. */
export async function unpackThrough(packed: Packed, onPiece: (piece: Buffer) => void): Promise<number> {
  let bytes = 0;
  await explained(packed, async () => {
    for await (const piece of unpackedStream(packed)) {
      bytes += piece.length;
      onPiece(piece);
    }
  });
  return bytes;
}

/** Writes a packed member to a file that is not there yet. */
export async function unpackToFile(packed: Packed, path: string): Promise<void> {
  await explained(packed, () =>
    pipeline(unpackedStream(packed), createWriteStream(path, { flags: "wx", mode: 0o600, flush: true })),
  );
}

/** What the unpacker says is for programmers. */
async function explained({ member, signal }: Packed, body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    signal?.throwIfAborted();
    if (!systemCode(error)?.startsWith("ZSTD_") && !/zstd/i.test(String(error))) throw error;
    throw new AppError("invalid", `${member.name} in this backup is damaged.`, { cause: error });
  }
}
