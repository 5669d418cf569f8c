import { closeDb, getDb } from "#db/client.ts";
import { messageOf } from "#lib/errors.ts";
import { repairFindings } from "./repair.ts";
import { verify } from "./testing.ts";

// Verifies a library and repairs what is found: node testing-child.ts <libraryId>. Tells what was found, and what went wrong.
const libraryId = Number(process.argv[2]);
const db = getDb();
const { found, status } = await verify(db, { libraryId });
process.stdout.write(JSON.stringify({ status, found }));
await repairFindings(db, { libraryId }).catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
await closeDb();
