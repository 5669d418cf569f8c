import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { readFileInside, resolveInside } from "./safe-path.ts";
import { writeFileAtomic } from "./write-atomic.ts";

let root = "";
let outside = "";

beforeEach(() => {
  const base = mkdtempSync(join(tmpdir(), "metarr-paths-"));
  root = join(base, "library");
  outside = join(base, "outside");
  mkdirSync(join(root, "film"), { recursive: true });
  mkdirSync(outside);
  writeFileSync(join(outside, "secret.txt"), "secret");
  symlinkSync(outside, join(root, "out"));
  symlinkSync(join(root, "film"), join(root, "inner"));
  symlinkSync(join(outside, "secret.txt"), join(root, "film", "link.nfo"));
  symlinkSync(join(outside, "missing"), join(root, "dangling"));
});

describe("S7: paths below a root", () => {
  test("S7: a path inside is given as its real path, also through a link that stays inside", async () => {
    expect(await resolveInside(root, "film/a.nfo")).toBe(join(root, "film", "a.nfo"));
    expect(await resolveInside(root, join(root, "inner", "a.nfo"))).toBe(join(root, "film", "a.nfo"));
    expect(await resolveInside(root, "film/new/deeper/a.nfo")).toBe(join(root, "film", "new", "deeper", "a.nfo"));
  });

  test.each(["..", "../outside/x", "film/../../outside/x", "/etc/passwd", "", ".", "film/..", "out/x", "a\0b"])(
    "S7: %j is refused",
    async (path) => {
      await expect(resolveInside(root, path)).rejects.toMatchObject({ code: "forbidden" });
    },
  );

  test("S7: nothing is made behind a link whose target is missing", async () => {
    await expect(writeFileAtomic({ root, path: "dangling/x", bytes: new Uint8Array() })).rejects.toMatchObject({
      code: "disk",
    });
    expect(readdirSync(outside)).toEqual(["secret.txt"]);
  });

  test("S7: a link at the target is replaced, never written through", async () => {
    await writeFileAtomic({ root, path: "film/link.nfo", bytes: Buffer.from("new") });
    expect(readFileSync(join(outside, "secret.txt"), "utf8")).toBe("secret");
    expect(lstatSync(join(root, "film", "link.nfo")).isSymbolicLink()).toBe(false);
  });

  test("S7: a link is never read through", async () => {
    await expect(readFileInside({ root, path: "film/link.nfo", maxBytes: 100 })).rejects.toMatchObject({
      code: "disk",
    });
  });

  test("S7, R10: ten thousand made-up names never lead out of the root", async () => {
    const part = fc.oneof(
      fc.constantFrom(
        "..",
        ".",
        "",
        "/",
        "//",
        "out",
        "inner",
        "film",
        "~",
        "%2e%2e",
        "..\\..",
        "\0",
        "\n",
        "-rf",
        "con",
        "a ",
        "a.",
      ),
      fc.string({ unit: "grapheme", maxLength: 6 }),
    );
    const paths = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join("/"));
    await fc.assert(
      fc.asyncProperty(paths, async (path) => {
        const resolved = await resolveInside(root, path).catch(() => undefined);
        if (resolved !== undefined) expect(resolved.startsWith(`${root}/`)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  }, 60_000);

  test("a name of 255 bytes can be written, a longer one is refused in words", async () => {
    const longest = `${"é".repeat(127)}a`;
    await writeFileAtomic({ root, path: longest, bytes: Buffer.from("x") });
    expect(readdirSync(root)).toContain(longest);
    await expect(writeFileAtomic({ root, path: `${longest}b`, bytes: Buffer.from("x") })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  test("a file that is too large is refused with both sizes", async () => {
    writeFileSync(join(root, "huge.nfo"), "");
    truncateSync(join(root, "huge.nfo"), 5 * 1024 * 1024);
    await expect(readFileInside({ root, path: "huge.nfo", maxBytes: 1024 * 1024 })).rejects.toMatchObject({
      code: "too_large",
      message: `${join(root, "huge.nfo")} has 5.0 MB; at most 1.0 MB are read.`,
    });
  });
});
