import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { readYtdlpStatus } from "#lib/trailers/ytdlp-status.ts";

/** What counts for trailers everywhere, and which yt-dlp a worker found. */
export async function getTrailerSettings() {
  await requireUser("admin");
  const db = getDb();
  const [settings, ytdlp] = await Promise.all([readSettings(db), readYtdlpStatus(db)]);
  return { isEnabled: settings.get("trailers.enabled"), maxHeight: settings.get("trailers.maxHeight"), ytdlp };
}
