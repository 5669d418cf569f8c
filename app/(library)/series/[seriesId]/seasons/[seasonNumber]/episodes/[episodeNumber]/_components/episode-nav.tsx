import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { BackLink } from "../../../../../_components/back-link.tsx";
import { codeOf, episodeHref, nameOfSeason, seasonHref, titleOf } from "../../../../../_components/names.ts";
import type { EpisodePageData } from "../queries.ts";

type EpisodeNavProps = {
  seriesId: number;
  page: Pick<EpisodePageData, "previous" | "next"> & { episode: Numbers };
  /** It stands above the form: back leads to the episode, and the others open in their form. */
  isEditing?: boolean;
};
type Numbers = Pick<EpisodePageData["episode"], "seasonNumber" | "episodeNumber">;

/** Back to the season, and on to the episodes before and after. */
export function EpisodeNav({ seriesId, page, isEditing = false }: EpisodeNavProps) {
  const { episode, previous, next } = page;
  const hrefOf = (at: Numbers) => `${episodeHref(seriesId, at)}${isEditing ? "/edit" : ""}`;
  return (
    <nav aria-label="Episodes" className="flex min-w-0 flex-wrap items-center justify-between gap-2">
      {isEditing ? (
        <BackLink href={episodeHref(seriesId, episode)} label="Episode" />
      ) : (
        <BackLink href={seasonHref(seriesId, episode.seasonNumber)} label={nameOfSeason(episode.seasonNumber)} />
      )}
      <span className="flex gap-2">
        {previous && (
          <Button asChild>
            <Link
              href={hrefOf(previous)}
              title={titleOf(previous)}
              aria-label={`Previous episode: ${codeOf(previous)} ${titleOf(previous)}`}
            >
              <ChevronLeft aria-hidden />
              {codeOf(previous)}
            </Link>
          </Button>
        )}
        {next && (
          <Button asChild>
            <Link
              href={hrefOf(next)}
              title={titleOf(next)}
              aria-label={`Next episode: ${codeOf(next)} ${titleOf(next)}`}
            >
              {codeOf(next)}
              <ChevronRight aria-hidden />
            </Link>
          </Button>
        )}
      </span>
    </nav>
  );
}
