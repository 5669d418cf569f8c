import type { MovieArtworkType } from "#lib/artwork/vocabulary.ts";

const types: readonly MovieArtworkType[] = ["clearlogo", "clearart", "discart"];

/** Pictures with holes: a grey under them shows light and dark ones alike, and no blurred stand-in may shine through. */
export const isSeeThrough = (kind: string): boolean => types.some((type) => type === kind);

/** The grey. */
export const seeThroughClasses = "bg-[oklch(0.5_0_0)]";
