import { env } from "#lib/env.ts";
import { restoreBackup } from "./restore-backup.ts";
import { writeBackup } from "./write-backup.ts";

/** Backs up or restores in a process of its own, for tests that kill it: node testing-child.ts ORDER. */
type Order = {
  action: "backup" | "restore";
  path: string;
  target: { type: "sqlite"; dataDir: string } | { type: "postgres"; url: string };
};

const { action, path, target }: Order = JSON.parse(process.argv[2] ?? "{}");
const where = { target, dataDir: env.DATA_DIR, path };
process.stdout.write("begun\n");
if (action === "backup") await writeBackup({ ...where, withCache: true, withSecrets: true });
else await restoreBackup(where);
