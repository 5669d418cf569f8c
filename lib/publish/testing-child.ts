import { closeDb, getDb } from "#db/client.ts";
import { messageOf } from "#lib/errors.ts";
import { publishUnit } from "./publish.ts";
import { publishLibrary } from "./publish-library.ts";

// Publishes one film, a series, or a library, in a process of its own, which a test stops at a failpoint or by a signal.
const [, , id, what] = process.argv;
try {
  if (what === "library") await publishLibrary(getDb(), { libraryId: Number(id) });
  else await publishUnit(getDb(), { entityType: what === "series" ? what : "movie", entityId: Number(id) });
  await closeDb();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(1);
}
