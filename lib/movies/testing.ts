import type { Db, Tx } from "#db/client.ts";
import { libraries, movies } from "#db/schema/index.ts";
import { editEntity } from "#lib/editing/edit-entity.ts";
import type { FieldChange } from "#lib/editing/kind.ts";
import type { ProviderMovie, ProviderMovieFields } from "#lib/providers/provider.ts";
import { titleColumns } from "#lib/sort-key.ts";
import { type CombinedMovie, combineAnswers } from "./combine-answers.ts";
import type { MovieValues } from "./fields.ts";
import { movieKind } from "./kind.ts";
import type { MovieEdit } from "./vocabulary.ts";

let count = 0;

/** For tests: a library and a film in it. Returns the film's id. */
export async function aMovie(
  db: Db,
  movie: Partial<typeof movies.$inferInsert> = {},
  library: Partial<typeof libraries.$inferInsert> = {},
): Promise<number> {
  count += 1;
  const [made] = await db
    .insert(libraries)
    .values({ name: "Films", path: `/films-${count}`, type: "movie", ...library })
    .returning({ libraryId: libraries.id });
  const title = movie.title ?? "Night of the Living Dead";
  const [row] = await db
    .insert(movies)
    .values({
      libraryId: made?.libraryId ?? 0,
      filePath: `/films-${count}/film/${title}.mkv`,
      fileName: `${title}.mkv`,
      title,
      ...titleColumns({ title, originalTitle: null, sortTitle: null }),
      ...movie,
    })
    .returning({ movieId: movies.id });
  if (!row) throw new Error("The film was not made.");
  return row.movieId;
}

/** For tests: what a provider says about a film, with nothing in it but what is given. */
export function aProviderMovie(
  fields: Partial<ProviderMovieFields> = {},
  more: Partial<Omit<ProviderMovie, "fields">> = {},
): ProviderMovie {
  return {
    provider: "tmdb",
    ids: { tmdb: 10331, imdb: "tt0063350", tvdb: null },
    ratings: [],
    cast: [],
    crew: [],
    collection: null,
    keywords: [],
    releaseDates: [],
    titles: [],
    externalIds: { facebookId: null, instagramId: null, twitterId: null, wikidataId: null },
    artwork: [],
    videos: [],
    ...more,
    fields: {
      title: null,
      originalTitle: null,
      year: null,
      releaseDate: null,
      runtimeMinutes: null,
      plot: null,
      tagline: null,
      mpaaRating: null,
      contentRating: null,
      collection: null,
      genres: [],
      directors: [],
      writers: [],
      studios: [],
      countries: [],
      budget: null,
      revenue: null,
      homepage: null,
      originalLanguage: null,
      popularity: null,
      status: null,
      ...fields,
    },
  };
}

/** For tests: one answer as the merge takes it. */
export function combined(movie: ProviderMovie): CombinedMovie {
  const incoming = combineAnswers([movie], [movie.provider]);
  if (!incoming) throw new Error("There is no answer.");
  return incoming;
}

export type EditMovie = {
  movieId: number;
  /** Only the fields that a person changed, as movieEditSchema gives them. */
  patch: MovieEdit;
  /** What the form showed; see editEntity. */
  opened?: { version?: number; values?: Partial<MovieValues> };
  userId: number | null;
  /** `nfo` for an edit made in a published NFO. */
  source?: "user" | "nfo";
};

/** A person's edit of a film. Throws as editEntity does. */
export function editMovie(
  tx: Tx,
  { movieId, patch, opened = {}, userId, source = "user" }: EditMovie,
): Promise<{ changes: FieldChange[]; version: number }> {
  return editEntity(tx, movieKind, { entityId: movieId, patch, opened, author: { source, userId } });
}
