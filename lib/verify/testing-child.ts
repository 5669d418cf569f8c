import { closeDb, getDb } from "#db/client.ts";
import { messageOf } from "#lib/errors.ts";
import { repairFindings } from "./repair.ts";
import { verify } from "./testing.ts";
import { isFindingKind } from "./vocabulary.ts";

// Verifies a library and repairs what is found: node testing-child.ts <libraryId> [<kind> <clock ahead in ms>]. Tells what was
// found, and what went wrong.
const [, , id, kind = "", aheadMs = "0"] = process.argv;
const now = Date.now;
Date.now = () => now() + Number(aheadMs);
const libraryId = Number(id);
const db = getDb();
const { found, status } = await verify(db, { libraryId });
process.stdout.write(JSON.stringify({ status, found }));
await repairFindings(db, { libraryId, ...(isFindingKind(kind) ? { kinds: [kind] } : {}) }).catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
await closeDb();
