import { runStep } from "./run-step.ts";

/**
 * `npm run test:faults`: the tests named after a fault or an attack (R6, S14, …) with their full numbers, on both
 * engines. Takes far longer than `npm test`, which runs the same tests with small numbers.
 */
let failed = 0;
for (const project of ["sqlite", "postgres"]) {
  const command = ["vitest", "run", "--project", project, "--testTimeout=1800000", "-t", "\\b[RS]\\d{1,2}\\b"];
  const result = await runStep(`faults on ${project}`, command, { FAULTS: "1" });
  if (!result.ok) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
