import type { RemovableKind } from "#lib/recycle/vocabulary.ts";

const nouns = {
  movie: ["film", "films"],
  series: ["series", "series"],
  season: ["season", "seasons"],
  episode: ["episode", "episodes"],
} as const satisfies Record<RemovableKind | "season", readonly [string, string]>;

/** "1 film", "2,000 episodes". */
export const countText = (kind: keyof typeof nouns, count: number) =>
  `${count.toLocaleString("en")} ${nouns[kind][count === 1 ? 0 : 1]}`;

export const filmsText = (count: number) => countText("movie", count);
export const seriesText = (count: number) => countText("series", count);
export const seasonsText = (count: number) => countText("season", count);
export const episodesText = (count: number) => countText("episode", count);
