import type { Priority } from "#lib/providers/priority.ts";
import type { ProviderName } from "#lib/providers/vocabulary.ts";

/** Parts of a refresh. */
export const seriesParts = ["metadata", "artwork", "cast", "trailer"] as const;
export type SeriesPart = (typeof seriesParts)[number];

/** What decides an enrichment: what was asked for, and the settings. */
export type EnrichRules = {
  seriesId: number;
  parts: readonly SeriesPart[];
  mode: "missing" | "replace" | undefined;
  jobId: number | null;
  /** The rating that counts: a setting. */
  defaultRating: string;
  priority: { series: Priority; season: Priority; episode: Priority };
};

/** The same while an answer is taken over. */
export type TakeRules = EnrichRules & {
  /** Those that cannot be asked now: their words stay. */
  silent: ReadonlySet<ProviderName>;
  /** The series is another one than what was taken from providers before: what is left of that goes. */
  isOther: boolean;
};
