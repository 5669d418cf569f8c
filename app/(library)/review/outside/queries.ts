import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { countConflicts } from "#lib/publish/list-conflicts.ts";
import { readConflicts } from "./read-conflicts.ts";

/** The first files that wait, and how many do. */
export async function getConflicts() {
  await requireUser("editor");
  const db = getDb();
  const [first, count] = await Promise.all([readConflicts(db), countConflicts(db)]);
  return { first, count };
}
