/** What a person can remove from Metarr and bring back. */
export const removableKinds = ["movie", "series", "episode"] as const;
export type RemovableKind = (typeof removableKinds)[number];

/** How long what was removed can come back, by the database's clock. */
export const retentionMs = 30 * 24 * 60 * 60 * 1000;

/** Files are moved a little later than the message that offers to take it back is gone. */
export const undoGraceMs = 15_000;

/**
 * A file that was missing in two scans this far apart is taken for deleted. A scan calls removeVanishedMovies,
 * removeVanishedSeries and removeVanishedEpisodes at its end, and reviveMovies, reviveSeries and reviveEpisodes for
 * hidden rows whose files it finds and nobody excluded.
 */
export const vanishedForMs = 60 * 60 * 1000;

/** What a file of the bin is, by the end of its name. */
export const recycledKinds = ["nfo", "picture", "video", "other"] as const;
export type RecycledKind = (typeof recycledKinds)[number];
export const recycledKindLabels = {
  nfo: "NFO",
  picture: "Picture",
  video: "Video",
  other: "Other",
} as const satisfies Record<RecycledKind, string>;

/** Stands for Metarr's own pictures and trailers where a library is asked for. */
export const cacheAsLibrary = 0;

/** Files that one call restores or deletes. */
export const recycledPerCall = 50;
