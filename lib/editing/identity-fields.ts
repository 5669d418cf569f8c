/** The ids that say which title an item is. A film has only the first of them. */
export const identityFields = ["tmdbId", "tvdbId", "tvmazeId"] as const;

/** Who an item is, and how its episodes are counted: everything else changes with these. */
export const titleFields = [...identityFields, "episodeOrder"] as const;
