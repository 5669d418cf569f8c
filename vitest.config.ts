import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const outsideNext = fileURLToPath(new URL("./app/_server/testing-next.ts", import.meta.url));

const everywhere = {
  include: ["{app,bench,cli,components,db,lib,scripts,simulator,worker}/**/*.test.{ts,tsx}"],
  setupFiles: ["./db/testing-setup.ts"],
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

/** Folders without a database: what they test is the same on both engines, so it runs once. */
const foldersWithoutDatabase = ["components/**", "lib/files/**", "simulator/**"];

/** Test files elsewhere that neither make a database (db/testing.ts) nor ask which engine this is: they run once too. */
const filesWithoutDatabase = globSync(everywhere.include, { cwd: import.meta.dirname, exclude: ["**/node_modules/**"] })
  .filter((file) => !/testDb|testTarget|dialect/.test(readFileSync(join(import.meta.dirname, file), "utf8")))
  // Folders of Next.js have brackets in their names.
  .map((file) => file.replaceAll(/[()[\]]/g, "\\$&"));

/** The same test files run twice: on SQLite, and on a real PostgreSQL. */
export default defineConfig({
  resolve: { alias: { "next/headers": outsideNext, "next/cache": outsideNext } },
  test: {
    // One more than the two cores these tests are sized for: many of them wait for a lease, a process or a disk.
    maxWorkers: 3,
    // Test files share the modules of their process: loading them anew for each took a third of the whole run. State that
    // a process keeps belongs to a database handle, and every file has its own (db/testing-setup.ts).
    isolate: false,
    // The second project, and the next run, take what the first one compiled: a sixth of the time of a small run.
    fsModuleCache: true,
    projects: [
      {
        extends: true,
        test: { ...everywhere, name: "sqlite", globalSetup: ["./db/testing-sqlite.ts"], env: { DB_TYPE: "sqlite" } },
      },
      {
        extends: true,
        test: {
          ...everywhere,
          name: "postgres",
          exclude: ["**/node_modules/**", ...foldersWithoutDatabase, ...filesWithoutDatabase],
          globalSetup: ["./db/testing-postgres.ts"],
          env: { DB_TYPE: "postgres" },
        },
      },
    ],
  },
});
