import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listIgnorePatterns } from "#lib/libraries/ignore-patterns.ts";
import { listLibraries } from "#lib/libraries/libraries.ts";

/** Every pattern, and the libraries one can be for. */
export async function getPatterns() {
  await requireUser("admin");
  const db = getDb();
  const [patterns, libraries] = await Promise.all([listIgnorePatterns(db), listLibraries(db)]);
  return { ...patterns, libraries: libraries.map(({ id, name }) => ({ libraryId: id, name })) };
}

export type Patterns = Awaited<ReturnType<typeof getPatterns>>;
