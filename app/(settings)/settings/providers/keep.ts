import type { ActionContext } from "#app/_server/action.ts";
import type { Db } from "#db/client.ts";
import { transaction } from "#db/transaction.ts";
import { recordAudit } from "#lib/access/audit.ts";
import { isMasked } from "#lib/access/secrets.ts";
import { env } from "#lib/env.ts";
import { isAppError } from "#lib/errors.ts";
import { resumeWaiting } from "#lib/libraries/resume-waiting.ts";
import { forgetDay, forgetTrouble } from "#lib/providers/limits.ts";
import type { ProviderOverrides } from "#lib/providers/source.ts";
import { type ProviderKind, type ProviderName, providerFacts } from "#lib/providers/vocabulary.ts";
import { changeSettings, type SettingChanges } from "#lib/settings/change-settings.ts";
import { readSettings, type Settings } from "#lib/settings/read-settings.ts";
import { type SettingKey, settings } from "#lib/settings/settings.ts";
import type { ProviderInput } from "./_components/input.ts";
import { type Part, partKeys } from "./_components/provider-parts.ts";

/** Another key, address or switch: what failed before says nothing about it. */
const reopening = ["enabled", "apiKey", "secondKey", "baseUrl"] as const satisfies readonly Part[];

/** The settings that a provider's form changes. */
export const changesOf = (input: ProviderInput): SettingChanges => changes[input.provider](input);

const changes: Record<ProviderName, (input: ProviderInput) => SettingChanges> = {
  tmdb: (input) => ({
    "tmdb.enabled": input.enabled,
    "tmdb.apiKey": input.apiKey,
    "tmdb.baseUrl": input.baseUrl,
    "tmdb.imageBaseUrl": input.imageBaseUrl,
    "tmdb.ratePerSecond": input.ratePerSecond,
    "tmdb.ownLanguage": input.ownLanguage,
    "tmdb.ownRegion": input.ownRegion,
    "tmdb.ownFallbackLanguages": input.ownFallbackLanguages,
  }),
  tvdb: (input) => ({
    "tvdb.enabled": input.enabled,
    "tvdb.apiKey": input.apiKey,
    "tvdb.pin": input.secondKey,
    "tvdb.baseUrl": input.baseUrl,
    "tvdb.ratePerSecond": input.ratePerSecond,
    "tvdb.ownLanguage": input.ownLanguage,
    "tvdb.ownRegion": input.ownRegion,
    "tvdb.ownFallbackLanguages": input.ownFallbackLanguages,
  }),
  tvmaze: (input) => ({
    "tvmaze.enabled": input.enabled,
    "tvmaze.baseUrl": input.baseUrl,
    "tvmaze.ratePerSecond": input.ratePerSecond,
  }),
  omdb: (input) => ({
    "omdb.enabled": input.enabled,
    "omdb.apiKey": input.apiKey,
    "omdb.baseUrl": input.baseUrl,
    "omdb.ratePerSecond": input.ratePerSecond,
    "omdb.requestsPerDay": input.requestsPerDay,
  }),
  fanart: (input) => ({
    "fanart.enabled": input.enabled,
    "fanart.apiKey": input.apiKey,
    "fanart.personalKey": input.secondKey,
    "fanart.baseUrl": input.baseUrl,
    "fanart.ratePerSecond": input.ratePerSecond,
  }),
};

/** Keeps settings with their line in the audit log. Returns the keys of what differed. */
export function keep(
  { user, db, facts }: ActionContext,
  changesFrom: (read: Settings) => SettingChanges,
): Promise<SettingKey[]> {
  return transaction(db, async (tx) => {
    const wanted = changesFrom(await readSettings(tx));
    const keys = await changeSettings(tx, wanted);
    if (keys.length === 0) return keys;
    const details = Object.fromEntries(keys.map((key) => [key, settings[key].secret ? "changed" : wanted[key]]));
    await recordAudit(tx, { userId: user.id, address: facts.address, action: "settings.update", details });
    return keys;
  });
}

/** The same for a provider: what went wrong with its old key or address is forgotten, and what waited for it goes on. */
export async function keepProvider(
  context: ActionContext,
  provider: ProviderName,
  wanted: SettingChanges,
): Promise<SettingKey[]> {
  const { db } = context;
  const changed = await keep(context, () => wanted);
  const keys = partKeys[provider];
  const hasChanged = (part: Part) => changed.some((key) => key === keys[part]);
  if (hasChanged("apiKey")) await forgetDay(db, provider);
  if (reopening.some(hasChanged)) {
    await forgetTrouble(db, provider);
    const types = libraryTypesOf(provider);
    if (types.length > 0 && (await isUsable(db, provider))) await resumeWaiting(db, { types });
  }
  return changed;
}

/** The libraries whose items a provider identifies. */
function libraryTypesOf(provider: ProviderName): ("movie" | "tv")[] {
  const kinds: readonly ProviderKind[] = providerFacts[provider].search;
  return [...(kinds.includes("movie") ? ["movie" as const] : []), ...(kinds.includes("series") ? ["tv" as const] : [])];
}

async function isUsable(db: Db, provider: ProviderName): Promise<boolean> {
  const read = await readSettings(db);
  const { apiKey } = partKeys[provider];
  return read.get(`${provider}.enabled`) && (apiKey === undefined || read.get(apiKey) !== null);
}

/** Undefined where it cannot be read: nothing that is typed is the same. */
function savedSecret(read: Settings, key: SettingKey | undefined): unknown {
  try {
    return key === undefined ? null : read.get(key);
  } catch (error) {
    if (isAppError(error)) return undefined;
    throw error;
  }
}

type Typed = { apiKey: string | null; secondKey?: string | null | undefined; baseUrl?: string | null | undefined };

/**
 * What a form says in place of the saved settings, and nothing where it says the same. What it shows masked is the saved
 * one, and a key given by the environment cannot be replaced.
 */
export async function overridesOf(db: Db, provider: ProviderName, typed: Typed): Promise<ProviderOverrides> {
  const read = await readSettings(db);
  const keys = partKeys[provider];
  const isFromEnv = (part: Part) => keys[part] !== undefined && read.origin(keys[part]) === "environment";
  const { apiKey, secondKey, baseUrl } = typed;
  const address = settings[`${provider}.baseUrl`];
  const given = address.env === undefined ? undefined : env[address.env];
  const wantedUrl = baseUrl === undefined ? undefined : (baseUrl ?? String(given ?? address.fallback));
  const isSavedUrl = wantedUrl === undefined || wantedUrl === read.get(`${provider}.baseUrl`);
  const isSaved = (part: "apiKey" | "secondKey", value: string | null) =>
    (value !== null && isMasked(value)) || value === savedSecret(read, keys[part]);
  return {
    ...(apiKey === null || isSaved("apiKey", apiKey) || isFromEnv("apiKey") ? {} : { apiKey }),
    // An emptied field is no key, and not the saved one.
    ...(secondKey === undefined || isSaved("secondKey", secondKey) ? {} : { secondKey: secondKey ?? "" }),
    ...(isSavedUrl ? {} : { baseUrl: wantedUrl }),
  };
}
