import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { judgeHealth } from "#lib/health/judge-health.ts";
import { readHealth } from "#lib/health/read-health.ts";
import { readSettings } from "#lib/settings/read-settings.ts";

/** How Metarr is, in facts and in words, and how much room downloads leave, and how long the recycle bin keeps files. */
export async function getHealth() {
  await requireUser("admin");
  const [health, settings] = await Promise.all([readHealth(getDb()), readSettings(getDb())]);
  return {
    health,
    checks: judgeHealth(health),
    minFreeMb: settings.get("downloads.minFreeMb"),
    retentionDays: settings.get("recycle.retentionDays"),
  };
}
