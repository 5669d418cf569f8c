import { closeSync, ftruncateSync, mkdtempSync, openSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { probeFile } from "./probe-file.ts";
import { limitWasmMemory } from "./probe-memory.ts";

const film = join(import.meta.dirname, "../../e2e/fixtures/media/h264-1080p-aac.mkv");

/** A Matroska element that claims `size` bytes. */
function element(id: string, size: number): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(2n ** 56n + BigInt(size));
  return Buffer.concat([Buffer.from(id, "hex"), length]);
}

test("S23: a file that asks for more memory than one may have is refused, and the next one is read", async () => {
  const { grow } = WebAssembly.Memory.prototype;
  onTestFinished(() => {
    WebAssembly.Memory.prototype.grow = grow;
  });
  limitWasmMemory(40 * 1024 * 1024);
  const path = join(mkdtempSync(join(tmpdir(), "metarr-memory-")), "attachment.mkv");
  const file = openSync(path, "w");
  // Segment, attachments, one attached file, its bytes; all but their heads is a hole on the disk.
  const heads = ["18538067", "1941a469", "61a7", "465c"].map((id, at) => element(id, 2e9 - at * 1e8));
  writeSync(file, Buffer.concat([element("1a45dfa3", 11), Buffer.from("4282886d6174726f736b61", "hex"), ...heads]));
  ftruncateSync(file, 2e9);
  closeSync(file);
  await expect(probeFile({ path })).rejects.toMatchObject({
    code: "unsupported",
    message: `${path} made its reader stumble, so it is passed over. It may be damaged.`,
  });
  expect((await probeFile({ path: film })).video).toHaveLength(1);
});
