import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { env } from "#lib/env.ts";
import { isAppError } from "#lib/errors.ts";
import { getProviderUsage } from "#lib/health/provider-usage.ts";
import { readSettings, type Settings, showSetting } from "#lib/settings/read-settings.ts";
import { type SettingKey, settings } from "#lib/settings/settings.ts";

const tmdbKeys = [
  "tmdb.enabled",
  "tmdb.apiKey",
  "tmdb.baseUrl",
  "tmdb.imageBaseUrl",
  "tmdb.language",
  "tmdb.region",
  "tmdb.ratePerSecond",
] as const satisfies SettingKey[];
const matchKeys = ["identify.acceptScore", "identify.margin", "ratings.default"] as const satisfies SettingKey[];

/** The settings of TMDB as a form shows them: secrets by their last four characters. */
export async function getTmdbSettings() {
  await requireUser("admin");
  return showAll(await readSettings(getDb()), tmdbKeys);
}

/** From which score on a film counts as found, and whose rating is the film's. */
export async function getMatchSettings() {
  await requireUser("admin");
  return showAll(await readSettings(getDb()), matchKeys);
}

/** What was asked of TMDB so far, and how it goes with it. */
export async function getTmdbUsage() {
  await requireUser("admin");
  return await getProviderUsage(getDb(), "tmdb");
}

export type ShownSetting = {
  /** As a form holds it; null where nothing is set. */
  value: string | number | boolean | null;
  /** The variable that gives the value; null when none does. */
  fromEnv: string | null;
  /** What counts while nobody sets anything. */
  fallback: string | number | boolean | null;
  description: string;
  /** Why the stored value cannot be used. */
  problem: string | null;
};

function showAll<K extends SettingKey>(read: Settings, keys: readonly K[]): Record<K, ShownSetting> {
  const shown: Partial<Record<K, ShownSetting>> = {};
  for (const key of keys) shown[key] = show(read, key);
  const isWhole = (some: Partial<Record<K, ShownSetting>>): some is Record<K, ShownSetting> =>
    keys.every((key) => some[key] !== undefined);
  if (!isWhole(shown)) throw new Error("A setting is missing.");
  return shown;
}

/** A stored value that cannot be read leaves its field empty, with the reason: the page is where that is put right. */
function show(read: Settings, key: SettingKey): ShownSetting {
  const { description, env: variable = null, secret = false } = settings[key];
  const given = variable === null || secret ? undefined : env[variable];
  const fallback = plain(given ?? settings[key].fallback);
  const rest = { fallback, description, fromEnv: read.origin(key) === "environment" ? variable : null };
  try {
    return { ...rest, value: plain(showSetting(read, key).value), problem: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { ...rest, value: null, problem: error.message };
  }
}

const plain = (value: unknown): ShownSetting["value"] =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
