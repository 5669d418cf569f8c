/** Boxes that hold others and are looked into. */
const parents = new Set(["moov", "trak", "mdia", "minf", "stbl"]);

/**
 * The same MP4 shown this many times slower, so that a second of video counts as a minute. Only numbers in place are
 * changed (ISO/IEC 14496-12): durations of movie, tracks and media, and how long each sample lasts.
 */
export function stretchMp4(bytes: Buffer, times: number): Buffer {
  const copy = Buffer.from(bytes);
  stretchBoxes(copy, { from: 0, to: copy.length, times });
  return copy;
}

type Range = { from: number; to: number; times: number };

function stretchBoxes(bytes: Buffer, { from, to, times }: Range): void {
  for (let at = from; at + 8 <= to; ) {
    const size = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    if (size < 8) return;
    if (parents.has(type)) stretchBoxes(bytes, { from: at + 8, to: at + size, times });
    const body = at + 8;
    // Version 0 of each: 4 bytes of version and flags, then times of creation and change.
    if (type === "mvhd" || type === "mdhd") multiply(bytes, body + 16, times);
    if (type === "tkhd") multiply(bytes, body + 20, times);
    if (type === "stts") {
      const entries = bytes.readUInt32BE(body + 4);
      for (let entry = 0; entry < entries; entry++) multiply(bytes, body + 12 + entry * 8, times);
    }
    at += size;
  }
}

function multiply(bytes: Buffer, at: number, times: number): void {
  bytes.writeUInt32BE(Math.min(0xffff_fffe, bytes.readUInt32BE(at) * times), at);
}

/** A box that players skip: makes files of one video differ, and as large as wanted. */
export function freeBox(content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8, 0);
  head.write("free", 4, "latin1");
  return Buffer.concat([head, content]);
}
