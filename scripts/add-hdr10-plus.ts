// Adds HDR10+ metadata to the first picture of a raw HEVC stream (Annex B), as an SEI message before its first slice.
// Source: ITU-T T.35 message of SMPTE ST 2094-40, application 4 version 1; one window, all values 0.
import { readFileSync, writeFileSync } from "node:fs";

const [from, to] = process.argv.slice(2);
if (!from || !to) throw new Error("Usage: node scripts/add-hdr10-plus.ts FROM.hevc TO.hevc");

/** Values with their lengths in bits, highest bit first. */
const fields: [value: number, bits: number][] = [
  [0xb5, 8], // country
  [0x3c, 16], // provider
  [1, 16], // provider oriented code
  [4, 8], // application
  [1, 8], // its version
  [1, 2], // windows
  [1000, 27], // target luminance in cd/m2
  [0, 1], // no actual peak luminance of the target display
  [0, 17],
  [0, 17],
  [0, 17], // maxscl
  [0, 17], // average_maxrgb
  [0, 4], // no percentiles
  [0, 10], // fraction of bright pixels
  [0, 1], // no actual peak luminance of the mastering display
  [0, 1], // no tone mapping
  [0, 1], // no colour saturation mapping
];
const bits = fields.map(([value, length]) => value.toString(2).padStart(length, "0")).join("");
const payload = bits.match(/.{1,8}/g)?.map((byte) => Number.parseInt(byte.padEnd(8, "0"), 2)) ?? [];
// Prefix SEI (type 39), message 4 (registered T.35), trailing bit. Three bytes 0 0 0-3 get a 3 in between.
const message: number[] = [];
for (const byte of [4, payload.length, ...payload, 0x80]) {
  if (byte <= 3 && message.at(-1) === 0 && message.at(-2) === 0) message.push(3);
  message.push(byte);
}
const unit = Buffer.from([0, 0, 1, 39 << 1, 1, ...message]);

const stream = readFileSync(from);
let at = stream.indexOf(Buffer.from([0, 0, 1]));
while (at >= 0 && (stream[at + 3] ?? 0) >> 1 > 31) at = stream.indexOf(Buffer.from([0, 0, 1]), at + 3);
if (at < 0) throw new Error(`${from} has no picture.`);
writeFileSync(to, Buffer.concat([stream.subarray(0, at), unit, stream.subarray(at)]));
