import type { Settings } from "#lib/settings/read-settings.ts";
import { type ProviderName, providerNames } from "./vocabulary.ts";

/** Whose values win. */
export type Priority = {
  /** Every provider, most trusted first. */
  order: readonly ProviderName[];
  /** The same for one field. */
  orderOf(field: string): readonly ProviderName[];
};

/** The order of providers for one kind of entity, as the settings have it. Those left out come last, in their usual order. */
export function readPriority(settings: Settings, kind: "movie" | "series" | "season" | "episode"): Priority {
  const general = settings.get(kind === "movie" ? "priority.movie" : "priority.series");
  const byField = settings.get("priority.fields");
  const order = complete(general);
  return { order, orderOf: (field) => complete([...(byField[`${kind}.${field}`] ?? []), ...order]) };
}

const complete = (names: readonly ProviderName[]): ProviderName[] => [...new Set([...names, ...providerNames])];
