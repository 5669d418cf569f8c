import type { Priority } from "#lib/providers/priority.ts";

/** Parts of a refresh. */
export const seriesParts = ["metadata", "artwork", "cast"] as const;
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
