import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import "./testing-offline.ts";

// Runs before each test file. Files that run in one process share its modules, and so what lib/env.ts has read of the
// environment: the data folder is made once, and each file finds it empty.
const prefix = join(tmpdir(), "metarr-test-");
if (!process.env.DATA_DIR?.startsWith(prefix)) process.env.DATA_DIR = mkdtempSync(prefix);
mkdirSync(process.env.DATA_DIR, { recursive: true });
for (const name of readdirSync(process.env.DATA_DIR)) {
  rmSync(join(process.env.DATA_DIR, name), { recursive: true, force: true });
}
if (process.env.DB_TYPE === "postgres") process.env.DATABASE_URL = inject("server");
// The test runner puts its own BASE_URL ("/") into the environment; ours is an address.
delete process.env.BASE_URL;
// No test asks the real sites of videos: those that drive a yt-dlp say which one, and where the sites are.
process.env.YTDLP_PATH ??= "/nowhere/yt-dlp";
// Processes that tests start share what Node compiled and load quickly: starting one costs a fifth of the time then.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), "metarr-compile-cache");
process.env.NODE_OPTIONS = ["./quick-imports.ts", "./testing-offline.ts"]
  .map((file) => `--import ${new URL(file, import.meta.url).href}`)
  .join(" ");
