import { defineConfig } from "@playwright/test";
import type { Engine } from "./e2e/fixtures/stack.ts";
import { chromiumArgs } from "./scripts/chromium.ts";

/** Run by scripts/browser-tests.ts, which finds a Chromium and starts a PostgreSQL. */
export default defineConfig<object, { engine: Engine }>({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  workers: 2,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  outputDir: "test-results",
  use: {
    // A trace of every test takes a fifth of the run. Ask for one with --trace retain-on-failure.
    screenshot: "only-on-failure",
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      // Without these a Chromium asks its maker's servers at every start.
      args: [
        ...chromiumArgs,
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "sqlite", use: { engine: "sqlite" } },
    // Which pages and actions a build has does not depend on its database; who may use them is tested on both by themselves.
    { name: "postgres", use: { engine: "postgres" }, testIgnore: "inventory.spec.ts" },
  ],
});
