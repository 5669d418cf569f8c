import sharp from "sharp";

/** Cells across the picture, and how strong they are: coarse ones make clouds, fine ones grain. */
const octaves = [
  [3, 90],
  [7, 60],
  [18, 36],
  [60, 18],
  [240, 12],
] as const;

/** Clouds and grain as a photograph has them: red, green and blue of each pixel. */
export async function drawNoise(params: { width: number; height: number; random: () => number }): Promise<Buffer> {
  const { width, height, random } = params;
  const sum = new Float32Array(width * height * 3).fill(120);
  for (const [across, strength] of octaves) {
    const down = Math.max(2, Math.round((across * height) / width));
    const tint = [0, 1, 2].map(() => 0.6 + random() * 0.6);
    const cells = Buffer.alloc(across * down * 3);
    for (let at = 0; at < across * down; at += 1) {
      const grey = random() * 255;
      for (const [channel, part] of tint.entries()) cells[at * 3 + channel] = Math.min(255, grey * part);
    }
    const large = await sharp(cells, { raw: { width: across, height: down, channels: 3 } })
      .resize(width, height, { fit: "fill", kernel: "cubic" })
      .raw()
      .toBuffer();
    for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + (((large[at] ?? 0) - 128) / 128) * strength;
  }
  return Buffer.from(Uint8ClampedArray.from(sum).buffer);
}
