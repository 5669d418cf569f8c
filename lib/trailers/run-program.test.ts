import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { AppError } from "#lib/errors.ts";
import { runProgram } from "./run-program.ts";

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "metarr-program-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const run = (script: string, options: Partial<Parameters<typeof runProgram>[2]> = {}) =>
  runProgram("/bin/sh", ["-c", script], { timeoutMs: 30_000, ...options });
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const pidIn = async (folder: string) => Number(await readFile(join(folder, "pid"), "utf8"));

test("a program says how it ended, and sees nothing of this process's environment", async () => {
  process.env.METARR_CANARY = "secret";
  onTestFinished(() => {
    delete process.env.METARR_CANARY;
  });
  const folder = await aFolder();
  const { code, stdout, stderr } = await run("env; echo bad >&2; exit 3", { folder });
  expect([code, stderr]).toEqual([3, "bad\n"]);
  expect(stdout).toContain(`HOME=${folder}`);
  expect(stdout).not.toMatch(/METARR_CANARY|DATABASE_URL|DATA_DIR/);
});

test.each([
  ["asks to be spared", "trap '' TERM"],
  ["ends when it is told to", ":"],
])("a program that %s is ended with all that it started", async (_, trap) => {
  const folder = await aFolder();
  const controller = new AbortController();
  const script = `${trap}; (${trap}; echo $$ > pid; while :; do sleep 1; done) & while :; do sleep 1; done`;
  const running = run(script, { folder, signal: controller.signal, onLine: () => {} });
  const told = running.then(
    () => "It came to an end.",
    (error: unknown) => String(error),
  );
  await expect.poll(() => pidIn(folder).catch(() => 0), { timeout: 20_000 }).toBeGreaterThan(0);
  controller.abort(new Error("Nobody wants it."));
  expect(await told).toContain("Nobody wants it.");
  const pid = await pidIn(folder);
  await expect.poll(() => isAlive(-pid), { timeout: 20_000 }).toBe(false);
});

test("a program that takes too long or says too much is ended", async () => {
  await expect(run("sleep 60", { timeoutMs: 300 })).rejects.toThrow("It took longer than 0 seconds and was stopped.");
  const chatter = run("while :; do echo aaaaaaaaaaaaaaaa; done", { maxOutputBytes: 10_000 });
  await expect(chatter).rejects.toThrow("far more than it should");
});

test("a program is ended by what is seen of its work", async () => {
  const watch = async () => new AppError("unavailable", "It writes too much.");
  await expect(run("sleep 60", { watch })).rejects.toThrow("It writes too much.");
});

test("a program is ended when its work cannot be looked at", async () => {
  const watch = () => Promise.reject(new Error("The folder cannot be read."));
  await expect(run("sleep 60", { watch })).rejects.toThrow("The folder cannot be read.");
});

test("a program that is not there says so", async () => {
  await expect(runProgram("/nowhere/program", [], { timeoutMs: 1000 })).rejects.toThrow("could not be started");
});
