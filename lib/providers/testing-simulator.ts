import type { Db } from "#db/client.ts";
import { transaction } from "#db/transaction.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import type { Simulator } from "#simulator/server.ts";
import { type ProviderName, providerNames } from "./vocabulary.ts";

/** For tests: the simulator is every provider. `only`: the others are switched off. */
export async function setProviders(
  db: Db,
  simulator: Simulator,
  { only = providerNames, key = "0123456789abcdef" }: { only?: readonly ProviderName[]; key?: string } = {},
): Promise<void> {
  const { tmdbBaseUrl, tvdbBaseUrl, fanartBaseUrl, omdbBaseUrl, tvmazeBaseUrl, imageBaseUrl } = simulator;
  const addresses = {
    tmdb: tmdbBaseUrl,
    tvdb: tvdbBaseUrl,
    tvmaze: tvmazeBaseUrl,
    omdb: omdbBaseUrl,
    fanart: fanartBaseUrl,
  } satisfies Record<ProviderName, string>;
  await transaction(db, async (tx) => {
    await setSetting(tx, "tmdb.imageBaseUrl", imageBaseUrl);
    for (const name of providerNames) {
      await setSetting(tx, `${name}.enabled`, only.includes(name));
      await setSetting(tx, `${name}.baseUrl`, addresses[name]);
      await setSetting(tx, `${name}.ratePerSecond`, 50);
      if (name !== "tvmaze") await setSetting(tx, `${name}.apiKey`, `${key}${name}`);
    }
  });
}
