import { closeDb, getDb } from "#db/client.ts";
import { messageOf } from "#lib/errors.ts";
import { recycle } from "./recycle.ts";
import { restoreRecycled } from "./restore.ts";

// Moves one file in a process of its own, which a test stops at a failpoint: `recycle <root> <path>` or `restore <id>`.
const [, , what, first = "", path = ""] = process.argv;
try {
  if (what === "recycle") await recycle(getDb(), { root: first, path, reason: "A test" });
  else await restoreRecycled(getDb(), { recycleId: Number(first) });
  await closeDb();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(1);
}
