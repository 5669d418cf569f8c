import type { RemovableKind } from "#lib/recycle/vocabulary.ts";

export const filmsText = (count: number) => countText("movie", count);

const nouns = {
  movie: ["film", "films"],
  series: ["series", "series"],
  episode: ["episode", "episodes"],
} as const satisfies Record<RemovableKind, readonly [string, string]>;

/** "1 film", "2,000 episodes". */
export const countText = (kind: RemovableKind, count: number) =>
  `${count.toLocaleString("en")} ${nouns[kind][count === 1 ? 0 : 1]}`;
