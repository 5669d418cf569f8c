import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { env } from "#lib/env.ts";
import { isAppError } from "#lib/errors.ts";
import { keepVideoUpload } from "./uploads.ts";

const media = (name: string) => readFileSync(join(import.meta.dirname, "../../e2e/fixtures/media", name));
const folder = join(env.DATA_DIR, "cache/uploads");
const files = () => readdirSync(folder).toSorted();
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "kept",
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );

/** A body that comes in pieces of this size. */
function inPieces(bytes: Uint8Array, pieceBytes: number, end: "close" | "break" = "close"): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.byteLength) {
        if (end === "break") controller.error(new Error("The browser went away."));
        else controller.close();
        return;
      }
      controller.enqueue(bytes.subarray(at, at + pieceBytes));
      at += pieceBytes;
    },
  });
}

describe("an uploaded video", () => {
  test.each([
    ["h264-scope-aac.mp4", "mp4"],
    ["vp9-1080p-opus.webm", "webm"],
    ["h264-1080p-aac.mkv", "mkv"],
  ])("%s is kept as it is under its hash, in whatever pieces it comes", async (name, extension) => {
    const bytes = media(name);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    for (const pieceBytes of [7, 64 * 1024]) {
      const kept = await keepVideoUpload(inPieces(bytes.subarray(0, 20_000), pieceBytes));
      expect(kept).toMatchObject({ extension, sizeBytes: Math.min(bytes.byteLength, 20_000) });
    }
    expect(await keepVideoUpload(inPieces(bytes, 5000))).toEqual({ sha256, extension, sizeBytes: bytes.byteLength });
    expect(readFileSync(join(folder, sha256))).toEqual(bytes);
  });

  test.each([
    ["a picture", Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...Buffer.alloc(100)])],
    ["a page", Buffer.from(`<!doctype html><script>alert(1)</script>${" ".repeat(100)}`)],
    ["an HEIC", Buffer.concat([Buffer.from("\0\0\0\x18ftypheic", "latin1"), Buffer.alloc(100)])],
    ["an AVI", Buffer.concat([Buffer.from("RIFF\0\0\0\0AVI LIST", "latin1"), Buffer.alloc(100)])],
    ["three bytes", Buffer.from([1, 2, 3])],
  ])("is not %s", async (_name, bytes) => {
    const before = await keepVideoUpload(inPieces(media("h264-scope-aac.mp4"), 5000)).then(files);
    expect(await codeOf(keepVideoUpload(inPieces(bytes, 30)))).toBe("unsupported");
    expect(files()).toEqual(before);
  });

  test("is refused at its first bytes: the rest is not read", async () => {
    let pieces = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pieces += 1;
        controller.enqueue(new Uint8Array(1000));
      },
    });
    expect(await codeOf(keepVideoUpload(endless))).toBe("unsupported");
    expect(pieces).toBeLessThan(5);
  });

  test("of nothing is invalid", async () => {
    expect(await codeOf(keepVideoUpload(null))).toBe("invalid");
    expect(await codeOf(keepVideoUpload(inPieces(new Uint8Array(), 1)))).toBe("invalid");
  });

  test("that is too large ends as soon as it is, and nothing stays (S21)", async () => {
    const head = media("h264-scope-aac.mp4").subarray(0, 64);
    let sentBytes = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        const piece = sentBytes === 0 ? head : new Uint8Array(1000);
        sentBytes += piece.byteLength;
        controller.enqueue(piece);
      },
    });
    const before = files();
    expect(await codeOf(keepVideoUpload(endless, { maxBytes: 10_000 }))).toBe("too_large");
    expect(sentBytes).toBeLessThan(15_000);
    expect(files()).toEqual(before);
  });

  test("that breaks off leaves nothing behind", async () => {
    const before = files();
    const broken = inPieces(media("h264-scope-aac.mp4").subarray(0, 5000), 1000, "break");
    await expect(keepVideoUpload(broken)).rejects.toThrow("The browser went away.");
    expect(files()).toEqual(before);
  });

  test("waits while three others come in (S21)", async () => {
    const head = media("h264-scope-aac.mp4").subarray(0, 64);
    const slow = () => {
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      const writer = writable.getWriter();
      return { kept: keepVideoUpload(readable), started: writer.write(head), writer };
    };
    const three = [slow(), slow(), slow()];
    await Promise.all(three.map(({ started }) => started));
    expect(await codeOf(keepVideoUpload(inPieces(head, 64)))).toBe("too_many");
    await Promise.all(three.map(({ writer }) => writer.close()));
    await Promise.all(three.map(({ kept }) => kept));
    expect(await codeOf(keepVideoUpload(inPieces(head, 64)))).toBe("kept");
  });
});
