import { createHash } from "node:crypto";
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { env } from "#lib/env.ts";
import { maxCopiedBytes, planRecycle, purgeRecycled, recycleFile, restoreFile } from "./recycle.ts";

/** The full number is the long tier's (npm run test:faults). */
const tries = process.env.FAULTS ? 10_000 : 300;

let root = "";
let film = "";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "metarr-recycle-"));
  mkdirSync(join(root, "film"));
  film = join(root, "film", "poster.JPG");
  writeFileSync(film, "picture");
  utimesSync(film, 1_600_000_000, 1_600_000_000);
});

describe("a small file", () => {
  test("goes to the data folder and comes back with its bytes and time", async () => {
    const plan = await planRecycle({ root, path: "film/poster.JPG" });
    expect(plan).toMatchObject({ originalPath: film, fileSizeBytes: 7, fileType: "jpg" });
    expect(await recycleFile(plan)).toEqual({ sha256: sha256("picture") });
    expect(existsSync(film)).toBe(false);
    expect(readFileSync(join(env.DATA_DIR, plan.recyclePath), "utf8")).toBe("picture");
    await restoreFile({ ...plan });
    expect(readFileSync(film, "utf8")).toBe("picture");
    expect(statSync(film).mtimeMs).toBe(1_600_000_000_000);
    expect(existsSync(join(env.DATA_DIR, plan.recyclePath))).toBe(false);
  });

  test("is not put back over another file without being asked", async () => {
    const plan = await planRecycle({ root, path: film });
    await recycleFile(plan);
    writeFileSync(film, "newer");
    await expect(restoreFile({ ...plan })).rejects.toMatchObject({ code: "conflict" });
    expect(readFileSync(film, "utf8")).toBe("newer");
    await restoreFile({ ...plan, overwrite: true });
    expect(readFileSync(film, "utf8")).toBe("picture");
  });

  test("can be deleted for good, once or twice", async () => {
    const plan = await planRecycle({ root, path: film });
    await recycleFile(plan);
    await purgeRecycled(plan);
    await purgeRecycled(plan);
    await expect(restoreFile({ ...plan })).rejects.toMatchObject({ code: "not_found" });
  });

  test("is the very same file in the bin when both lie on one disk", async () => {
    const { ino } = statSync(film);
    const plan = await planRecycle({ root, path: film });
    await recycleFile(plan);
    expect(statSync(join(env.DATA_DIR, plan.recyclePath)).ino).toBe(ino);
    await restoreFile({ ...plan });
    expect(statSync(film).ino).toBe(ino);
  });
});

describe("a large file", () => {
  const large = async () => {
    truncateSync(film, maxCopiedBytes + 1);
    return planRecycle({ root, path: film });
  };

  test("stays on its own disk in a folder that players and scans pass over", async () => {
    const plan = await large();
    expect(await recycleFile(plan)).toEqual({ sha256: null });
    expect(plan.recyclePath.startsWith(join(root, ".metarr-recycle"))).toBe(true);
    expect(readdirSync(join(root, ".metarr-recycle"))).toEqual(
      expect.arrayContaining([".ignore", ".nomedia", ".plexignore"]),
    );
    expect(existsSync(film)).toBe(false);
    await restoreFile({ ...plan });
    expect(statSync(film).size).toBe(maxCopiedBytes + 1);
  });

  test("that stands at both places under one inode is put back by taking the name in the bin away", async () => {
    const plan = await large();
    await recycleFile(plan);
    linkSync(plan.recyclePath, film);
    await restoreFile({ ...plan });
    expect([existsSync(plan.recyclePath), statSync(film).size]).toEqual([false, maxCopiedBytes + 1]);
  });
});

describe("S26: what is not in the bin", () => {
  test.each(["metarr.sqlite", "recycle/../metarr.sqlite", "../outside", "cache/a.jpg"])(
    "S26: %s is never deleted",
    async (recyclePath) => {
      writeFileSync(join(env.DATA_DIR, "metarr.sqlite"), "data");
      await expect(purgeRecycled({ root, recyclePath })).rejects.toMatchObject({ code: "forbidden" });
      expect(existsSync(join(env.DATA_DIR, "metarr.sqlite"))).toBe(true);
    },
  );

  test("S26: a library's own file is never deleted by its path", async () => {
    await expect(purgeRecycled({ root, recyclePath: film })).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      purgeRecycled({ root, recyclePath: join(root, ".metarr-recycle", "..", "film", "poster.JPG") }),
    ).rejects.toMatchObject({ code: "forbidden" });
    expect(existsSync(film)).toBe(true);
  });

  test("S7: a path from a row that is not letter for letter one of ours opens nothing", async () => {
    const hex = "0123456789abcdef01234567";
    const bin = join(root, ".metarr-recycle");
    mkdirSync(bin);
    for (const place of [bin, join(root, "film")]) writeFileSync(join(place, `${hex}.jpg`), "precious");
    const pieces = [
      "..",
      ".",
      "",
      "recycle",
      "01",
      "film",
      ".metarr-recycle",
      `${hex}.jpg`,
      hex,
      "poster.JPG",
      "\0",
      root,
    ];
    const wrong = fc.sample(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }), tries);
    const ours = new Set([join(bin, `${hex}.jpg`), join(bin, hex), `recycle/01/${hex}.jpg`, `recycle/01/${hex}`]);
    for (const parts of wrong) {
      const recyclePath = parts.join("/");
      if (ours.has(recyclePath)) continue;
      await expect(purgeRecycled({ root, recyclePath }), recyclePath).rejects.toMatchObject({ code: "forbidden" });
      await expect(restoreFile({ root, originalPath: join(root, "new.jpg"), recyclePath })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    expect([bin, join(root, "film")].map((place) => existsSync(join(place, `${hex}.jpg`)))).toEqual([true, true]);
  });

  test("S7: a recycle folder that is a link elsewhere is not gone through", async () => {
    const name = `${"a".repeat(24)}.jpg`;
    writeFileSync(join(root, "film", name), "precious");
    symlinkSync(join(root, "film"), join(root, ".metarr-recycle"));
    const recyclePath = join(root, ".metarr-recycle", name);
    await expect(purgeRecycled({ root, recyclePath })).rejects.toMatchObject({ code: "forbidden" });
    expect(existsSync(join(root, "film", name))).toBe(true);
  });
});
