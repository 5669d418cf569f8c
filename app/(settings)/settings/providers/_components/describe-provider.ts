import type { Tone } from "#components/ui/badge.tsx";
import type { ProviderUsage } from "#lib/health/provider-usage.ts";
import { type ProviderKind, type ProviderName, providerFacts } from "#lib/providers/vocabulary.ts";
import type { ShownSetting } from "../queries.ts";

export type Mark = { tone: Tone; label: string };

/** Whether a provider is asked at all, and if not, why. */
export function switchMark(
  provider: ProviderName,
  shown: { enabled?: ShownSetting | undefined; apiKey?: ShownSetting | undefined },
): Mark {
  if (shown.enabled?.value === false) return { tone: "outline", label: "Off" };
  if (!providerFacts[provider].needsKey) return { tone: "positive", label: "On, needs no key" };
  if (shown.apiKey?.problem) return { tone: "danger", label: "Key cannot be read" };
  return shown.apiKey?.value === null
    ? { tone: "warning", label: "No key" }
    : { tone: "positive", label: "On, key is set" };
}

const marks = {
  ready: { tone: "outline", label: "Ready" },
  untried: { tone: "outline", label: "Not tried yet" },
  refused: { tone: "danger", label: "Refuses its key" },
  failing: { tone: "warning", label: "Last request failed" },
  waiting: { tone: "warning", label: "Waits" },
  paused: { tone: "danger", label: "Paused after failures" },
} as const satisfies Record<ProviderUsage["state"], Mark>;

type Use = Pick<ProviderUsage, "state" | "lastUsedAt">;

/** How it went with a provider the last time it was asked; undefined when it never was. */
export function usageMark({ state, lastUsedAt }: Use): Mark | undefined {
  return lastUsedAt === null && state !== "untried" ? undefined : marks[state];
}

/** A provider in a line: whether it is asked, and if so, how that goes. That a key is set says nothing once it is refused. */
export function cardMarks(provider: ProviderName, shown: Parameters<typeof switchMark>[1], usage: Use): Mark[] {
  const isOn = switchMark(provider, shown);
  if (isOn.tone !== "positive") return [isOn];
  if (usage.state === "refused") return [marks.refused];
  const use = usageMark(usage);
  return use ? [isOn, use] : [isOn];
}

/** What stands at the field of a saved key that the provider does not take. */
export const refusedText = (provider: ProviderName, { fromEnv }: Pick<ShownSetting, "fromEnv">): string =>
  `${providerFacts[provider].label} refuses this key. ${fromEnv === null ? "Type another one" : `Put another one into ${fromEnv}`}, or test this one again.`;

const kindNames = {
  movie: "films",
  series: "series",
  collection: "sets",
  person: "people",
} as const satisfies Record<ProviderKind, string>;

/** What a provider is asked for, one line each. */
export function purposesOf(provider: ProviderName): { label: string; kinds: string }[] {
  const facts = providerFacts[provider];
  const lines: [string, readonly ProviderKind[]][] = [
    ["Search by title", facts.search],
    ["Find by another id", facts.find],
    ["Values", facts.details],
    ["Ratings", facts.ratings],
    ["Artwork", facts.artwork],
    ["Trailers", facts.trailers],
    ["What changed", facts.changes],
  ];
  const named = lines
    .filter(([, kinds]) => kinds.length > 0)
    .map(([label, kinds]) => ({ label, kinds: kinds.map((kind) => kindNames[kind]).join(", ") }));
  return [
    ...named,
    ...(facts.orders ? [{ label: "Other orders", kinds: "of episodes, such as DVD and absolute" }] : []),
    ...(facts.details.length > 0 && facts.languages.length === 0 ? [{ label: "Language", kinds: "English only" }] : []),
  ];
}
