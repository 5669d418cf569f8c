import { closeDb, getDb } from "#db/client.ts";
import { messageOf } from "#lib/errors.ts";
import { publishUnit } from "./publish.ts";

// Publishes one film in a process of its own, which a test stops at a failpoint or by a signal.
try {
  await publishUnit(getDb(), { entityType: "movie", entityId: Number(process.argv[2]) });
  await closeDb();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(1);
}
