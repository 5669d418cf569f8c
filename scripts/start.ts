import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { migrate } from "#db/migrate.ts";
import { env } from "#lib/env.ts";
import { messageOf } from "#lib/errors.ts";
import { workerFlags } from "#worker/node-flags.ts";
import { trackedFiles } from "./tracked-files.ts";

/**
 * `npm start`: builds when a source is newer than the build, migrates, then runs the web server and the worker.
 * A worker that dies is started again with growing pauses; when the server dies everything stops.
 */
const buildId = ".next/BUILD_ID";
const childEnv: NodeJS.ProcessEnv = {
  ...process.env,
  NODE_ENV: "production",
  NEXT_TELEMETRY_DISABLED: "1",
  NODE_COMPILE_CACHE: join(env.DATA_DIR, "cache", "node-compile"),
};

function isBuildStale(): boolean {
  if (!existsSync(buildId)) return true;
  // The image holds a build and no checkout.
  if (!existsSync(".git")) return false;
  const builtMs = statSync(buildId).mtimeMs;
  return trackedFiles(/^(app|components|db|lib|public)\/|^(next\.config\.ts|proxy\.ts|package-lock\.json)$/).some(
    (file) => statSync(file).mtimeMs > builtMs,
  );
}

function run(...args: string[]): ChildProcess {
  return spawn(process.execPath, [...process.execArgv, ...args], { stdio: "inherit", env: childEnv });
}

let stopping = false;
let worker: ChildProcess | undefined;
let pauseMs = 1000;

function keepWorkerRunning(): void {
  const startedMs = performance.now();
  worker = run(...workerFlags, "worker/index.ts");
  worker.once("exit", (code) => {
    if (stopping) return;
    // A worker that ran for a minute was healthy: the next pause is short again.
    pauseMs = performance.now() - startedMs > 60_000 ? 1000 : Math.min(pauseMs * 2, 60_000);
    console.error(`The worker ended (${code ?? "killed"}). It starts again in ${pauseMs / 1000} s.`);
    setTimeout(keepWorkerRunning, pauseMs);
  });
}

try {
  mkdirSync(env.DATA_DIR, { recursive: true });
  if (isBuildStale()) {
    console.error("Building the web interface. This takes about a minute.");
    const built = spawnSync(process.execPath, ["scripts/build.ts"], { stdio: "inherit", env: childEnv });
    if (built.status !== 0) throw new Error("The build failed. What is above says why.");
  }
  const { changed } = await migrate("latest");
  if (changed.length > 0) console.error(`Database: applied ${changed.join(", ")}.`);
} catch (error) {
  console.error(`Metarr did not start: ${messageOf(error)}`);
  process.exit(1);
}

const server = run("server.ts");
keepWorkerRunning();

function stop(signal: NodeJS.Signals): void {
  stopping = true;
  server.kill(signal);
  worker?.kill(signal);
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop(signal));
server.once("exit", (code) => {
  if (!stopping) console.error(`The web server ended (${code ?? "killed"}).`);
  process.exitCode = stopping ? 0 : 1;
  stopping = true;
  worker?.kill("SIGTERM");
});
