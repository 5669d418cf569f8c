import type { Metadata } from "next";
import type { ReactNode } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { FilmHeader } from "./_components/film-header.tsx";
import { type MovieParams, readMovieId } from "./movie-id.ts";
import { getFilm, getFilmHeader } from "./queries.ts";

export async function generateMetadata({ params }: MovieParams): Promise<Metadata> {
  const { movie } = await getFilm(await readMovieId(params));
  const name = movie.year === null ? movie.title : `${movie.title} (${movie.year})`;
  return { title: { default: name, template: `%s · ${name} · Metarr` } };
}

/** The film above its tabs. Read before anything is sent, so that a film that does not exist answers 404. */
export default async function MovieLayout({ children, params }: MovieParams & { children: ReactNode }) {
  await requireUser();
  const header = await getFilmHeader(await readMovieId(params));
  return (
    <>
      <FilmHeader film={header} />
      <div className="pt-6">{children}</div>
    </>
  );
}
