import type { Metadata } from "next";
import type { ReactNode } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { PlanSays } from "../../_components/publish/plan-says.tsx";
import { FilmHeader } from "./_components/film-header.tsx";
import { findMovieId, type MovieParams, readMovieId } from "./movie-id.ts";
import { findFilm, getFilmHeader } from "./queries.ts";

/** Nothing of a tab stands before it, for the tab is not there either. */
const noSuchFilm: Metadata = { title: { default: "No such film", template: "No such film · Metarr" } };

export async function generateMetadata({ params }: MovieParams): Promise<Metadata> {
  // Thrown here, the 404 page would have no title: Next asks this function for that page's title too.
  const movieId = await findMovieId(params);
  const film = movieId === undefined ? undefined : await findFilm(movieId);
  if (film === undefined) return noSuchFilm;
  const { movie } = film;
  const name = movie.year === null ? movie.title : `${movie.title} (${movie.year})`;
  return { title: { default: name, template: `%s · ${name} · Metarr` } };
}

/** The film above its tabs. Read before anything is sent, so that a film that does not exist answers 404. */
export default async function MovieLayout({ children, params }: MovieParams & { children: ReactNode }) {
  await requireUser();
  const header = await getFilmHeader(await readMovieId(params));
  return (
    <PlanSays>
      <FilmHeader film={header} />
      <div className="pt-6">{children}</div>
    </PlanSays>
  );
}
