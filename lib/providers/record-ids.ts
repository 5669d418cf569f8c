import type { providerRecords } from "#db/schema/index.ts";

type Told = Pick<typeof providerRecords.$inferSelect, "provider" | "providerId" | "fields">;
type FilmIds = { tmdb: number | null; imdb: string | null };
type ShowIds = { tmdb: number | null; tvdb: number | null; tvmaze: number | null; imdb: string | null };

/** The id by which a provider is asked about a film, and under which its record is kept; empty without one. */
export const filmIdAt = (provider: string, { tmdb, imdb }: FilmIds): string =>
  String((provider === "omdb" ? imdb : tmdb) ?? "");

/** The same for a series. */
export function seriesIdAt(provider: string, { tmdb, tvdb, tvmaze, imdb }: ShowIds): string {
  const ids: Readonly<Record<string, string | number | null>> = { tmdb, tvdb, tvmaze, omdb: imdb, fanart: tvdb };
  return String(ids[provider] ?? "");
}

/** Records that are about the title an item is now: what was said under another id is about another one. */
export const recordsOf = <R extends Told>(records: readonly R[], idAt: (provider: string) => string): R[] =>
  records.filter(({ provider, providerId }) => !providerId || providerId === idAt(provider));

/** Databases that say who a film or a series is. The others are asked by ids that these name. */
const identifying: readonly string[] = ["tmdb", "tvdb", "tvmaze"];

/**
 * True when what was taken from providers is about another title than the item is now: a database that says who it is
 * was last heard under another id, or under one while the item has none that was heard of. An id that only went missing,
 * beside one that still holds, is none.
 */
export function isOfOther(records: readonly Told[], idAt: (provider: string) => string): boolean {
  const told = records.filter(
    ({ provider, providerId, fields }) => identifying.includes(provider) && fields !== null && !!providerId,
  );
  const holds = told.filter(({ provider, providerId }) => providerId === idAt(provider));
  const differs = told.some(({ provider, providerId }) => idAt(provider) !== "" && providerId !== idAt(provider));
  return differs || (told.length > 0 && holds.length === 0);
}
