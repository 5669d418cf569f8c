import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Files of the checkout that git tracks or would track, matching a pattern. */
export function trackedFiles(pattern: RegExp): string[] {
  const output = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" });
  return output.split("\n").filter((file) => file !== "" && pattern.test(file) && existsSync(file));
}
