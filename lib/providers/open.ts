import type { Db } from "#db/client.ts";
import { readSettings, type Settings } from "#lib/settings/read-settings.ts";
import { troubleOf } from "./errors.ts";
import { openFanart } from "./fanart.ts";
import { openOmdb } from "./omdb.ts";
import type { Provider } from "./provider.ts";
import type { ProviderOverrides } from "./source.ts";
import { openTmdb } from "./tmdb.ts";
import { openTvdb } from "./tvdb.ts";
import { openTvmaze } from "./tvmaze.ts";
import { type ProviderName, providerNames } from "./vocabulary.ts";

type Opener = (db: Db, overrides?: ProviderOverrides) => Promise<Provider>;

/** How each provider is opened. */
const openers: Record<ProviderName, Opener> = {
  tmdb: openTmdb,
  tvdb: openTvdb,
  tvmaze: openTvmaze,
  omdb: openOmdb,
  fanart: openFanart,
};

/** A provider as the settings have it. Throws AppError `unavailable` (kind "off") when it is switched off or has no key. */
export function openProvider(db: Db, name: ProviderName, overrides?: ProviderOverrides): Promise<Provider> {
  return openers[name](db, overrides);
}

async function findProvider(db: Db, name: ProviderName, overrides?: ProviderOverrides): Promise<Provider | undefined> {
  try {
    return await openProvider(db, name, overrides);
  } catch (error) {
    if (troubleOf(error) === "off") return undefined;
    throw error;
  }
}

/** What differs from the settings, by provider. */
export type OverridesByProvider = Partial<Record<ProviderName, ProviderOverrides>>;

/** Every provider that is switched on and has what it needs, in the usual order of trust. `settings`: as read a moment ago. */
export async function listProviders(
  db: Db,
  { settings, overrides = {} }: { settings?: Settings; overrides?: OverridesByProvider | undefined } = {},
): Promise<Provider[]> {
  const opened: Provider[] = [];
  const read = settings ?? (await readSettings(db));
  for (const name of providerNames) {
    const provider = await findProvider(db, name, { settings: read, ...overrides[name] });
    if (provider) opened.push(provider);
  }
  return opened;
}
