import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { listImportProblems } from "./import-rules.ts";
import { listUnusedDependencies } from "./unused-dependencies.ts";
import { listUnusedExports } from "./unused-exports.ts";

/** Types, lint, format, import rules, gates, and nothing unused. Exit status 1 when one of them finds something. */
const gates = existsSync("scripts/gate-inventory.ts") ? await import("./gate-inventory.ts") : undefined;

const checks: { name: string; run: () => string[] }[] = [
  { name: "types", run: () => command("tsc", ["--noEmit", "-p", "."]) },
  { name: "lint and format", run: () => command("biome", ["check", "--error-on-warnings", "."]) },
  { name: "import rules", run: listImportProblems },
  { name: "gates of pages, actions and routes", run: () => gates?.listGateProblems() ?? [] },
  { name: "unused code", run: listUnusedExports },
  {
    name: "unused dependencies",
    run: () => listUnusedDependencies().map((name) => `package.json: nothing imports ${name}. Remove it.`),
  },
];

function command(name: string, args: string[]): string[] {
  const result = spawnSync(name, args, { encoding: "utf8" });
  if (result.error) return [`${name} could not be started: ${result.error.message}`];
  return result.status === 0 ? [] : `${result.stdout}${result.stderr}`.trim().split("\n");
}

let failed = 0;
for (const { name, run } of checks) {
  const problems = run();
  console.log(`${problems.length === 0 ? "ok  " : "FAIL"} ${name}`);
  for (const problem of problems.slice(0, 60)) console.log(`     ${problem}`);
  if (problems.length > 0) failed += 1;
}
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
