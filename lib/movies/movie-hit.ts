import type { MovieHit, ProviderMovie } from "#lib/providers/provider.ts";

/** A film as a search result with all its titles. */
export function movieHitOf(movie: ProviderMovie): MovieHit {
  const { fields } = movie;
  return {
    provider: movie.provider,
    providerId: movie.ids.tmdb ?? 0,
    title: fields.title ?? "",
    originalTitle: fields.originalTitle,
    year: fields.year,
    overview: fields.plot,
    posterUrl: movie.artwork.find(({ assetType }) => assetType === "poster")?.url ?? null,
    popularity: fields.popularity ?? 0,
    runtimeMinutes: fields.runtimeMinutes,
    otherTitles: movie.titles.map(({ title }) => title),
  };
}
