"use client";

import { PosterCard } from "#components/poster-card.tsx";
import { eagerPosters, gridPosterSizes, PosterGrid, type PosterGridProps } from "../../_components/poster-grid.tsx";
import { episodesText, seasonsText } from "../../_components/texts.ts";
import { posterOf, type Show } from "./show.ts";
import { showCache } from "./show-cache.ts";
import { marksOf } from "./show-marks.tsx";

type ShowGridProps = Pick<PosterGridProps<Show>, "order" | "cardOf" | "initialIndex" | "onVisibleChange">;

/** Posters of any number of series. */
export function ShowGrid(props: ShowGridProps) {
  return <PosterGrid {...props} label="Series" idOf={showCache.idOf} renderCard={renderCard} />;
}

/** A phone has room for the seasons alone. */
function Counts({ show }: { show: Show }) {
  const { seasonCount, episodeCount } = show;
  if (seasonCount === 0) return episodesText(episodeCount);
  return (
    <>
      {seasonsText(seasonCount)}
      <span className="max-md:hidden"> · {episodesText(episodeCount)}</span>
    </>
  );
}

const renderCard = (show: Show, index: number) => (
  <PosterCard
    href={`/series/${show.seriesId}`}
    picture={posterOf(show)}
    title={show.title}
    subtitle={<Counts show={show} />}
    marks={marksOf(show)}
    sizes={gridPosterSizes}
    eager={index < eagerPosters}
  />
);
