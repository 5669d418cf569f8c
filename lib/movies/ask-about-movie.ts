import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraries, movies } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { type Asked, askAll, joinAsked } from "#lib/providers/ask-all.ts";
import type { AskOptions, LanguageChoice, MovieIds, Provider, ProviderMovie } from "#lib/providers/provider.ts";

/** What to ask about: a film with its ids, in the words of its library. */
export type MovieQuestion = LanguageChoice & { ids: MovieIds };

/** What has to be known of a film before anybody is asked about it. Its state is read when the answers are there. */
export type AskableFilm = Awaited<ReturnType<typeof getAskableFilm>>;

/** Throws not_found. */
export async function getAskableFilm(db: Db, movieId: number) {
  const { tmdbId, imdbId, tvdbId, monitored, deletedAt } = movies;
  const { language, region, fallbackLanguages: fallbacks } = libraries;
  const [film] = await db
    .select({ tmdbId, imdbId, tvdbId, monitored, deletedAt, language, region, fallbacks })
    .from(movies)
    .innerJoin(libraries, eq(libraries.id, movies.libraryId))
    .where(eq(movies.id, movieId));
  if (film === undefined) throw new AppError("not_found", "This film is no longer in Metarr.");
  return film;
}

/**
 * Asks every provider about a film: TMDB first, for it knows the ids by which the others find it; then those at once.
 * One request a provider. Needs no database.
 */
export async function askAboutMovie(
  providers: readonly Provider[],
  question: MovieQuestion,
  options: AskOptions = {},
): Promise<Asked<ProviderMovie>> {
  const ask = (some: readonly Provider[], ids: MovieIds) =>
    askAll(
      some,
      (provider) => {
        const isKnown = provider.name === "omdb" ? ids.imdb !== null : ids.tmdb !== null || ids.imdb !== null;
        return isKnown ? (provider.findMovie?.({ ...question, ids }, options) ?? null) : null;
      },
      options.signal,
    );
  const isFirst = ({ name }: Provider) => name === "tmdb";
  const first = await ask(providers.filter(isFirst), question.ids);
  const found = first.answers[0]?.ids;
  const ids = found
    ? { ...question.ids, imdb: found.imdb ?? question.ids.imdb, tvdb: found.tvdb ?? question.ids.tvdb }
    : question.ids;
  return joinAsked(
    first,
    await ask(
      providers.filter((provider) => !isFirst(provider)),
      ids,
    ),
  );
}
