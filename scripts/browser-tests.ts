import { existsSync } from "node:fs";
import { chromiumPath } from "./chromium.ts";
import { startPostgres } from "./postgres.ts";
import { runStep } from "./run-step.ts";

/**
 * Browser tests against the built application, on SQLite and on PostgreSQL. The first argument may name a JSON report;
 * others go to Playwright, such as `--project=sqlite movie`.
 */
const args = process.argv.slice(2);
const report = args[0]?.endsWith(".json") ? args.shift() : undefined;

if (!existsSync(".next/BUILD_ID")) {
  console.error("There is no build to test. Run npm run build first.");
  process.exit(1);
}
const server = await startPostgres({ inMemory: true });
try {
  const reporters = report ? "line,json" : "list";
  const result = await runStep("playwright", ["playwright", "test", `--reporter=${reporters}`, ...args], {
    CHROMIUM_PATH: await chromiumPath(),
    METARR_TEST_POSTGRES: server.url("postgres"),
    ...(report ? { PLAYWRIGHT_JSON_OUTPUT_NAME: report } : {}),
  });
  process.exitCode = result.ok ? 0 : 1;
} finally {
  await server.stop();
}
