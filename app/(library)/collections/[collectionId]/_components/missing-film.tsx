import { ExternalLink } from "lucide-react";
import { Poster } from "#components/poster.tsx";
import { gridPosterSizes } from "../../../_components/poster-grid.tsx";
import { formatDay } from "../../../series/[seriesId]/_components/names.ts";

type Missing = {
  tmdbId: number;
  title: string;
  year: number | null;
  releaseDate: string | null;
  hasPoster: boolean;
};

/** A film of the set that is not in Metarr: greyed, with when it came out and where to read about it. */
export function MissingFilm({ film, collectionId }: { film: Missing; collectionId: number }) {
  const { tmdbId, title, year, releaseDate, hasPoster } = film;
  return (
    <a
      href={`https://www.themoviedb.org/movie/${tmdbId}`}
      target="_blank"
      rel="noreferrer"
      className="group/card block rounded-md focus-visible:outline-offset-3"
    >
      <Poster
        picture={hasPoster ? { src: `/collections/${collectionId}/missing/${tmdbId}` } : null}
        title={title}
        decorative
        sizes={gridPosterSizes}
        className="opacity-60 grayscale transition-[filter] group-hover/card:brightness-110"
      />
      <span title={title} className="mt-2 block truncate font-medium text-2 text-sm">
        {title}
        <span className="sr-only">, not in your library</span>
      </span>
      <span className="flex items-center gap-1 text-3 text-xs">
        <span className="truncate">{releaseDate === null ? (year ?? "Not released yet") : formatDay(releaseDate)}</span>
        <ExternalLink aria-hidden className="size-3 shrink-0" />
        <span className="sr-only">(opens TMDB in a new tab)</span>
      </span>
    </a>
  );
}
