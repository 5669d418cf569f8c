import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { env } from "#lib/env.ts";
import { maxCopiedBytes, planRecycle, purgeRecycled, type RecyclePlan, recycleFile, restoreFile } from "./recycle.ts";

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

/** Moves in a process of its own that is killed at a failpoint. */
function moveAndDie(plan: RecyclePlan, failAt: string) {
  const script = `
    const { recycleFile } = await import(${JSON.stringify(new URL("./recycle.ts", import.meta.url).href)});
    await recycleFile(${JSON.stringify(plan)});
  `;
  const environment: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "test", FAIL_AT: failAt, DATA_DIR: env.DATA_DIR };
  return spawnSync(process.execPath, ["--input-type=module", "-e", script], { env: environment, encoding: "utf8" });
}

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

  test.each(["recycle.create", "recycle.flush", "recycle.rename", "recycle.copied", "recycle.removed"])(
    "R4: stopped at %s it is in at least one place, and moving again ends in exactly one",
    async (failAt) => {
      const plan = await planRecycle({ root, path: film });
      expect(moveAndDie(plan, failAt).signal).toBe("SIGKILL");
      const recycled = join(env.DATA_DIR, plan.recyclePath);
      expect([film, recycled].filter((path) => existsSync(path)).length).toBeGreaterThan(0);
      expect(await recycleFile(plan)).toEqual({ sha256: sha256("picture") });
      expect(existsSync(film)).toBe(false);
      expect(readFileSync(recycled, "utf8")).toBe("picture");
    },
  );
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

  test("R4: stopped right after the move it is in the bin, and moving again changes nothing", async () => {
    const plan = await large();
    expect(moveAndDie(plan, "recycle.renamed").signal).toBe("SIGKILL");
    expect(existsSync(plan.recyclePath)).toBe(true);
    expect(await recycleFile(plan)).toEqual({ sha256: null });
    expect(statSync(plan.recyclePath).size).toBe(maxCopiedBytes + 1);
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
});
