import type { Db } from "#db/client.ts";
import type { AskOptions, MovieProvider } from "#lib/providers/provider.ts";
import { identityQuestion } from "./identify-question.ts";
import { getMovieState } from "./movie-state.ts";
import { rankMatches, type ScoredHit } from "./score-match.ts";
import { searchFilms } from "./search-provider.ts";

/**
 * What a person's words find, ranked against the file as identification ranks: by title, year and runtime.
 * `text` is a title, an id or an address. Throws not_found, and what the provider throws.
 */
export async function searchMatches(
  db: Db,
  provider: MovieProvider,
  { movieId, text }: { movieId: number; text: string },
  options: AskOptions = {},
): Promise<ScoredHit[]> {
  const state = await getMovieState(db, movieId);
  const { language, region } = state.library;
  const hits = await searchFilms(provider, { text, language, region }, options);
  return rankMatches(await identityQuestion(db, state, { byIdOnly: false }), hits);
}
