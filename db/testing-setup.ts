import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";

// Runs before a test file and so before lib/env.ts is read: each file has its own data folder.
process.env.DATA_DIR = mkdtempSync(join(tmpdir(), "metarr-test-"));
if (process.env.DB_TYPE === "postgres") process.env.DATABASE_URL = inject("server");
// The test runner puts its own BASE_URL ("/") into the environment; ours is an address.
delete process.env.BASE_URL;
// Processes that tests start share what Node compiled: starting one costs a third of the time then.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), "metarr-compile-cache");
