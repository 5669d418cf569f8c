import { answerTasks } from "#lib/files/thread-tasks.ts";
import { decode, flatten, hashPicture, open, type PictureBytes, type Raw, readHeader } from "./decode-picture.ts";
import type { Look, LookAnswer, LookTask } from "./look.ts";
import { type Grid, gridPixels, isSamePicture } from "./same-picture.ts";

/** Wide enough for the grid of any shape. */
const decodedWidth = 300;

async function answer(task: LookTask): Promise<LookAnswer> {
  if ("pair" in task) return { isSame: isSamePicture(...task.pair) };
  return { look: await lookAt(task) };
}

async function lookAt(picture: PictureBytes): Promise<Look> {
  const { width } = await readHeader(picture);
  const small = await decode(picture, Math.min(width, decodedWidth));
  return { ...(await hashPicture(small)), grid: await toGrid(small) };
}

async function toGrid(small: Raw): Promise<Grid> {
  // Never larger than the picture itself: what was made up between its pixels would count as different.
  const scale = Math.min(1, Math.sqrt(gridPixels / (small.width * small.height)));
  const sideOf = (pixels: number) => Math.max(8, Math.round(pixels * scale));
  const size = { width: sideOf(small.width), height: sideOf(small.height) };
  const resize = { ...size, fit: "fill", kernel: "cubic" } as const;
  const colours = await flatten(small).resize(resize).removeAlpha().toColourspace("srgb").raw().toBuffer();
  const alpha = await open(small).ensureAlpha().resize(resize).extractChannel("alpha").raw().toBuffer();
  const pixels = new Uint8Array(size.width * size.height * 4);
  for (let at = 0; at < size.width * size.height; at++) {
    pixels.set(colours.subarray(at * 3, at * 3 + 3), at * 4);
    pixels[at * 4 + 3] = alpha[at] ?? 255;
  }
  return { ...size, pixels };
}

answerTasks(answer);
