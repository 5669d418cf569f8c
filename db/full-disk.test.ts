import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { dialect } from "./dialect/index.ts";

// A small disk that only the child sees.
const canMount = spawnSync("unshare", ["-Urm", "true"]).status === 0;
const why = canMount ? "" : " (skipped: unshare may not make a disk on this machine)";

// The files of PostgreSQL are its server's, which answers for them itself.
test.runIf(canMount && dialect === "sqlite")(
  `R8: a disk full in the middle of a write loses nothing that was written, and writes go on once there is room${why}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "metarr-full-disk-"));
    const template = inject("template");
    const sizeKb = Math.ceil(statSync(template).size / 1024) + 5_000;
    const child = [process.execPath, join(import.meta.dirname, "testing-child.ts"), folder];
    const mounted = `mount -t tmpfs -o size=${sizeKb}k none "$1" && cp "$2" "$1/metarr.sqlite" && shift 2 && exec "$@"`;
    const copy = `${folder}.sqlite`;
    copyFileSync(template, copy);
    try {
      const { stdout, stderr } = spawnSync("unshare", ["-Urm", "sh", "-c", mounted, "sh", folder, copy, ...child], {
        encoding: "utf8",
        env: { ...process.env, NODE_ENV: "test", DATA_DIR: folder },
      });
      expect(stderr).toBe("");
      const { committed, failure, rowsWhenFull, rowsAfter, integrity } = JSON.parse(stdout);
      expect(failure).toMatch(/full/i);
      expect(committed).toBeGreaterThan(0);
      expect([rowsWhenFull, rowsAfter, integrity]).toEqual([committed, committed + 100, "ok"]);
    } finally {
      rmSync(folder, { recursive: true });
      rmSync(copy);
    }
  },
);
