// Adds a Dolby Vision configuration box (dvcC or dvvC) to the first hvc1 sample entry of an MP4 whose moov
// comes after its mdat, as ffmpeg writes it, so that no chunk offset moves.
// Source of the 24 bytes: Dolby Vision Streams Within the ISO Base Media File Format, version 2.4, section 3.2.
import { readFileSync, writeFileSync } from "node:fs";

const [from, to, profileText = "8", compatibilityText = "1"] = process.argv.slice(2);
if (!from || !to) throw new Error("Usage: node scripts/add-dolby-vision.ts FROM.mp4 TO.mp4 [PROFILE COMPATIBILITY]");
const profile = Number(profileText);
const compatibility = Number(compatibilityText);

const box = Buffer.alloc(32);
box.writeUInt32BE(32, 0);
box.write(profile > 7 ? "dvvC" : "dvcC", 4, "latin1");
// Version 1.0, level 6, RPU and base layer present, in profile 7 the enhancement layer too. Compatibility: 0 none,
// 1 HDR10, 2 SDR, 4 HLG, 6 the HDR10 of a Blu-ray.
box.set([1, 0, profile << 1, (6 << 3) | (profile === 7 ? 0b111 : 0b101), compatibility << 4], 8);

const bytes = readFileSync(from);
const path = ["moov", "trak", "mdia", "minf", "stbl", "stsd", "hvc1"];
// Bytes of a box before its children: header, plus the fields of stsd and of a visual sample entry.
const before: Record<string, number> = { stsd: 16, hvc1: 86 };

let start = 0;
let end = bytes.length;
const sizesAt: number[] = [];
for (const name of path) {
  while (bytes.toString("latin1", start + 4, start + 8) !== name) {
    start += bytes.readUInt32BE(start);
    if (start >= end) throw new Error(`${from} has no ${name} box.`);
  }
  sizesAt.push(start);
  end = start + bytes.readUInt32BE(start);
  start += before[name] ?? 8;
}
for (const at of sizesAt) bytes.writeUInt32BE(bytes.readUInt32BE(at) + box.length, at);
writeFileSync(to, Buffer.concat([bytes.subarray(0, end), box, bytes.subarray(end)]));
