import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runStep, type StepResult } from "./run-step.ts";

/**
 * `npm test`: types and lint, unit and integration tests on SQLite and on a real PostgreSQL, the build, and browser
 * tests on both. Ends with one line `N passed, N failed`; exit status 0 only when nothing failed.
 */
const reports = mkdtempSync(join(tmpdir(), "metarr-reports-"));
const report = (name: string) => join(reports, `${name}.json`);

type Counts = { passed: number; failed: number; skipped: number };

function vitestCounts(file: string): Counts {
  const result: {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numFailedTestSuites: number;
    success: boolean;
  } = JSON.parse(readFileSync(file, "utf8"));
  // A file that could not be loaded has no tests to fail, and still is a failure.
  const failed = Math.max(result.numFailedTests, result.success ? 0 : 1);
  return { passed: result.numPassedTests, failed, skipped: result.numPendingTests };
}

function playwrightCounts(file: string): Counts {
  const { stats }: { stats: { expected: number; unexpected: number; flaky: number; skipped: number } } = JSON.parse(
    readFileSync(file, "utf8"),
  );
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

const plain = (step: StepResult): Counts => ({ passed: step.ok ? 1 : 0, failed: step.ok ? 0 : 1, skipped: 0 });

function countsOf(step: StepResult, read: () => Counts): Counts {
  try {
    const counts = read();
    return step.ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
  } catch {
    // The run ended before it could write a report.
    return plain({ ...step, ok: false });
  }
}

const results: { name: string; counts: Counts; seconds: number }[] = [];
async function step(name: string, command: string[], read?: () => Counts): Promise<boolean> {
  const result = await runStep(name, command);
  const counts = read ? countsOf(result, read) : plain(result);
  results.push({ name, counts, seconds: result.seconds });
  return result.ok;
}

const vitest = ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report("unit")}`];

await step("check", ["node", "scripts/check.ts"]);
await step("unit and integration on SQLite and PostgreSQL", vitest, () => vitestCounts(report("unit")));
if (await step("build", ["node", "scripts/build.ts"])) {
  await step("browser", ["node", "scripts/browser-tests.ts", report("browser")], () =>
    playwrightCounts(report("browser")),
  );
}

const total = { passed: 0, failed: 0, skipped: 0 };
console.log("");
for (const { name, counts, seconds } of results) {
  console.log(
    `${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped (${Math.round(seconds)} s)`,
  );
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}
rmSync(reports, { recursive: true, force: true });
console.log("");
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`);
process.exitCode = total.failed === 0 ? 0 : 1;
