import { appendFileSync, mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fingerprintFolder, hashFile, hashPartially } from "./fingerprint.ts";

const file = (name: string, sizeBytes = 1, mtimeMs = 1) => ({ name, sizeBytes, mtimeMs });

test("a folder's fingerprint tells names, sizes, times and folders, whatever their order", () => {
  const base = fingerprintFolder([file("a"), file("b")], ["c"]);
  expect(fingerprintFolder([file("b"), file("a")], ["c"])).toBe(base);
  for (const other of [
    fingerprintFolder([file("a"), file("x")], ["c"]),
    fingerprintFolder([file("a"), file("b", 2)], ["c"]),
    fingerprintFolder([file("a"), file("b", 1, 2)], ["c"]),
    fingerprintFolder([file("a"), file("b")], []),
    fingerprintFolder([file("a"), file("b"), file("c")], []),
  ]) {
    expect(other).not.toBe(base);
  }
});

test("a partial hash tells size, beginning and end, and stays when the file is renamed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "metarr-hash-"));
  const bytes = Buffer.alloc(300_000, 1);
  const write = (name: string, change: (copy: Buffer) => void) => {
    const copy = Buffer.from(bytes);
    change(copy);
    writeFileSync(join(folder, name), copy);
    return hashPartially(join(folder, name));
  };
  const base = await write("a", () => {});
  expect(await write("b", () => {})).toBe(base);
  expect(await write("c", (copy) => copy.fill(2, 0, 1))).not.toBe(base);
  expect(await write("d", (copy) => copy.fill(2, 299_999))).not.toBe(base);
  expect(await write("e", (copy) => copy.fill(2, 150_000, 150_001))).toBe(base);
  writeFileSync(join(folder, "short"), "x");
  expect(await hashPartially(join(folder, "short"))).toMatch(/^[\da-f]{64}$/);
});

test("R12: a file that grows while it is hashed is refused, so no row gets a wrong hash", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "metarr-grow-")), "film.mkv");
  writeFileSync(path, Buffer.alloc(30_000_000));
  const size = statSync(path).size;
  const hashing = hashFile(path);
  const writer = setInterval(() => appendFileSync(path, "more"), 1);
  await expect(hashing).rejects.toMatchObject({ code: "conflict" });
  clearInterval(writer);
  expect(statSync(path).size).toBeGreaterThan(size);
});

test("hashing can be cancelled", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "metarr-cancel-")), "film.mkv");
  writeFileSync(path, Buffer.alloc(5_000_000));
  await expect(hashFile(path, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
});
