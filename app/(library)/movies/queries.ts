import { asc } from "drizzle-orm";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { genres } from "#db/schema/index.ts";
import { hasRole } from "#lib/access/vocabulary.ts";
import { listLibraries } from "#lib/libraries/libraries.ts";
import { findMovieCards, listMovieOrder, summarizeMovies } from "#lib/movies/list-movies.ts";
import { movieStatusNames } from "#lib/movies/vocabulary.ts";
import { toFilm } from "./_components/film.ts";
import { type FilmListParams, filterOf, sortOf } from "./_components/film-list-params.ts";

/** Films that come with the page; the others are fetched when they come into sight. */
const firstFilms = 60;

/** The places of all films that match, and the cards of those first in sight. */
export async function getFilmList(params: FilmListParams) {
  await requireUser();
  const db = getDb();
  const filter = filterOf(params);
  const order = await listMovieOrder(db, { filter, sort: sortOf(params) });
  const start = Math.min(Math.max(0, params.at - 10), Math.max(0, order.length - firstFilms));
  const [cards, everything] = await Promise.all([
    findMovieCards(db, order.slice(start, start + firstFilms)),
    // Tells an empty library from filters that match nothing.
    order.length === 0 ? summarizeMovies(db, { statuses: movieStatusNames }) : undefined,
  ]);
  return { order, films: cards.map(toFilm), isLibraryEmpty: everything?.count === 0 };
}

/** What the filters offer, and what this person may do. */
export async function getFilmListOptions() {
  const user = await requireUser();
  const db = getDb();
  const [libraries, genreRows] = await Promise.all([
    listLibraries(db),
    db.select({ name: genres.name }).from(genres).orderBy(asc(genres.name)),
  ]);
  return {
    libraries: libraries.map(({ id, name }) => ({ libraryId: id, name })),
    genres: genreRows.map(({ name }) => name),
    mayEdit: hasRole(user, "editor"),
    mayDeleteFiles: hasRole(user, "admin"),
    mayAddLibrary: hasRole(user, "admin"),
  };
}
