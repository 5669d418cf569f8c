import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { env } from "#lib/env.ts";
import { isAppError } from "#lib/errors.ts";
import { getProviderUsage, type ProviderUsage } from "#lib/health/provider-usage.ts";
import { type ProviderName, providerNames } from "#lib/providers/vocabulary.ts";
import { readSettings, type Settings, showSetting } from "#lib/settings/read-settings.ts";
import { type SettingKey, settings } from "#lib/settings/settings.ts";
import { type Part, partKeys, parts } from "./_components/provider-parts.ts";

const matchKeys = ["identify.acceptScore", "identify.margin", "ratings.default"] as const satisfies SettingKey[];
const languageKeys = ["tmdb.language", "tmdb.region", "metadata.fallbackLanguages"] as const satisfies SettingKey[];

/** A provider as its card shows it: secrets by their last four characters. */
export type ProviderCardData = {
  provider: ProviderName;
  shown: Partial<Record<Part, ShownSetting>>;
  usage: ProviderUsage;
};

/** Every provider with its settings, and how much it was asked. */
export async function listProviderCards(): Promise<ProviderCardData[]> {
  await requireUser("admin");
  const db = getDb();
  const read = await readSettings(db);
  return Promise.all(
    providerNames.map(async (provider) => ({
      provider,
      shown: showParts(read, provider),
      usage: await getProviderUsage(db, provider, provider === "omdb" ? { perDay: perDayOf(read) } : {}),
    })),
  );
}

/** TMDB's key, for the first set-up. */
export async function getTmdbKey(): Promise<ShownSetting> {
  await requireUser("admin");
  return show(await readSettings(getDb()), "tmdb.apiKey");
}

/** From which score on a film counts as found, and whose rating is the film's. */
export async function getMatchSettings() {
  await requireUser("admin");
  return showAll(await readSettings(getDb()), matchKeys);
}

/** Languages of new libraries, and those to fall back to. */
export async function getLanguageSettings() {
  await requireUser("admin");
  return showAll(await readSettings(getDb()), languageKeys);
}

/** How much of the providers' answers is kept. */
export async function getAnswersSetting(): Promise<ShownSetting> {
  await requireUser("admin");
  return show(await readSettings(getDb()), "cache.answersMb");
}

/** After how many days metadata is stale. */
export async function getRefreshSetting(): Promise<ShownSetting> {
  await requireUser("admin");
  return show(await readSettings(getDb()), "refresh.staleDays");
}

/** Who wins: for films, for series, and where a field or a type of artwork has an order of its own. */
export async function getPriorities() {
  await requireUser("admin");
  const read = await readSettings(getDb());
  return {
    movie: read.get("priority.movie"),
    series: read.get("priority.series"),
    fields: read.get("priority.fields"),
    artwork: read.get("priority.artwork"),
  };
}

type Plain = string | number | boolean | null;

export type ShownSetting = {
  /** As a form holds it; null where nothing is set. */
  value: Plain;
  /** The variable that gives the value; null when none does. */
  fromEnv: string | null;
  /** What counts while nobody sets anything. */
  fallback: Plain;
  description: string;
  /** Why the stored value cannot be used. */
  problem: string | null;
};

function showParts(read: Settings, provider: ProviderName): ProviderCardData["shown"] {
  const shown: ProviderCardData["shown"] = {};
  for (const part of parts) {
    const key = partKeys[provider][part];
    if (key !== undefined) shown[part] = show(read, key);
  }
  return shown;
}

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

/** A list as it is typed: its parts behind each other, or "none". */
function plain(value: unknown): Plain {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

/** A stored number that cannot be read counts as the usual one; its field says what is wrong. */
function perDayOf(read: Settings): number {
  const { value } = show(read, "omdb.requestsPerDay");
  return typeof value === "number" ? value : settings["omdb.requestsPerDay"].fallback;
}
