import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { env } from "#lib/env.ts";
import { copyFileAtomic, sweepTemporaryFiles, writeFileAtomic } from "./write-atomic.ts";

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "metarr-write-"));
});

/** Runs a writer in a process of its own that is killed at a failpoint. */
function writeAndDie(failAt: string) {
  const script = `
    const { writeFileAtomic } = await import(${JSON.stringify(new URL("./write-atomic.ts", import.meta.url).href)});
    for (let at = 1; at <= 3; at += 1)
      await writeFileAtomic({ root: ${JSON.stringify(root)}, path: "film.nfo", bytes: Buffer.from("new".repeat(1000)), step: "publish" });
  `;
  const environment: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "test", FAIL_AT: failAt, DATA_DIR: env.DATA_DIR };
  return spawnSync(process.execPath, ["--input-type=module", "-e", script], { env: environment, encoding: "utf8" });
}

describe("writing a file", () => {
  test("replaces it as a whole, makes folders and leaves nothing else behind", async () => {
    await writeFileAtomic({ root, path: "a/b/film.nfo", bytes: Buffer.from("one") });
    await writeFileAtomic({ root, path: "a/b/film.nfo", bytes: Buffer.from("two") });
    expect(readFileSync(join(root, "a/b/film.nfo"), "utf8")).toBe("two");
    expect(readdirSync(join(root, "a/b"))).toEqual(["film.nfo"]);
  });

  test("gives it the mode asked for, whatever the process's own mask", async () => {
    const path = await writeFileAtomic({ root, path: "film.nfo", bytes: Buffer.from("x"), mode: 0o640 });
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  test("copies keep the time they are given", async () => {
    const source = join(root, "source.bin");
    writeFileSync(source, "bytes");
    const modifiedAt = new Date("2020-01-02T03:04:05Z");
    const path = await copyFileAtomic({ root, path: "copy.bin", source, modifiedAt });
    expect(readFileSync(path, "utf8")).toBe("bytes");
    expect(statSync(path).mtime).toEqual(modifiedAt);
  });

  test("says in words why it could not, and removes its temporary file", async () => {
    mkdirSync(join(root, "film.nfo"));
    await expect(writeFileAtomic({ root, path: "film.nfo", bytes: Buffer.from("x") })).rejects.toMatchObject({
      code: "disk",
      message: `Could not write the file ${join(root, "film.nfo")}: it is a folder.`,
    });
    expect(readdirSync(root)).toEqual(["film.nfo"]);
  });

  test.each(["publish.create", "publish.flush", "publish.rename", "publish.create:2", "publish.flush:3"])(
    "R3: stopped at %s, the file is the old or the new one and a sweep removes the rest",
    async (failAt) => {
      writeFileSync(join(root, "film.nfo"), "old");
      const { signal } = writeAndDie(failAt);
      expect(signal).toBe("SIGKILL");
      expect(["old", "new".repeat(1000)]).toContain(readFileSync(join(root, "film.nfo"), "utf8"));
      await sweepTemporaryFiles(root, { olderThanMs: 0 });
      expect(readdirSync(root)).toEqual(["film.nfo"]);
    },
  );
});

describe("sweeping", () => {
  test("removes only Metarr's temporary files, and spares young ones when asked", async () => {
    for (const name of [".mtr-0123abcd", ".mtr-0123ABCD", ".mtr-0123abcd.nfo", "film.mtr-0123abcd"])
      writeFileSync(join(root, name), "");
    mkdirSync(join(root, ".mtr-00000000"));
    // A copy that is still written may carry the old time of its source.
    utimesSync(join(root, ".mtr-0123abcd"), 1, 1);
    expect(await sweepTemporaryFiles(root, { olderThanMs: 60_000 })).toBe(0);
    expect(await sweepTemporaryFiles(root, { olderThanMs: 0 })).toBe(1);
    expect(existsSync(join(root, ".mtr-0123abcd"))).toBe(false);
    expect(existsSync(join(root, ".mtr-0123ABCD"))).toBe(true);
    expect(await sweepTemporaryFiles(join(root, "missing"))).toBe(0);
  });
});
