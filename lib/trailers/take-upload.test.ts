import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testDb } from "#db/testing.ts";
import { setMatroskaDuration } from "#e2e/fixtures/matroska.ts";
import { env } from "#lib/env.ts";
import { storeVideo } from "./store-video.ts";
import { takeUpload } from "./take-upload.ts";
import { keepVideoUpload } from "./uploads.ts";

const db = await testDb();
const media = (name: string) => readFileSync(join(import.meta.dirname, "../../e2e/fixtures/media", name));
const folder = join(env.DATA_DIR, "cache/uploads");

function upload(bytes: Uint8Array): string {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, sha256), bytes);
  return sha256;
}

test.each([
  ["h264-scope-aac.mp4", "mp4"],
  ["vp9-1080p-opus.webm", "webm"],
  ["h264-1080p-aac.mkv", "mkv"],
])("an uploaded %s is moved into the cache", async (name, format) => {
  const sha256 = upload(media(name));
  const video = await takeUpload(db, { sha256 });
  expect(video).toMatchObject({ sha256, format });
  expect(existsSync(join(env.DATA_DIR, video.filePath))).toBe(true);
  expect(existsSync(join(folder, sha256))).toBe(false);
});

test("what begins like a video and is none is refused, without a word of where it lies", async () => {
  const sha256 = upload(Buffer.concat([media("vp9-1080p-opus.webm").subarray(0, 64), Buffer.alloc(5000)]));
  const refused = await takeUpload(db, { sha256 }).catch((error: unknown) => error);
  expect(refused).toMatchObject({ message: expect.stringMatching(/^No picture was found/) });
  expect(String(refused)).not.toContain(env.DATA_DIR);
});

test("a video of more than ten minutes is refused", async () => {
  const sha256 = upload(setMatroskaDuration(media("h264-1080p-aac.mkv"), 601_000));
  await expect(takeUpload(db, { sha256 })).rejects.toThrow("The video is longer than 10 minutes.");
});

test("one that is gone is asked for again, and S7: a name that is no hash leads nowhere", async () => {
  await expect(takeUpload(db, { sha256: "f".repeat(64) })).rejects.toThrow("Upload it again.");
  await expect(takeUpload(db, { sha256: "../../secret" })).rejects.toThrow("no longer there");
});

test("R4: an upload is taken also when a worker stopped between moving its file and writing its row", async () => {
  const bytes = media("h264-scope-aac.mp4");
  const { sha256 } = await keepVideoUpload(new Blob([bytes]).stream());
  const moved = await storeVideo(join(env.DATA_DIR, "cache/uploads", sha256));
  expect(existsSync(join(env.DATA_DIR, "cache/uploads", sha256))).toBe(false);
  expect(await takeUpload(db, { sha256 })).toEqual(moved);
  expect(readFileSync(join(env.DATA_DIR, moved.filePath))).toEqual(bytes);
});
