import { spawn } from "node:child_process";
import { delimiter, resolve } from "node:path";

export type StepResult = { ok: boolean; seconds: number };

/** Runs one command of the project with its output shown, with the pinned Node first on PATH. */
export function runStep(name: string, command: string[], env: Record<string, string> = {}): Promise<StepResult> {
  const [program = "", ...args] = command;
  const startedMs = performance.now();
  console.log(`\n== ${name}`);
  const child = spawn(program, args, {
    stdio: "inherit",
    env: {
      ...process.env,
      PATH: `${resolve("node_modules/.bin")}${delimiter}${process.env.PATH ?? ""}`,
      NEXT_TELEMETRY_DISABLED: "1",
      ...env,
    },
  });
  return new Promise((done) => {
    const finish = (ok: boolean) => done({ ok, seconds: (performance.now() - startedMs) / 1000 });
    child.once("error", (error) => {
      console.error(`${name} could not be started: ${error.message}`);
      finish(false);
    });
    child.once("exit", (code) => finish(code === 0));
  });
}
