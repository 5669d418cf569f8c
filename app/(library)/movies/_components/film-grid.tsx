"use client";

import { MoreHorizontal } from "lucide-react";
import { useCallback } from "react";
import { PosterCard } from "#components/poster-card.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { phoneQuery, useMediaQuery } from "#components/use-media-query.ts";
import { eagerPosters, gridPosterSizes, PosterGrid, type PosterGridProps } from "../../_components/poster-grid.tsx";
import { type Film, posterOf } from "./film.ts";
import { filmCache } from "./film-cache.ts";
import { marksOf } from "./film-marks.tsx";
import type { FilmSelection } from "./film-selection.ts";

type FilmGridProps = Pick<PosterGridProps<Film>, "order" | "cardOf" | "initialIndex" | "onVisibleChange"> & {
  selection: FilmSelection;
  /** Absent for people who may only look. */
  onMenu: ((film: Film, button: HTMLElement) => void) | undefined;
};

/** Posters of any number of films. */
export function FilmGrid({ selection, onMenu, ...grid }: FilmGridProps) {
  const phone = useMediaQuery(phoneQuery);
  const { ids, toggle } = selection;
  const renderCard = useCallback(
    (film: Film, index: number) => (
      <PosterCard
        href={`/movies/${film.movieId}`}
        picture={posterOf(film)}
        title={film.title}
        subtitle={
          film.missingAt === null ? (
            (film.year ?? "Year unknown")
          ) : (
            <>
              File gone <TimeAgo at={film.missingAt} />
            </>
          )
        }
        dimmed={film.missingAt !== null}
        marks={marksOf(film)}
        sizes={gridPosterSizes}
        eager={index < eagerPosters}
        selected={ids.has(film.movieId)}
        selecting={ids.size > 0}
        {...(onMenu
          ? {
              onSelectedChange: (_selected: boolean, range: boolean) => toggle(film.movieId, range),
              // On a phone the button would hide a third of the poster; resting a finger on it chooses the film instead.
              actions: !phone && (
                // No IconButton: a tooltip for each of a hundred cards makes scrolling stutter.
                <button
                  type="button"
                  aria-label={`Actions for ${film.title}`}
                  title="Actions"
                  aria-haspopup="menu"
                  onClick={(event) => onMenu(film, event.currentTarget)}
                  className="relative grid place-items-center [&_svg]:size-4"
                >
                  <MoreHorizontal aria-hidden />
                </button>
              ),
            }
          : {})}
      />
    ),
    [ids, toggle, onMenu, phone],
  );
  return <PosterGrid {...grid} label="Films" idOf={filmCache.idOf} renderCard={renderCard} />;
}
