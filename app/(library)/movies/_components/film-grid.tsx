"use client";

import { MoreHorizontal } from "lucide-react";
import { useCallback } from "react";
import { PosterCard, PosterCardSkeleton, posterCardTextPx } from "#components/poster-card.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { phoneQuery, useMediaQuery } from "#components/use-media-query.ts";
import { VirtualGrid } from "#components/virtual-grid.tsx";
import { type Film, posterOf } from "./film.ts";
import { marksOf } from "./film-marks.tsx";
import type { FilmSelection } from "./film-selection.ts";

const cardHeightPx = (widthPx: number) => widthPx * 1.5 + posterCardTextPx;
const placeholder = () => <PosterCardSkeleton />;
const keyOf = (film: Film) => film.movieId;
const posterSizes = "(width < 48rem) 30vw, 180px";

export type VisibleRange = { firstVisible: number; first: number; last: number };

export type FilmGridProps = {
  order: readonly number[];
  filmOf: (movieId: number) => Film | undefined;
  selection: FilmSelection;
  initialIndex: number;
  onVisibleChange: (range: VisibleRange) => void;
  /** Absent for people who may only look. */
  onMenu: ((film: Film, button: HTMLElement) => void) | undefined;
};

/** Posters of any number of films. */
export function FilmGrid({ order, filmOf, selection, initialIndex, onVisibleChange, onMenu }: FilmGridProps) {
  const phone = useMediaQuery(phoneQuery);
  const { ids, toggle } = selection;
  const itemAt = useCallback(
    (index: number) => {
      const movieId = order[index];
      return movieId === undefined ? undefined : filmOf(movieId);
    },
    [order, filmOf],
  );
  const renderItem = useCallback(
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
        sizes={posterSizes}
        eager={index < 12}
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
  return (
    <VirtualGrid
      label="Films"
      count={order.length}
      itemAt={itemAt}
      itemKey={keyOf}
      renderItem={renderItem}
      renderPlaceholder={placeholder}
      minCardWidthPx={phone ? 104 : 150}
      gapPx={phone ? 12 : 20}
      cardHeightPx={cardHeightPx}
      initialIndex={initialIndex}
      onVisibleChange={onVisibleChange}
    />
  );
}
