import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { codeOf, episodeHref, nameOfSeason, seasonHref, titleOf } from "../../../../../_components/names.ts";
import type { EpisodePageData } from "../queries.ts";

/** Back to the season, and on to the episodes before and after. */
export function EpisodeNav({ seriesId, page }: { seriesId: number; page: EpisodePageData }) {
  const { episode, previous, next } = page;
  return (
    <nav aria-label="Episodes" className="flex min-w-0 flex-wrap items-center justify-between gap-2">
      <Button asChild variant="ghost" className="-ml-3">
        <Link href={seasonHref(seriesId, episode.seasonNumber)}>
          <ChevronLeft aria-hidden />
          {nameOfSeason(episode.seasonNumber)}
        </Link>
      </Button>
      <span className="flex gap-2">
        {previous && (
          <Button asChild>
            <Link
              href={episodeHref(seriesId, previous)}
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
              href={episodeHref(seriesId, next)}
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
