import { execFileSync } from "node:child_process";
import { createInterface } from "node:readline";
import { openDatabase } from "#db/client.ts";
import { isAppError, messageOf } from "#lib/errors.ts";
import { closeNfoReader } from "#lib/files/nfo/read-file.ts";
import { scanLibrary } from "./scan-library.ts";

/**
 * A process that mounts and scans, for tests with disks that come and go: unshare -Urm node testing-mounts.ts <database as
 * JSON>. Takes one step a line and answers each with one line. Its mounts are seen by nobody else and go with it.
 */
export type Step =
  /** Commands of a shell; the first that fails ends them. */
  | { sh: string }
  | {
      scan: { libraryId: number; confirmed?: boolean; full?: boolean } /** Run when this many folders were seen. */;
      midway?: { folders: number; sh: string };
    };

export type Answer = {
  error?: { code: string; message: string };
  report?: { added: number; changed: number; missing: number; problems: { path: string; message: string }[] };
};

const [target = ""] = process.argv.slice(2);
const { db, close } = openDatabase(JSON.parse(target));

const shell = (commands: string) => void execFileSync("sh", ["-ec", commands], { stdio: ["ignore", "ignore", "pipe"] });

async function run(step: Step): Promise<Answer> {
  if ("sh" in step) {
    shell(step.sh);
    return {};
  }
  let seen = 0;
  const onProgress = () => {
    seen += 1;
    if (seen === step.midway?.folders) shell(step.midway.sh);
  };
  const { added, changed, missing, problems } = await scanLibrary(db, { ...step.scan, onProgress });
  return { report: { added, changed, missing, problems } };
}

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await run(JSON.parse(line)).catch((error: unknown): Answer => {
    return { error: { code: isAppError(error) ? error.code : "unexpected", message: messageOf(error) } };
  });
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await closeNfoReader();
await close();
