import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { env } from "#lib/env.ts";
import { planRecycle, recycleFile, restoreFile } from "./recycle.ts";

/** What another program does at the very moment a failpoint is passed for the first time, in place of the stop. */
function meanwhile(failAt: string, act: () => void): void {
  Object.assign(env, { FAIL_AT: failAt });
  vi.spyOn(process, "kill").mockImplementation(() => {
    act();
    return true;
  });
}
afterEach(() => {
  Object.assign(env, { FAIL_AT: undefined });
  vi.restoreAllMocks();
});

/** A move from disk to disk is a copy, and only then is there time for others. */
const otherDisk = "/dev/shm";
const hasOther = existsSync(otherDisk) && statSync(otherDisk).dev !== statSync(env.DATA_DIR).dev;
const root = mkdtempSync(join(hasOther ? otherDisk : tmpdir(), "metarr-races-"));
afterAll(() => rmSync(root, { recursive: true }));
const film = join(root, "poster.jpg");
beforeEach(() => {
  writeFileSync(film, "picture");
  utimesSync(film, 1_600_000_000, 1_600_000_000);
});

test.runIf(hasOther)("a file that is changed while it is copied to another disk stays, and its copy goes", async () => {
  const plan = await planRecycle({ root, path: film });
  meanwhile("recycle.copied", () => writeFileSync(film, "changed"));
  await expect(recycleFile(plan)).rejects.toMatchObject({ code: "conflict" });
  expect(readFileSync(film, "utf8")).toBe("changed");
  expect(existsSync(join(env.DATA_DIR, plan.recyclePath))).toBe(false);
  await recycleFile(plan);
  expect(existsSync(film)).toBe(false);
});

test.runIf(hasOther)("a file that appears while another is put back from another disk is not replaced", async () => {
  const plan = await planRecycle({ root, path: film });
  await recycleFile(plan);
  meanwhile("restore.flush", () => writeFileSync(film, "newer"));
  await expect(restoreFile(plan)).rejects.toMatchObject({ code: "conflict", details: { path: film } });
  expect(readFileSync(film, "utf8")).toBe("newer");
  expect(readFileSync(join(env.DATA_DIR, plan.recyclePath), "utf8")).toBe("picture");
  rmSync(film);
  await restoreFile(plan);
  expect(readFileSync(film, "utf8")).toBe("picture");
  expect(existsSync(join(env.DATA_DIR, plan.recyclePath))).toBe(false);
});
