import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";

// A disk of six pages, which only the child sees: small thumbnails fit, the larger ones and the picture do not.
const canMount = spawnSync("unshare", ["-Urm", "true"]).status === 0;
const why = canMount ? "" : " (skipped: unshare may not make a disk on this machine)";

describe(`R8: the cache's disk is full${why}`, { timeout: 60_000 }, () => {
  test.runIf(canMount)("leaves no half picture, is named, and costs nothing once there is room", async () => {
    const folder = await mkdtemp(join(tmpdir(), "metarr-full-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const script = join(import.meta.dirname, "testing-full-disk.ts");
    const { stdout } = await promisify(execFile)("unshare", ["-Urm", process.execPath, script], {
      env: { ...process.env, NODE_ENV: "test", DATA_DIR: folder },
    });
    const { refused, left, sha256, kept, stopped } = JSON.parse(stdout);
    expect(refused).toEqual({ code: "disk", message: expect.stringContaining("the disk is full. Free some space") });
    expect(refused.message).toContain("cache/");
    // Whole thumbnails may be there; nothing half written, and not the picture itself.
    expect(left.filter((name: string) => !/^[0-9a-f]{64}-\d+\.webp$/.test(name))).toEqual([]);
    const names = [`${sha256}.jpg`, ...[150, 300, 600, 1200].map((width) => `${sha256}-${width}.webp`)];
    expect(kept.toSorted()).toEqual(names.toSorted());
    expect(stopped).toContain("so no artwork is downloaded. Free at least 500 MB.");
  });
});
