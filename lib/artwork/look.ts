import { createThreadPool, sharedPool } from "#lib/files/thread-pool.ts";
import { threadScript } from "#lib/files/thread-script.ts";
import { blockReaders } from "./block-readers.ts";
import type { PictureBytes } from "./decode-picture.ts";
import { imageFormatOf } from "./image-kind.ts";
import type { Grid } from "./same-picture.ts";

/** What a picture looks like, to find and tell apart others by. */
export type Look = {
  /** 64 bits as 16 hex digits. */
  perceptualHash: string;
  differenceHash: string;
  grid: Grid;
};

export type LookTask = PictureBytes | { pair: [Grid, Grid] };
export type LookAnswer = { look: Look } | { isSame: boolean };

const pool = () =>
  sharedPool<LookTask, LookAnswer>("looks", () =>
    createThreadPool({
      script: threadScript(import.meta.url, "look.thread.ts"),
      timeoutMs: 30_000,
      describe: (task) => ("pair" in task ? "A pair of pictures" : task.name),
    }),
  );

/**
 * Decodes a picture in a thread and tells what it looks like; a preview or a thumbnail will do. `name` is what errors
 * name. Throws as inspectImage does.
 */
export async function lookAt(params: {
  bytes: Uint8Array;
  name: string;
  signal?: AbortSignal | undefined;
}): Promise<Look> {
  const { bytes, name, signal } = params;
  const format = imageFormatOf(bytes, name);
  await blockReaders();
  const answer = await pool().run({ bytes, name, format }, { signal });
  if (!("look" in answer)) throw new Error(`${name} was not looked at.`);
  return answer.look;
}

/** Whether two pictures are the same but for size, compression, brightness and a slight crop; decided in a thread. */
export async function compareLooks(a: Look, b: Look, signal?: AbortSignal): Promise<boolean> {
  const answer = await pool().run({ pair: [a.grid, b.grid] }, { signal });
  if (!("isSame" in answer)) throw new Error("Two pictures were not compared.");
  return answer.isSame;
}
