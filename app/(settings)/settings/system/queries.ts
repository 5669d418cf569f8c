import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { judgeHealth } from "#lib/health/judge-health.ts";
import { readHealth } from "#lib/health/read-health.ts";

/** How Metarr is, in facts and in words. */
export async function getHealth() {
  await requireUser("admin");
  const health = await readHealth(getDb());
  return { health, checks: judgeHealth(health) };
}
