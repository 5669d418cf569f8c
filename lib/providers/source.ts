import type { Settings } from "#lib/settings/read-settings.ts";
import { allowedHosts } from "./allowed-hosts.ts";
import type { JsonSource } from "./ask.ts";
import type { Dispatchers } from "./dispatchers.ts";
import { providerError } from "./errors.ts";
import type { Rate } from "./limits.ts";
import { type ProviderName, providerFacts } from "./vocabulary.ts";

/** What differs from the settings: for the test button before anything is saved, and for tests. */
export type ProviderOverrides = {
  /** Read a moment ago, so that several providers are opened with one look at the database. */
  settings?: Settings;
  apiKey?: string;
  /** What some providers take beside the key: TVDB's PIN, a person's own key of fanart.tv. Empty: none. */
  secondKey?: string;
  baseUrl?: string;
  /** Asks although the settings say off. */
  enabled?: true;
  ratePerSecond?: number;
  dispatchers?: Dispatchers;
  /** First wait of the backoff, in milliseconds. */
  firstWaitMs?: number;
  /** The longest that one request may take. */
  totalMs?: number;
};

/** With any of these from a form, a test says nothing about what is saved. */
const triedParts = ["apiKey", "secondKey", "baseUrl"] as const satisfies readonly (keyof ProviderOverrides)[];

/** Where a provider is and how fast it may be asked, as the settings have it; how a key is sent is the provider's own matter. */
export type OpenSource = { apiKey: string; source: JsonSource };

/**
 * The source of a provider. Throws AppError `unavailable` (kind "off") when it is switched off or has no key that it
 * needs. `apiKey` is empty for a provider without keys.
 */
export function openSource(settings: Settings, name: ProviderName, overrides: ProviderOverrides = {}): OpenSource {
  const { label, needsKey } = providerFacts[name];
  if (!overrides.enabled && !settings.get(`${name}.enabled`)) {
    throw providerError("off", `${label} is switched off in Settings, Providers.`);
  }
  const apiKey = overrides.apiKey ?? (name === "tvmaze" ? null : settings.get(`${name}.apiKey`));
  if (apiKey === null && needsKey) {
    throw providerError("off", `${label} has no API key yet. Enter one in Settings, Providers.`);
  }
  const perSecond = overrides.ratePerSecond ?? settings.get(`${name}.ratePerSecond`);
  const baseUrl = (overrides.baseUrl ?? settings.get(`${name}.baseUrl`)).replace(/\/+$/, "");
  const { dispatchers, firstWaitMs, totalMs } = overrides;
  return {
    apiKey: apiKey ?? "",
    source: {
      key: name,
      label,
      rate: paceFor(perSecond),
      baseUrl,
      headers: {},
      isTrial: triedParts.some((part) => overrides[part] !== undefined),
      allowedHosts: allowedHosts(settings, [baseUrl]),
      ...(dispatchers && { dispatchers }),
      ...(firstWaitMs !== undefined && { firstWaitMs }),
      ...(totalMs !== undefined && { totalMs }),
    },
  };
}

/**
 * The pace at which no second sees more than this many requests: the setting is what the provider allows. One at a time,
 * and a little slower, because requests that leave evenly do not arrive so: at 40 a second one may come 64 ms late.
 */
const paceFor = (perSecond: number): Rate => ({ perSecond: perSecond * 0.94, burst: 1 });
