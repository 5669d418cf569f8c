import type { Tx } from "#db/client.ts";
import { type FieldSources, isReidentified } from "#lib/editing/field-sources.ts";
import { keptSources } from "#lib/editing/merge.ts";
import type { MovieState } from "./movie-state.ts";

/**
 * How a provider's cast goes into a film. A cast found in an NFO of a library that keeps is a list like any other: kept as
 * a whole, its gaps filled.
 */
export async function castModeOf(
  tx: Tx,
  { movie, library }: MovieState,
  sources: FieldSources,
): Promise<"replace" | "fill"> {
  if (library.existing === "replace") return "replace";
  const source = sources.get("cast")?.source ?? "";
  if (!keptSources.includes(source)) return "replace";
  return (await isReidentified(tx, "movie", movie.id)) ? "replace" : "fill";
}
