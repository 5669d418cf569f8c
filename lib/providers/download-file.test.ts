import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { rateLimits } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { env } from "#lib/env.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { downloadToFile } from "./download-file.ts";
import { lookAtFile } from "./look-at-file.ts";

const db = await testDb();
const given = env.TRAILER_HOSTS;
let simulator: Simulator;
let folder = "";
let path = "";
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "metarr-file-"));
  simulator = await startSimulator({ artworkScale: 0.05 });
  env.TRAILER_HOSTS = [new URL(simulator.url).host];
});
beforeEach(async () => {
  await db.delete(rateLimits);
  simulator.setFaults({});
  simulator.requests.reset();
  path = join(folder, `${++count}.mp4`);
});
afterAll(async () => {
  env.TRAILER_HOSTS = given;
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

const url = () => `${simulator.vimeoBaseUrl}/files/76979871.mp4`;
const download = (more: Partial<Parameters<typeof downloadToFile>[1]> = {}) =>
  downloadToFile(db, { url: url(), path, maxBytes: 1_000_000, totalMs: 30_000, ...more });
const hashOf = async (file: string | Uint8Array) =>
  createHash("sha256")
    .update(typeof file === "string" ? await readFile(file) : file)
    .digest("hex");
const whole = async () => hashOf(Buffer.from(await (await fetch(url())).arrayBuffer()));
const asked = () => simulator.requests.list().map(({ status }) => status);

/** Stops the download somewhere in its middle. */
async function stopInTheMiddle(): Promise<void> {
  const controller = new AbortController();
  simulator.setFaults({ rules: [{ path: "/files/", bytesPerSecond: 200_000 }] });
  const onProgress = ({ done }: { done: number }) => done > 30_000 && controller.abort(new Error("Stopped."));
  await expect(download({ signal: controller.signal, onProgress })).rejects.toThrow("Stopped.");
  simulator.setFaults({});
  simulator.requests.reset();
}

test("a file comes to the disk with its progress, and nothing is left beside it", async () => {
  const seen: number[] = [];
  await download({ onProgress: ({ done, total }) => seen.push(done / (total ?? 1)) });
  expect(await hashOf(path)).toBe(await whole());
  expect(seen.at(-1)).toBe(1);
  expect([existsSync(`${path}.part`), existsSync(`${path}.version`)]).toEqual([false, false]);
});

test("a download that was stopped goes on where it was", async () => {
  await stopInTheMiddle();
  expect(existsSync(path)).toBe(false);
  await download();
  expect(asked().filter((status) => status === 206)).toHaveLength(1);
  expect(await hashOf(path)).toBe(await whole());
});

test("a connection that breaks is tried again, and another version begins anew", async () => {
  simulator.setFaults({ rules: [{ path: "/files/", body: "cut", count: 1 }] });
  await download();
  expect(await hashOf(path)).toBe(await whole());
  path = join(folder, "other.mp4");
  await stopInTheMiddle();
  await writeFile(`${path}.version`, JSON.stringify({ url: url(), etag: '"another version"' }));
  await download();
  expect(asked()).not.toContain(206);
  expect(await hashOf(path)).toBe(await whole());
});

test("a part that is longer than the file begins anew", async () => {
  await stopInTheMiddle();
  await writeFile(`${path}.part`, Buffer.alloc(900_000));
  await download();
  expect(asked()).toContain(416);
  expect(asked()).not.toContain(206);
  expect(await hashOf(path)).toBe(await whole());
});

test("what is too large is not kept, whether its server says so or not", async () => {
  await expect(download({ maxBytes: 10_000 })).rejects.toMatchObject({ code: "too_large" });
  simulator.setFaults({ rules: [{ path: "/files/", body: "huge", hugeBytes: 5_000_000 }] });
  await expect(download()).rejects.toMatchObject({ code: "too_large" });
  expect(existsSync(path)).toBe(false);
});

test("a file that is gone says so, and one that is there tells its size without being read", async () => {
  await expect(download({ url: `${simulator.vimeoBaseUrl}/files/404000001.mp4` })).rejects.toMatchObject({
    code: "not_found",
  });
  const { sizeBytes } = await lookAtFile(db, { url: url() });
  await download();
  expect(sizeBytes).toBe((await readFile(path)).length);
  await expect(lookAtFile(db, { url: "http://127.0.0.1/a.mp4" })).rejects.toMatchObject({ code: "invalid" });
});
