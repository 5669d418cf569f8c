import type { FileHandle } from "node:fs/promises";
import type { ByteRange } from "./byte-range.ts";

const pieceBytes = 256 * 1024;

/**
 * A part of a file as a stream that holds one piece of it in memory and reads no faster than it is taken. The file is
 * opened when the first piece is wanted, and closed at the end or when it is given up.
 */
export function streamPart(
  openFile: () => Promise<FileHandle>,
  { first, last }: ByteRange,
): ReadableStream<Uint8Array> {
  let at = first;
  let file: FileHandle | undefined;
  const close = async () => {
    await file?.close();
    file = undefined;
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          file ??= await openFile();
          const wanted = Math.min(pieceBytes, last - at + 1);
          const { bytesRead, buffer } = await file.read(new Uint8Array(wanted), 0, wanted, at);
          // Fewer bytes than were promised: the browser is told that it is not whole.
          if (bytesRead === 0) throw new Error("The file became shorter while it was read.");
          at += bytesRead;
          controller.enqueue(buffer.subarray(0, bytesRead));
        } catch (error) {
          await close();
          throw error;
        }
        if (at <= last) return;
        await close();
        controller.close();
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}
