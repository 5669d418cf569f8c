import type { ArtworkType } from "#lib/artwork/vocabulary.ts";

const types: readonly ArtworkType[] = ["clearlogo", "clearart", "discart", "characterart"];

/** Pictures with holes: a grey under them shows light and dark ones alike, and no blurred stand-in may shine through. */
export const isSeeThrough = (kind: string): boolean => types.some((type) => type === kind);

/** The grey. */
export const seeThroughClasses = "bg-[oklch(0.5_0_0)]";
