import type { FieldSources } from "#lib/editing/field-sources.ts";
import { keptSources } from "#lib/editing/merge.ts";

/**
 * How a provider's cast goes into a series or an episode. A cast found in an NFO of a library that keeps is a list like
 * any other: kept as a whole, its gaps filled.
 */
export const castModeOf = (sources: FieldSources | undefined, existing: "keep" | "replace"): "replace" | "fill" =>
  existing === "keep" && keptSources.includes(sources?.get("cast")?.source ?? "") ? "fill" : "replace";
