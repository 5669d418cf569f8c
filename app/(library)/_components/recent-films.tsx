import { PosterCard } from "#components/poster-card.tsx";
import { SectionLink } from "#components/section-link.tsx";
import { posterOf } from "../movies/_components/film.ts";
import { marksOf } from "../movies/_components/film-marks.tsx";
import { getRecentFilms } from "../queries.ts";

/** The films that came last; on phones a row that scrolls sideways. */
export async function RecentFilms() {
  const films = await getRecentFilms();
  if (films.length === 0) return null;
  return (
    <section aria-labelledby="recently-added">
      <div className="mb-3 flex items-center justify-between gap-4">
        <h2 id="recently-added" className="font-medium text-1 text-base">
          Recently added
        </h2>
        <SectionLink href="/movies?sort=added">All films</SectionLink>
      </div>
      <ul className="grid gap-4 max-md:-mx-4 max-md:grid-flow-col max-md:auto-cols-[7rem] max-md:overflow-x-auto max-md:px-4 max-md:pb-2 max-md:[scrollbar-width:none] md:grid-cols-[repeat(auto-fill,minmax(8rem,1fr))]">
        {films.map((film) => (
          <li key={film.movieId} className="min-w-0">
            <PosterCard
              href={`/movies/${film.movieId}`}
              picture={posterOf(film)}
              title={film.title}
              subtitle={film.year ?? "Year unknown"}
              marks={marksOf(film)}
              sizes="160px"
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
