import { redirect } from "next/navigation";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listLibraries } from "#lib/libraries/libraries.ts";

/**
 * Lets the administrator go on with the first set-up while there is no library yet. Later the same things stand in the
 * settings, so a step that is visited then leads there.
 */
export async function requireFreshSetup({ else: place }: { else: string }): Promise<void> {
  await requireUser("admin");
  const libraries = await listLibraries(getDb());
  if (libraries.length > 0) redirect(place);
}
