import type { ProviderEpisode } from "#lib/providers/series.ts";
import { plain } from "./map-episodes.ts";

/** How far two databases may differ about the day of an episode: it is aired late in one country and early in another. */
const dayMs = 24 * 3_600_000;

/**
 * The same episode in another provider's list: by an id both know, else at the same place with a title or day that
 * agrees, else alone on that day. Undefined where the two count differently, so that nothing is taken from the wrong one.
 */
export function matchEpisode(
  episode: ProviderEpisode,
  others: readonly ProviderEpisode[],
): ProviderEpisode | undefined {
  const byId = others.find(({ ids }) => sharesId(ids, episode.ids));
  if (byId) return byId;
  const place = others.find(
    (other) => other.seasonNumber === episode.seasonNumber && other.episodeNumber === episode.episodeNumber,
  );
  if (place && agrees(place, episode)) return place;
  const sameDay = others.filter((other) => other.airDate !== null && other.airDate === episode.airDate);
  const [only] = sameDay;
  return only && sameDay.length === 1 && agrees(only, episode, { needsTitle: place !== undefined }) ? only : undefined;
}

const sharesId = (a: ProviderEpisode["ids"], b: ProviderEpisode["ids"]): boolean =>
  (a.tmdb !== null && a.tmdb === b.tmdb) ||
  (a.tvdb !== null && a.tvdb === b.tvdb) ||
  (a.imdb !== null && a.imdb === b.imdb);

function agrees(a: ProviderEpisode, b: ProviderEpisode, { needsTitle = false } = {}): boolean {
  const sameTitle = a.title !== null && b.title !== null && plain(a.title) === plain(b.title);
  if (sameTitle || needsTitle) return sameTitle;
  if (a.airDate !== null && b.airDate !== null) {
    return Math.abs(Date.parse(a.airDate) - Date.parse(b.airDate)) <= dayMs;
  }
  // Neither says when: the same place is all there is, and it is the usual case of episodes without a date.
  return a.airDate === null && b.airDate === null;
}
