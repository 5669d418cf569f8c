import { closeDb, getDb } from "#db/client.ts";
import { messageOf } from "#lib/errors.ts";
import { selectArtwork } from "./select.ts";

// Selects a film's artwork in a process of its own, which a test stops at a failpoint or by a signal.
try {
  const { downloaded } = await selectArtwork(getDb(), { movieId: Number(process.argv[2]) });
  process.stdout.write(String(downloaded));
  await closeDb();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(1);
}
