import type { Tx } from "#db/client.ts";
import type { ProviderEpisode } from "#lib/providers/series.ts";
import { applyCasts } from "./apply-cast.ts";
import { applyCrews } from "./apply-crew.ts";
import type { CastRules } from "./plan-cast.ts";

/** TMDB's words for the jobs behind the lists of names that can be locked. */
const lockedJobs = {
  directorsLocked: ["Director", "Co-Director"],
  writersLocked: ["Writer", "Screenplay", "Story", "Teleplay"],
} as const;

export type EpisodePeople = Pick<ProviderEpisode, "guests" | "crew"> & {
  episodeId: number;
  /** Of the episode's row. */
  locks: { actorsOrderLocked: boolean; directorsLocked: boolean; writersLocked: boolean };
};

/**
 * Gives episodes their guests and crew as a provider says them, however many episodes, in a handful of queries. A list
 * that is locked stays; an episode of which the provider names nobody stays as it is, unless `evenNobody`. `fill` adds
 * people only where an episode has none. Returns the ids of the episodes in which anything was written.
 */
export async function applyEpisodePeople(
  tx: Tx,
  items: readonly EpisodePeople[],
  rules: Partial<Pick<CastRules, "mode" | "evenNobody">> = {},
): Promise<Set<number>> {
  const casts = items.map(({ episodeId, guests, locks }) => ({
    ownerId: episodeId,
    actorsOrderLocked: locks.actorsOrderLocked,
    cast: guests,
  }));
  const crews = items.map(({ episodeId, crew, locks }) => ({
    ownerId: episodeId,
    crew,
    heldJobs: (["directorsLocked", "writersLocked"] as const).flatMap((lock) => (locks[lock] ? lockedJobs[lock] : [])),
  }));
  const cast = await applyCasts(tx, "episode", casts, rules);
  const crew = await applyCrews(tx, "episode", crews, rules);
  return new Set([...cast, ...crew]);
}
